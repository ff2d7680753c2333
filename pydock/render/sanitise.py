"""Text from the engine on its way to a terminal: control characters become visible, escape sequences harmless."""

from __future__ import annotations

_SHOWN = {code: chr(0x2400 + code) for code in range(0x20)}
_SHOWN[0x7F] = "\u2421"
_SHOWN.update({code: f"\\x{code:02x}" for code in range(0x80, 0xA0)})
#: characters that reorder what follows them
_SHOWN.update({code: f"\\u{code:04x}" for code in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))})
_LINES = {code: shown for code, shown in _SHOWN.items() if code not in (0x09, 0x0A)}


def line(text: str) -> str:
    """``text`` without anything that a terminal would act on: one line, no tabs."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def lines(text: str) -> str:
    """As :func:`line`, but line ends and tabs stay: messages of several lines."""
    return text if text.isascii() and text.isprintable() else text.translate(_LINES)
