"""What ``inspect`` prints: the engine's JSON laid out, or a template run over each object.

A template sees the object first with Go's types (field names as in Go's structs, zero values for what is absent)
and, where that fails, as the raw JSON with its own names; the error then is the second attempt's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.render.template import Template

#: gives an object's value with Go's types from its decoded JSON
Typed = Callable[[dict[str, Any]], Any]


class Inspector:
    """Collects objects and gives their text. PydockError with exit code 64 for a template that does not parse.

    ``fmt``: empty for laid-out JSON, ``json`` for one line, else a template. ``raw``: whether the JSON as it came
    counts, too, beside what Go's types hold of it.
    """

    def __init__(self, fmt: str, *, raw: bool = True) -> None:
        self._fmt = fmt
        self._raw = raw
        self._template = _compiled(fmt) if fmt not in ("", "json") else None
        self._parts: list[str] = []

    def add(self, raw: bytes, typed: Typed = dict) -> None:
        """Take one object, the body of the engine's answer. PydockError where the template fails on it."""
        text = raw.decode("utf-8", "surrogateescape")
        if self._template is not None:
            self._parts.append(self._run(self._template, text, typed) + "\n")
        elif self._raw:
            self._parts.append(text)
        else:
            self._parts.append(_retyped(text, typed))

    def _run(self, template: Template, text: str, typed: Typed) -> str:
        from json import loads

        from pydock.render.template import ExecError
        from pydock.render.template.values import Number

        try:
            return template.execute(typed(loads(text)))
        except (ExecError, TypeError, ValueError) as error:
            if not self._raw and isinstance(error, ExecError):
                raise PydockError(f"template parsing error: {error.message}", hint=error.hint) from None
        try:
            return template.execute(loads(text, parse_int=Number, parse_float=Number), strict=True)
        except ExecError as error:
            raise PydockError(f"template parsing error: {error.message}", hint=error.hint) from None

    def text(self) -> str:
        """All that was taken, as it is printed."""
        if self._template is not None:
            return "".join(self._parts) or "\n"
        if not self._parts:
            return "[]\n"
        from pydock.render.reindent import compact, indent

        whole = "[" + ",".join(self._parts) + "]"
        return (compact(whole) if self._fmt == "json" else indent(whole)) + "\n"


def _retyped(text: str, typed: Typed) -> str:
    from json import loads

    from pydock.render.gojson import dumps

    return dumps(typed(loads(text)), escape=True)


def _compiled(fmt: str) -> Template:
    from pydock.render.template import ParseError, compile_template

    try:
        return compile_template(fmt)
    except ParseError as error:
        raise PydockError(f"template parsing error: {error.message}", exit_code=64) from None
