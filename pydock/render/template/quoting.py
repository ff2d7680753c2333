"""Go's quoted strings: reading them (``strconv.Unquote``) and writing them (``%q``)."""

from __future__ import annotations

_PLAIN = {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", "\\": "\\\\"}
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


def quote(text: str, mark: str = '"', *, ascii_only: bool = False) -> str:
    """``text`` as a Go literal. Undecodable bytes (surrogate escapes) are written ``\\xNN``."""
    if text.isascii() and text.isprintable():
        inner = text.replace("\\", "\\\\") if "\\" in text else text
        return mark + inner.replace(mark, "\\" + mark) + mark
    out = [mark]
    for char in text:
        code = ord(char)
        if char == mark:
            out.append("\\" + char)
        elif char in _PLAIN:
            out.append(_PLAIN[char])
        elif 0xDC80 <= code <= 0xDCFF:
            out.append(f"\\x{code - 0xDC00:02x}")
        elif (char.isprintable() and (not ascii_only or code < 0x80)) or char == " ":
            out.append(char)
        elif code < 0x20 or code == 0x7F:
            out.append(f"\\x{code:02x}")
        elif code < 0x10000:
            out.append(f"\\u{code:04x}")
        else:
            out.append(f"\\U{code:08x}")
    out.append(mark)
    return "".join(out)


def unquote(text: str) -> str:
    """The string that a Go literal (``"..."``, ``'c'`` or raw) stands for. ValueError where it is malformed."""
    mark, body = text[0], text[1:-1]
    if mark == "`":
        return body.replace("\r", "")
    out: list[str] = []
    raw = bytearray()
    at = 0
    while at < len(body):
        if body[at] != "\\":
            _flush(raw, out)
            out.append(body[at])
            at += 1
            continue
        kind = body[at + 1 : at + 2]
        at += 2
        if kind in _ESCAPES:
            _flush(raw, out)
            out.append(_ESCAPES[kind])
        elif kind == mark:
            _flush(raw, out)
            out.append(mark)
        elif kind in ("x", "u", "U"):
            size = {"x": 2, "u": 4, "U": 8}[kind]
            value = _digits(body[at : at + size], size, 16)
            at += size
            if kind == "x" and mark == '"':
                raw.append(value)
            else:
                _flush(raw, out)
                out.append(_char(value))
        elif kind and kind in "01234567":
            value = _digits(body[at - 1 : at + 2], 3, 8)
            at += 2
            if value > 255:
                raise ValueError("invalid syntax")
            if mark == '"':
                raw.append(value)
            else:
                out.append(chr(value))
        else:
            raise ValueError("invalid syntax")
    _flush(raw, out)
    return "".join(out)


def _flush(raw: bytearray, out: list[str]) -> None:
    if raw:
        out.append(raw.decode("utf-8", "surrogateescape"))
        raw.clear()


def _char(value: int) -> str:
    if value > 0x10FFFF or 0xD800 <= value <= 0xDFFF:
        raise ValueError("invalid syntax")
    return chr(value)


def _digits(text: str, size: int, base: int) -> int:
    if len(text) != size or not text.isalnum():
        raise ValueError("invalid syntax")
    return int(text, base)
