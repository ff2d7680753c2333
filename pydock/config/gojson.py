"""What Docker's own JSON reader says about a text that is not JSON.

Scripts and people match on these words, so a broken config.json gets the message of Go's decoder.
Used only after Python's reader has refused the text: speed does not matter here.
"""

from __future__ import annotations

_SPACE = b" \t\r\n"
_DIGITS = b"0123456789"
_ESCAPES = {0x07: "\\a", 0x08: "\\b", 0x0C: "\\f", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0x0B: "\\v"}
_UNEXPECTED_END = "unexpected EOF"


class _Bad(Exception):
    """The first fault, in Go's words."""


def explain(data: bytes, *, whole: bool = False) -> str | None:
    """The message for the first JSON value in ``data``; None when that value is sound.

    With ``whole`` nothing may follow the value, and the words are those of Go's reader of whole texts.
    """
    try:
        end = _skip(data, _value(data, _skip(data, 0)))
        if whole and end < len(data):
            raise _bad(data, end, "after top-level value")
    except _Bad as fault:
        message = str(fault)
        return "unexpected end of JSON input" if whole and message == _UNEXPECTED_END else message
    except RecursionError:
        return "exceeded max depth"
    return None


def _quote(byte: int) -> str:
    if byte == 0x27:
        return r"'\''"
    if byte == 0x22:
        return "'\"'"
    if byte == 0x5C:
        return r"'\\'"
    if byte in _ESCAPES:
        return f"'{_ESCAPES[byte]}'"
    if byte < 0x20 or byte == 0x7F:
        return f"'\\x{byte:02x}'"
    if 0x80 <= byte < 0xA1 or byte == 0xAD:
        return f"'\\u{byte:04x}'"
    return f"'{chr(byte)}'"


def _bad(data: bytes, at: int, context: str) -> _Bad:
    if at >= len(data):
        return _Bad(_UNEXPECTED_END)
    return _Bad(f"invalid character {_quote(data[at])} {context}")


def _skip(data: bytes, at: int) -> int:
    while at < len(data) and data[at] in _SPACE:
        at += 1
    return at


def _value(data: bytes, at: int) -> int:
    byte = data[at : at + 1]
    if byte == b"{":
        return _object(data, at + 1)
    if byte == b"[":
        return _array(data, at + 1)
    if byte == b'"':
        return _string(data, at + 1)
    if byte and byte in b"-0123456789":
        return _number(data, at)
    for word in (b"true", b"false", b"null"):
        if byte == word[:1]:
            return _literal(data, at, word)
    raise _bad(data, at, "looking for beginning of value")


def _object(data: bytes, at: int) -> int:
    at = _skip(data, at)
    if data[at : at + 1] == b"}":
        return at + 1
    while True:
        if data[at : at + 1] != b'"':
            raise _bad(data, at, "looking for beginning of object key string")
        at = _skip(data, _string(data, at + 1))
        if data[at : at + 1] != b":":
            raise _bad(data, at, "after object key")
        at = _skip(data, _value(data, _skip(data, at + 1)))
        if data[at : at + 1] == b"}":
            return at + 1
        if data[at : at + 1] != b",":
            raise _bad(data, at, "after object key:value pair")
        at = _skip(data, at + 1)


def _array(data: bytes, at: int) -> int:
    at = _skip(data, at)
    if data[at : at + 1] == b"]":
        return at + 1
    while True:
        at = _skip(data, _value(data, at))
        if data[at : at + 1] == b"]":
            return at + 1
        if data[at : at + 1] != b",":
            raise _bad(data, at, "after array element")
        at = _skip(data, at + 1)


def _string(data: bytes, at: int) -> int:
    while at < len(data):
        byte = data[at]
        if byte == 0x22:
            return at + 1
        if byte < 0x20:
            raise _bad(data, at, "in string literal")
        if byte == 0x5C:
            at = _escape(data, at + 1)
        else:
            at += 1
    raise _Bad(_UNEXPECTED_END)


def _escape(data: bytes, at: int) -> int:
    byte = data[at : at + 1]
    if byte == b"u":
        for offset in range(1, 5):
            if data[at + offset : at + offset + 1] not in [bytes((b,)) for b in b"0123456789abcdefABCDEF"]:
                raise _bad(data, at + offset, "in \\u hexadecimal character escape")
        return at + 5
    if not byte or byte not in b'"\\/bfnrt':
        raise _bad(data, at, "in string escape code")
    return at + 1


def _digits(data: bytes, at: int) -> int:
    while at < len(data) and data[at] in _DIGITS:
        at += 1
    return at


def _number(data: bytes, at: int) -> int:
    if data[at : at + 1] == b"-":
        at += 1
        if data[at : at + 1] not in [bytes((b,)) for b in _DIGITS]:
            raise _bad(data, at, "in numeric literal")
    at = at + 1 if data[at : at + 1] == b"0" else _digits(data, at)
    if data[at : at + 1] == b".":
        if _digits(data, at + 1) == at + 1:
            raise _bad(data, at + 1, "after decimal point in numeric literal")
        at = _digits(data, at + 1)
    if data[at : at + 1] in (b"e", b"E"):
        at += 1
        if data[at : at + 1] in (b"+", b"-"):
            at += 1
        if _digits(data, at) == at:
            raise _bad(data, at, "in exponent of numeric literal")
        at = _digits(data, at)
    return at


def _literal(data: bytes, at: int, word: bytes) -> int:
    for offset in range(1, len(word)):
        if data[at + offset : at + offset + 1] != word[offset : offset + 1]:
            name, want = word.decode(), chr(word[offset])
            raise _bad(data, at + offset, f"in literal {name} (expecting '{want}')")
    return at + len(word)
