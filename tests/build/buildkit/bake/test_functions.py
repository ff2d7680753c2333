"""Calls of HCL functions."""

from __future__ import annotations

import pytest

from pydock.build.buildkit.bake.functions import call
from pydock.errors import PydockError


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("upper", [], 'Not enough function arguments; Function "upper" expects 1 argument(s).'),
        ("upper", ["a", "b"], 'Too many function arguments; Function "upper" expects only 1 argument(s).'),
        ("format", [], 'Function "format" expects at least 1 argument(s).'),
        ("uuidv4", ["x"], 'Function "uuidv4" expects only 0 argument(s).'),
        ("signum", [], 'Function "signum" expects 1 argument(s).'),
        ("strlen", ["a", "b"], 'Function "strlen" expects only 1 argument(s).'),
        ("upper", [["a"]], 'Call to function "upper" failed: an argument is of the wrong type.'),
        ("indexof", [["a"], "b"], 'Call to function "indexof" failed: '),
    ],
)
def test_wrong_arguments_are_told_as_hcl_tells_them(name: str, arguments: list[object], message: str) -> None:
    with pytest.raises(PydockError) as caught:
        call(name, arguments)
    assert message in caught.value.message
    assert "()" not in caught.value.message and "lambda" not in caught.value.message
