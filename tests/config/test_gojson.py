from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.config.gojson import explain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{bad", "invalid character 'b' looking for beginning of object key string"),
        ("{'a':1}", r"invalid character '\'' looking for beginning of object key string"),
        ('{"a":1,}', "invalid character '}' looking for beginning of object key string"),
        ('{"a" 1}', "invalid character '1' after object key"),
        ('{"a":1 "b":2}', "invalid character '\"' after object key:value pair"),
        ("[1 2]", "invalid character '2' after array element"),
        ("[1,]", "invalid character ']' looking for beginning of value"),
        ("nul", "unexpected EOF"),
        ("nuLl", "invalid character 'L' in literal null (expecting 'l')"),
        ('{"a":1', "unexpected EOF"),
        ('"a\nb"', r"invalid character '\n' in string literal"),
        ('{"a":"\\q"}', "invalid character 'q' in string escape code"),
        ('"\\u00g0"', "invalid character 'g' in \\u hexadecimal character escape"),
        ("-x", "invalid character 'x' in numeric literal"),
        ("1.x", "invalid character 'x' after decimal point in numeric literal"),
        ("1ex", "invalid character 'x' in exponent of numeric literal"),
        ("﻿{}", "invalid character 'ï' looking for beginning of value"),
        ("NaN", "invalid character 'N' looking for beginning of value"),
    ],
)
def test_the_first_fault_is_named_as_go_names_it(text: str, message: str) -> None:
    assert explain(text.encode()) == message


def test_what_follows_the_first_value_is_not_read() -> None:
    assert explain(b' {"a": [1, -2.5e+3, true, null, "\\u00e9"]} trailing') is None


def test_a_whole_text_has_words_of_its_own() -> None:
    assert explain(b"{} x", whole=True) == "invalid character 'x' after top-level value"
    assert explain(b"{", whole=True) == "unexpected end of JSON input"
    assert explain(b" {} ", whole=True) is None


def test_depth_without_end_is_a_message() -> None:
    assert explain(b"[" * 100_000) == "exceeded max depth"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(_JSON)
def test_sound_json_has_no_fault(value: object) -> None:
    assert explain(json.dumps(value).encode()) is None


@given(_JSON, st.data())
def test_a_text_is_faulty_exactly_when_python_says_so(value: object, data: st.DataObject) -> None:
    text = json.dumps(value)
    text = text[: data.draw(st.integers(0, len(text)))]
    try:
        json.loads(text)
    except ValueError:
        assert explain(text.encode()) is not None
    else:
        assert explain(text.encode()) is None
