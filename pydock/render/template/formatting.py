"""``printf`` with Go's verbs, flags and complaints."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydock.render.template.printing import ADDRESS, float_text, leaf_text, nested, plain, source
from pydock.render.template.quoting import quote
from pydock.render.template.values import GoInt, Nil, go_type, utf8

_LARGEST = 1_000_000
"""A width or precision that may still grow by a digit."""


class Spec(NamedTuple):
    """One verb: its letter, its flags (a subset of ``+-# 0``), width and precision (None: not given)."""

    verb: str
    flags: str = ""
    width: int | None = None
    precision: int | None = None

    def pad(self, text: str) -> str:
        """``text`` within the width."""
        if self.width is None:
            return text
        if "-" in self.flags:
            return text.ljust(self.width)
        return text.rjust(self.width)

    def pad_number(self, text: str) -> str:
        """A number within the width: zeros go between its sign and its digits."""
        if self.width is None or "0" not in self.flags or "-" in self.flags:
            return self.pad(text)
        sign = text[0] if text[:1] in ("+", "-", " ") else ""
        return sign + text[len(sign) :].rjust(self.width - len(sign), "0")


def sprintf(template: str, *values: Any) -> str:
    """``printf``."""
    return _Printer(template, values).run()


class _Printer:
    def __init__(self, template: str, values: tuple[Any, ...]) -> None:
        self.template = template
        self.values = values
        self.at = 0
        self.next = 0
        self.reordered = False

    def run(self) -> str:
        out: list[str] = []
        text = self.template
        while True:
            found = text.find("%", self.at)
            if found < 0:
                out.append(text[self.at :])
                break
            out.append(text[self.at : found])
            self.at = found + 1
            out.append(self.verb())
        if not self.reordered and self.next < len(self.values):
            extra = ", ".join(["<nil>" if v is None else f"{go_type(v)}={plain(v)}" for v in self.values[self.next :]])
            out.append(f"%!(EXTRA {extra})")
        return "".join(out)

    def verb(self) -> str:
        text = self.template
        flags = ""
        while self.at < len(text) and text[self.at] in "+-# 0":
            flags += text[self.at]
            self.at += 1
        good = self.index()
        complaint = ""
        width, found = self.star()
        if found and width is None:
            complaint += "%!(BADWIDTH)"
        if not found:
            width = self.digits()
        if width is not None and width < 0:
            width = -width
            flags += "-"
        precision = None
        if self.at < len(text) and text[self.at] == ".":
            self.at += 1
            good = self.index() and good
            precision, found = self.star()
            if found and (precision is None or precision < 0):
                complaint += "%!(BADPREC)" if precision is None else ""
                precision = None
            elif not found:
                precision = self.digits() or 0
        good = self.index() and good
        if self.at >= len(text):
            return complaint + "%!(NOVERB)"
        letter = text[self.at]
        self.at += 1
        if letter == "%":
            return complaint + "%"
        if not good:
            return f"{complaint}%!{letter}(BADINDEX)"
        if self.next >= len(self.values):
            return f"{complaint}%!{letter}(MISSING)"
        value = self.values[self.next]
        self.next += 1
        return complaint + form(value, Spec(letter, flags, width, precision))

    def digits(self) -> int | None:
        """A number, None where there is none. One too large swallows the rest of the template, as in Go."""
        number = None
        while self.at < len(self.template) and "0" <= self.template[self.at] <= "9":
            if number is not None and number > _LARGEST:
                self.at = len(self.template)
                return None
            number = (number or 0) * 10 + int(self.template[self.at])
            self.at += 1
        return number

    def star(self) -> tuple[int | None, bool]:
        """A ``*``: the argument it takes (None where that is no integer), and whether there was one."""
        if self.template[self.at : self.at + 1] != "*":
            return None, False
        self.at += 1
        value = self.values[self.next] if self.next < len(self.values) else None
        self.next += 1
        whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
        return (int(value) if whole and value is not None else None), True

    def index(self) -> bool:
        """An explicit ``[n]``; False where it is out of range."""
        text = self.template
        if text[self.at : self.at + 1] != "[":
            return True
        self.reordered = True
        end = text.find("]", self.at)
        if end < 0:
            self.at += 1
            return False
        number = text[self.at + 1 : end]
        self.at = end + 1
        if not number.isdigit() or not 1 <= int(number) <= len(self.values):
            return False
        self.next = int(number) - 1
        return True


def form(value: Any, spec: Spec) -> str:
    """``value`` by one verb."""
    if spec.verb == "T":
        return spec.pad("<nil>" if value is None else go_type(value))
    if value is None:
        return spec.pad("<nil>") if spec.verb == "v" else f"%!{spec.verb}(<nil>)"
    if spec.verb == "p":
        pointer = getattr(value, "go_pointer", False) or isinstance(value, (list, dict))
        return spec.pad(ADDRESS) if pointer else _bad(value, spec)
    if spec.verb == "v":
        if "#" in spec.flags:
            return spec.pad(source(value))
        bare = spec._replace(flags=spec.flags.replace("+", ""))
        return nested(value, lambda leaf: _leaf(leaf, bare), plus="+" in spec.flags)
    return nested(value, lambda leaf: _leaf(leaf, spec), address=lambda pointer: _address(pointer, spec))


def _address(pointer: Any, spec: Spec) -> str:
    """A pointer within another value: a number to the verbs of numbers, a mistake to all others."""
    return _integer(int(ADDRESS, 16), spec) if spec.verb in "bdoxX" else _bad(pointer, spec)


def _bad(value: Any, spec: Spec) -> str:
    """A value that the verb is not for; width and precision hold for what is shown of it."""
    if value is None:
        return f"%!{spec.verb}(<nil>)"
    bare = spec._replace(verb="v")

    def shown(leaf: Any) -> str:
        return _integer(leaf, bare) if isinstance(leaf, GoInt) else _leaf(leaf, bare)

    return f"%!{spec.verb}({go_type(value)}={nested(value, shown)})"


def _leaf(value: Any, spec: Spec) -> str:
    verb = spec.verb
    if isinstance(value, str):
        text = _string(str(value), spec)
        return _bad(value, spec) if text is None else text
    if value is True or value is False:
        return spec.pad(leaf_text(value)) if verb in "tv" else _bad(value, spec)
    if isinstance(value, int):
        if isinstance(value, GoInt) and verb in "vsqxX" and value.go_text() != int.__repr__(value):
            return _string(value.go_text(), spec) or ""
        return _integer(value, spec)
    if isinstance(value, float):
        return _float(value, spec)
    if isinstance(value, Nil) and verb in "bdoxX":
        return _integer(0, spec)
    if value is None:
        return "<nil>"  # within another value: alone it is a mistake
    if isinstance(value, Nil):
        return spec.pad("<nil>") if verb == "v" else f"%!{verb}({go_type(value)}=<nil>)"
    text = _string(leaf_text(value), spec)
    return _bad(value, spec) if text is None else text


def _string(text: str, spec: Spec) -> str | None:
    """A string by a verb; None where the verb is not for strings ("" is a result)."""
    if spec.precision is not None and spec.verb in "vsqxX":
        text = text[: spec.precision]
    if spec.verb in "vs":
        return spec.pad_number(text) if "0" in spec.flags else spec.pad(text)
    if spec.verb == "q":
        if "#" in spec.flags and "`" not in text and text.isprintable():
            return spec.pad(f"`{text}`")
        return spec.pad(quote(text, ascii_only="+" in spec.flags))
    if spec.verb in "xX":
        data = [f"{byte:02x}" for byte in utf8(text)]
        prefix = "0x" if "#" in spec.flags else ""
        spaced = " " in spec.flags
        shown = (" " + prefix if spaced else "").join(data)
        shown = (prefix + shown) if data else ""
        return spec.pad(shown.upper() if spec.verb == "X" else shown)
    return None


def _integer(value: int, spec: Spec) -> str:
    number = int(value)
    verb = spec.verb
    if verb in "vdboOxX":
        base = {"v": "d", "O": "o"}.get(verb, verb)
        digits = format(abs(number), base)
        if spec.precision is not None:
            digits = "" if spec.precision == 0 and number == 0 else digits.rjust(spec.precision, "0")
        prefix = "0o" if verb == "O" else ""
        if "#" in spec.flags:
            prefix = {"b": "0b", "o": "0", "x": "0x", "X": "0X"}.get(verb, prefix)
            if verb == "o" and digits.startswith("0"):
                prefix = ""
        sign = "-" if number < 0 else "+" if "+" in spec.flags else " " if " " in spec.flags else ""
        if spec.precision is None and spec.width is not None and "0" in spec.flags and "-" not in spec.flags:
            digits = digits.rjust(spec.width - len(sign) - (len(prefix) if verb == "O" else 0), "0")
        return spec.pad(sign + prefix + digits)
    if verb in "cqU" and not isinstance(value, bool):
        char = chr(number) if 0 <= number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "�"
        if verb == "c":
            return spec.pad(char)
        if verb == "q":
            return spec.pad(quote(char, "'", ascii_only="+" in spec.flags))
        shown = f"U+{number:04X}"
        return spec.pad(f"{shown} '{char}'" if "#" in spec.flags and char.isprintable() else shown)
    return _bad(value, spec)


def _float(value: float, spec: Spec) -> str:
    verb = spec.verb
    if verb not in "veEfFgG":
        return _bad(value, spec)
    precision = spec.precision
    if verb in "vgG" and precision is None:
        text = float_text(value)
        text = text.upper() if verb == "G" else text
    elif verb in "vgG":
        text = format(value, f".{precision or 1}{'G' if verb == 'G' else 'g'}")
    else:
        text = format(value, f".{6 if precision is None else precision}{'f' if verb == 'F' else verb}")
    if not text.startswith(("-", "+")):
        text = ("+" if "+" in spec.flags else " " if " " in spec.flags else "") + text
    return spec.pad_number(text)
