"""Go's view of Python values."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.template.values import GoList, GoMap, Nil, Number, basic_kind, go_type, int_type, is_null, truth


@pytest.mark.parametrize(
    ("value", "name", "kind", "true"),
    [
        (None, "<nil>", "", False),
        (True, "bool", "bool", True),
        (0, "int", "int", False),
        (1.5, "float64", "float", True),
        ("", "string", "string", False),
        ([], "[]interface {}", "", False),
        ({"a": 1}, "map[string]interface {}", "", True),
        (int_type("uint16")(3), "uint16", "uint", True),
        (Number("5"), "json.Number", "string", True),
        (Nil("*x.T"), "*x.T", "", False),
    ],
)
def test_types(value: Any, name: str, kind: str, true: bool) -> None:
    assert (go_type(value), basic_kind(value), truth(value)) == (name, kind, true)


def test_nil_slices_and_maps() -> None:
    assert is_null(GoList(null=True)) and is_null(GoMap(null=True))
    assert not is_null(GoList()) and not is_null(GoMap())
