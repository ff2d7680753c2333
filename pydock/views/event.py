"""Events of the engine as lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.errors import PydockError

Event = dict[str, Any]


def formatter(fmt: str) -> Callable[[Event], str]:
    """What writes an event on a line: by ``fmt`` (``json``, a template), or as Docker does where it is empty."""
    if not fmt:
        return line
    from pydock.render.template import TemplateError, compile_template
    from pydock.views.types.event import TYPES

    try:
        template = compile_template("{{json .}}" if fmt == "json" else fmt)
    except TemplateError as error:
        raise PydockError(f"Error parsing format: {error.message}", exit_code=64) from None

    def write(event: Event) -> str:
        try:
            return template.execute(TYPES.decode(event, "*events.Message"))
        except TemplateError as error:
            raise PydockError(f"Error parsing format: {error.message}") from None

    return write


def line(event: Event) -> str:
    """``TIME TYPE ACTION ID (KEY=VALUE, ...)``."""
    from pydock.values.timestamps import rfc3339_nano

    nanoseconds = event.get("timeNano") or (event.get("time") or 0) * 1_000_000_000
    actor = event.get("Actor") or {}
    words = [event.get("Type", ""), event.get("Action", ""), actor.get("ID", "")]
    if nanoseconds:
        words.insert(0, rfc3339_nano(nanoseconds))
    attributes = actor.get("Attributes") or {}
    if attributes:
        words.append(f"({', '.join(f'{key}={attributes[key]}' for key in sorted(attributes))})")
    return " ".join(words)
