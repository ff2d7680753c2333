"""Streams of JSON documents, cut anywhere."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.engine.jsonlines import Decoder
from pydock.errors import ProtocolError

DATA = b'{"status":"a"}\r\n{"id":"\xc3\xa9","n":[1]}\n\n{"x":1}{"y":2}\n{"last":true}'
DOCUMENTS = [{"status": "a"}, {"id": "é", "n": [1]}, {"x": 1}, {"y": 2}, {"last": True}]


@given(st.integers(1, len(DATA)))
def test_any_piece_size(size: int) -> None:
    decoder = Decoder()
    out: list[dict[str, Any]] = []
    for start in range(0, len(DATA), size):
        out += decoder.feed(DATA[start : start + size])
    assert out + decoder.close() == DOCUMENTS


def test_a_document_is_given_as_soon_as_its_line_ends() -> None:
    decoder = Decoder()
    assert decoder.feed(b'{"a":1}\n{"b"') == [{"a": 1}]


@pytest.mark.parametrize("tail", [b'{"a":', b'{"a":"x', b"{", b'{"a":1'])
def test_half_a_document(tail: bytes) -> None:
    decoder = Decoder()
    decoder.feed(b'{"ok":1}\n' + tail)
    with pytest.raises(ProtocolError, match="unexpected EOF"):
        decoder.close()


@pytest.mark.parametrize("line", [b"<html>\n", b"[1]\n", b'{"a" 1}\n'])
def test_no_documents(line: bytes) -> None:
    with pytest.raises(ProtocolError, match="invalid JSON"):
        Decoder().feed(line)
