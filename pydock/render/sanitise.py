"""Text from the engine on its way to a terminal: control characters become visible, escape sequences harmless."""

from __future__ import annotations

from typing import Protocol


class Screen(Protocol):
    """The part of an output that decides."""

    @property
    def is_terminal(self) -> bool: ...


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


def visible(output: Screen, text: str, template: str = "") -> str:
    """``text`` as ``output`` may show it: as it is in a pipe, harmless on a terminal.

    The escape sequences that the user wrote into ``template`` stay: ``--format $'\\e[32m{{.Names}}\\e[0m'`` is green.
    """
    if not output.is_terminal or (text.isascii() and text.isprintable()):
        return text
    return _but_for(_sequences(template), text) if template else lines(text)


def _sequences(template: str) -> list[str]:
    """What ``template`` writes that terminals act on, in its text or in a string literal."""
    for spelled in ("\\x1b", "\\x1B", "\\033", "\\u001b", "\\u001B"):
        template = template.replace(spelled, "\x1b")
    if "\x1b" not in template:
        return []
    import re

    return re.findall("\x1b\\[[0-9;:?]*[A-Za-z]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)", template)


def _but_for(kept: list[str], text: str) -> str:
    if not kept:
        return lines(text)
    import re

    pieces = re.split("(" + "|".join(map(re.escape, kept)) + ")", text)
    return "".join([piece if index % 2 else lines(piece) for index, piece in enumerate(pieces)])
