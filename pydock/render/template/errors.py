"""What goes wrong in a template, in Go's words."""

from __future__ import annotations

from pydock.errors import PydockError


class TemplateError(PydockError):
    """A template that does not parse or does not execute. ``message`` begins with ``template: ``.

    Parsing and executing are told apart by class: :class:`ParseError` and :class:`ExecError`. ``hint`` may
    point at the column and name the nearest fields.
    """


class ParseError(TemplateError):
    """The text is no template."""


class ExecError(TemplateError):
    """The template met a value it cannot work with."""


class CallError(Exception):
    """A function refused its arguments: the text that follows ``error calling NAME: ``."""


def nearest(name: str, known: list[str]) -> str | None:
    """The hint for a field that does not exist: the closest names, or all of a short list."""
    from difflib import get_close_matches

    folded = {candidate.lower(): candidate for candidate in known}
    close = [folded[match] for match in get_close_matches(name.lower(), list(folded), n=3, cutoff=0.5)]
    if close:
        return "did you mean " + " or ".join(f".{candidate}" for candidate in close) + "?"
    if known and len(known) <= 24:
        return "fields: " + ", ".join(f".{candidate}" for candidate in known)
    return None
