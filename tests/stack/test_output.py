"""A stack's configuration as YAML."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.yamlload import documents
from pydock.stack.output import to_yaml


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": {"b": 1}}, "a:\n  b: 1\n"),
        ({"a": [1, "x"]}, "a:\n  - 1\n  - x\n"),
        ({"a": [{"b": 1, "c": [2]}]}, "a:\n  - b: 1\n    c:\n      - 2\n"),
        ({"a": [[1]]}, "a:\n  -\n    - 1\n"),
        ({"a": {}, "b": [], "c": None}, "a: {}\nb: []\nc: null\n"),
        ({"a": True, "b": 0.5, "c": 1.0, "d": "true", "e": "3.8", "f": ""},
         'a: true\nb: 0.5\nc: 1\nd: "true"\ne: "3.8"\nf: ""\n'),
        ({"a": "one\ntwo\n"}, "a: |\n  one\n  two\n"),
        ({"a": {"b": "one\n\ntwo"}}, "a:\n  b: |-\n    one\n\n    two\n"),
        ({"80": {"x y": 1}}, '"80":\n  x y: 1\n'),
    ],
)  # fmt: skip
def test_yaml(value: Any, text: str) -> None:
    assert to_yaml(value) == text
    assert documents(text)[0].value == value
