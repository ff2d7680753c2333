"""The values that flags take out of a fixed set."""

from __future__ import annotations

import pytest

from pydock.cli import tree
from pydock.cli.enumerations import FLAGS, OPEN, OTHERS
from pydock.cli.lazy import load
from pydock.values.platforms import parse


def test_every_flag_with_values_is_one_that_a_command_has() -> None:
    known = {flag.long for entry in tree.ENTRIES.values() for flag in load(entry).flags()}
    assert set(FLAGS) <= known
    assert set(FLAGS) >= OPEN | OTHERS


@pytest.mark.parametrize("name", sorted(OPEN - {"security-opt"}))
def test_values_that_go_on_end_with_a_sign_for_it(name: str) -> None:
    assert all(value.endswith("=") for value in FLAGS[name])


def test_platforms_that_are_offered_parse() -> None:
    for text in FLAGS["platform"]:
        assert parse(text).query()
