"""JSON laid out anew."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pydock.render.reindent import compact, indent

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=12,
)


@given(JSON)
def test_it_is_the_layout_of_the_json_module(value: Any) -> None:
    assert indent(json.dumps(value)) == json.dumps(value, indent=4)
    assert compact(json.dumps(value)) == json.dumps(value, separators=(",", ":"))


def test_numbers_escapes_and_repeated_keys_stay() -> None:
    assert compact('{"a": 1.50, "a": "\\u00e9\\/", "b": 1E5}') == '{"a":1.50,"a":"\\u00e9\\/","b":1E5}'
