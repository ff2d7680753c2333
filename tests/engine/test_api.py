"""The areas of the API hang together."""

from __future__ import annotations

from functools import cached_property

import pytest

from pydock.engine.api import Engine
from tests.engine.conftest import Connect

AREAS = sorted(name for name, value in vars(Engine).items() if isinstance(value, cached_property))


@pytest.mark.parametrize("name", AREAS)
def test_areas_are_made_once(connect: Connect, name: str) -> None:
    engine = Engine(connect("unix:///nowhere.sock"))
    area = getattr(engine, name)
    assert type(area).__name__.lower() == name
    assert getattr(engine, name) is area
