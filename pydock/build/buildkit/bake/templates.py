"""Texts with ``${...}`` and ``%{if ...}``, ``%{for ...}``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pydock.build.buildkit.bake import values
from pydock.build.buildkit.bake.diagnostics import Place, Source
from pydock.build.buildkit.bake.lex import interpolation_end, unescape
from pydock.build.buildkit.bake.nodes import Expression, Local, Scope, condition, constant

_FOR = re.compile(r"for\s+(\w[\w-]*)(?:\s*,\s*(\w[\w-]*))?\s+in\s+", re.DOTALL)
_KEYWORDS = ("if", "else", "endif", "for", "endfor")
Parse = Callable[[Source, int, int], Expression]


class Part(NamedTuple):
    """``kind``: text, value (an interpolation) or directive; ``inner`` is its inside without spaces and ``~``."""

    kind: str
    place: Place
    inner: Place
    literal: str = ""

    @property
    def text(self) -> str:
        return self.inner.source.text[self.inner.start : self.inner.end]


def template(source: Source, start: int, end: int, escaped: bool, whole: Place, parse: Parse) -> Expression:
    """The template between two offsets; a lone interpolation keeps its value's type. Raises Diagnostic."""
    reader = _Reader(_parts(source, start, end, escaped), source.place(end, min(end + 1, len(source.text))), parse)
    items, closing = reader.items()
    if closing is not None:
        closing.place.fail(f"Unexpected {closing.text} directive; The {closing.text} directive has no counterpart.")
    first = items[0].place if items else source.place(start, start)
    if len(items) == 1:
        return Expression(items[0], whole, first)
    return Expression(_joined(items), whole, first)


def _parts(source: Source, start: int, stop: int, escaped: bool) -> list[Part]:
    text, parts, literal, begun, position = source.text, [], "", start, start

    def close(end: int) -> None:
        if end > begun or literal:
            kept = unescape(source, begun, end) if escaped else text[begun:end]
            place = source.place(begun, end)
            parts.append(Part("text", place, place, literal + kept))

    while position < stop:
        if text.startswith(("$${", "%%{"), position):
            literal += unescape(source, begun, position) if escaped else text[begun:position]
            literal += text[position + 1 : position + 3]
            position += 3
            begun = position
        elif text.startswith(("${", "%{"), position):
            close(position)
            end = interpolation_end(source, position + 2)
            kind = "value" if text[position] == "$" else "directive"
            parts.append(Part(kind, source.place(position, end + 1), _stripped(source, position + 2, end)))
            position = begun = end + 1
            literal = ""
        else:
            position += 2 if escaped and text[position] == "\\" else 1
    close(stop)
    return parts


def _stripped(source: Source, start: int, end: int) -> Place:
    inside = source.text[start:end]
    kept = inside.strip("~").strip()
    begin = start + inside.find(kept) if kept else start
    return source.place(begin, begin + len(kept))


class _Reader:
    def __init__(self, parts: list[Part], end: Place, parse: Parse) -> None:
        self._parts = parts
        self._end = end
        self._parse = parse
        self._position = 0

    def items(self) -> tuple[list[Expression], Part | None]:
        """What stands up to the end or to a directive that closes, and that directive."""
        out: list[Expression] = []
        while self._position < len(self._parts):
            part = self._parts[self._position]
            self._position += 1
            word = part.text.split(None, 1)[0] if part.kind == "directive" and part.text else ""
            if part.kind == "text":
                out.append(constant(part.literal, part.place))
            elif part.kind == "value":
                out.append(self._expression(part.inner))
            elif part.text in ("else", "endif", "endfor"):
                return out, part
            elif word == "if":
                out.append(self._choice(part))
            elif match := _FOR.match(part.text):
                names = [name for name in match.groups()[:2] if name]
                out.append(self._loop(part, names, match.end()))
            else:
                self._unknown(part, word)
        return out, None

    def _expression(self, inner: Place, skipped: int = 0) -> Expression:
        return self._parse(inner.source, inner.start + skipped, inner.end)

    def _unknown(self, part: Part, word: str) -> None:
        from pydock.build.buildkit.bake.nearest import suggestion

        place = part.inner.source.place(part.inner.start, part.inner.start + len(word))
        near = suggestion(word, _KEYWORDS)
        place.fail(f'Invalid template control keyword; "{word}" is not a valid template control keyword.{near}')

    def _choice(self, part: Part) -> Expression:
        test = self._expression(part.inner, 2)
        yes, end = self.items()
        no: list[Expression] = []
        if end is not None and end.text == "else":
            no, end = self.items()
        self._expect(end, "endif", part, "if")
        then, otherwise = _joined(yes), _joined(no)
        return Expression(lambda scope: then(scope) if condition(test, scope) else otherwise(scope), part.place)

    def _loop(self, part: Part, names: list[str], skipped: int) -> Expression:
        source = self._expression(part.inner, skipped)
        items, end = self.items()
        self._expect(end, "endfor", part, "for")
        body = _joined(items)

        def run(scope: Scope) -> str:
            pairs = values.entries(source(scope))
            scopes = [Local(scope, dict(zip(names, pair[-len(names) :], strict=True))) for pair in pairs]
            return "".join(values.text(body(local)) for local in scopes)

        return Expression(run, part.place)

    def _expect(self, found: Part | None, wanted: str, opening: Part, kind: str) -> None:
        if found is None or found.text != wanted:
            place = found.place if found is not None else self._end
            reason = f"The {kind} directive at {opening.place} is missing its corresponding {wanted} directive."
            place.fail(f"Unexpected end of template; {reason}")


def _joined(items: list[Expression]) -> Callable[[Scope], str]:
    return lambda scope: "".join(values.text(item(scope)) for item in items)
