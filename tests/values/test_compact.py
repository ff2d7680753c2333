"""JSON without white space."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.values.compact import compact_json


def test_strings_stay() -> None:
    assert compact_json(b'{ "a b" : [1, "x  \\" y"] ,\n"c":1.50 }') == '{"a b":[1,"x  \\" y"],"c":1.50}'


def test_not_json() -> None:
    with pytest.raises(ValueError):
        compact_json(b"{not json")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_document(document: Any) -> None:
    text = json.dumps(document, indent=2, ensure_ascii=False)
    assert compact_json(text.encode()) == json.dumps(document, separators=(",", ":"), ensure_ascii=False)
