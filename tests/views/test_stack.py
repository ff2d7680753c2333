"""Stacks are what the labels of services say."""

from __future__ import annotations

import pytest

from pydock.errors import PydockError
from pydock.render.listing import render_list
from pydock.views.service import STACK
from pydock.views.stack import listing, stacks


def test_services_are_counted_by_stack_in_natural_order() -> None:
    services = [{"ID": str(n), "Spec": {"Labels": {STACK: name}}} for n, name in enumerate(("s10", "s2", "s10"))]
    rows = stacks(services)
    assert rows == [("s2", 1), ("s10", 2)]
    assert render_list(listing(), rows, "{{.Name}}:{{.Services}}") == "s2:1\ns10:2\n"
    assert render_list(listing(), rows, "table", quiet=True) == "s2\ns10\n"


def test_a_service_of_no_stack_is_named() -> None:
    with pytest.raises(PydockError, match=f"cannot get label {STACK} for service x"):
        stacks([{"ID": "x", "Spec": {}}])
