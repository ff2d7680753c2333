"""Go's quoted strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.render.template.quoting import quote, unquote


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_quoted_reads_back(text: str) -> None:
    assert unquote(quote(text)) == text
    assert unquote(quote(text, ascii_only=True)) == text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('a"b\\', '"a\\"b\\\\"'),
        ("\n\t\x01", '"\\n\\t\\x01"'),
        ("é☃", '"é☃"'),
        ("\u200b", '"\\u200b"'),
        ("\udcff", '"\\xff"'),
    ],
)
def test_quote(text: str, quoted: str) -> None:
    assert quote(text) == quoted


@pytest.mark.parametrize(
    ("literal", "text"), [("`a\\n`", "a\\n"), ("'\\''", "'"), ('"\\x41\\101\\u00e9"', "AAé"), ('"\\xc3\\xa9"', "é")]
)
def test_unquote(literal: str, text: str) -> None:
    assert unquote(literal) == text


@pytest.mark.parametrize("literal", ['"\\q"', '"\\x4"', '"\\ud800"', '"\\400"', "'\\\"'"])
def test_malformed(literal: str) -> None:
    with pytest.raises(ValueError, match="invalid syntax"):
        unquote(literal)
