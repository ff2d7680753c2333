"""Texts with ``${...}`` and ``%{if ...}``, ``%{for ...}``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pydock.build.buildkit.bake import values
from pydock.build.buildkit.bake.lex import interpolation_end, unescape
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.bake.parse import Expression, Scope

_FOR = re.compile(r"for\s+(\w[\w-]*)(?:\s*,\s*(\w[\w-]*))?\s+in\s+(.*)", re.DOTALL)


class Part(NamedTuple):
    """``kind``: text, value (an interpolation's source) or directive."""

    kind: str
    text: str


def template(text: str, escaped: bool, name: str, parse: Callable[[str], Expression]) -> Expression:
    """The template as an expression; a lone interpolation keeps its value's type. Raises PydockError."""
    reader = _Reader(_parts(text, escaped), name, parse)
    items, end = reader.items()
    if end:
        raise PydockError(f"{name}: Unexpected {end} directive")
    if not items:
        return lambda scope: ""
    return items[0] if len(items) == 1 else _joined(items)


def _parts(text: str, escaped: bool) -> list[Part]:
    parts: list[Part] = []
    literal, position = "", 0
    while position < len(text):
        if text.startswith(("$${", "%%{"), position):
            literal += text[position + 1 : position + 3]
            position += 3
        elif text.startswith(("${", "%{"), position):
            if literal:
                parts.append(Part("text", unescape(literal) if escaped else literal))
                literal = ""
            end = interpolation_end(text, position + 2)
            kind = "value" if text[position] == "$" else "directive"
            parts.append(Part(kind, text[position + 2 : end].strip("~").strip()))
            position = end + 1
        else:
            step = 2 if escaped and text[position] == "\\" else 1
            literal += text[position : position + step]
            position += step
    if literal:
        parts.append(Part("text", unescape(literal) if escaped else literal))
    return parts


class _Reader:
    def __init__(self, parts: list[Part], name: str, parse: Callable[[str], Expression]) -> None:
        self._parts = parts
        self._name = name
        self._parse = parse
        self._position = 0

    def items(self) -> tuple[list[Expression], str]:
        """What stands up to the end or to a directive that closes; and which one that is."""
        out: list[Expression] = []
        while self._position < len(self._parts):
            part = self._parts[self._position]
            self._position += 1
            if part.kind == "text":
                out.append(_constant(part.text))
            elif part.kind == "value":
                out.append(self._parse(part.text))
            elif part.text in ("else", "endif", "endfor"):
                return out, part.text
            elif part.text.startswith("if "):
                out.append(self._choice(self._parse(part.text[3:])))
            elif match := _FOR.fullmatch(part.text):
                names = [name for name in match.groups()[:2] if name]
                out.append(self._loop(names, self._parse(match[3])))
            else:
                raise PydockError(f"{self._name}: Invalid template directive; {part.text!r}")
        return out, ""

    def _choice(self, condition: Expression) -> Expression:
        yes, end = self.items()
        no: list[Expression] = []
        if end == "else":
            no, end = self.items()
        self._expect(end, "endif")
        then, otherwise = _joined(yes), _joined(no)
        return lambda scope: then(scope) if values.truth(condition(scope)) else otherwise(scope)

    def _loop(self, names: list[str], source: Expression) -> Expression:
        from pydock.build.buildkit.bake.parse import Local

        items, end = self.items()
        self._expect(end, "endfor")
        body = _joined(items)

        def run(scope: Scope) -> str:
            pairs = values.entries(source(scope))
            scopes = [Local(scope, dict(zip(names, pair[-len(names) :], strict=True))) for pair in pairs]
            return "".join(values.text(body(local)) for local in scopes)

        return run

    def _expect(self, found: str, wanted: str) -> None:
        if found != wanted:
            raise PydockError(f"{self._name}: expected the directive {wanted}")


def _constant(text: str) -> Expression:
    return lambda scope: text


def _joined(items: list[Expression]) -> Expression:
    return lambda scope: "".join(values.text(item(scope)) for item in items)
