"""``pydock system events``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.errors import PydockError


@command()
@option("-f", "--filter", kind=kinds.FILTER, help='Show only what matches, such as "container=web" or "type=image".')
@option("--format", kind=kinds.STRING, help='A Go template, or "json".')
@option("--since", kind=kinds.STRING, help="Also show what happened since this time.")
@option("--until", kind=kinds.STRING, help="Stop at this time.")
def events(app: App, filter: list[tuple[str, str]], format: str | None, since: str | None, until: str | None) -> None:
    """Follow what happens in the engine."""
    from pydock.values.filters import grouped

    write = _writer(app, format or "")
    begin, end = _moment(app, since), _moment(app, until)
    for event in app.engine.system.events(since=begin, until=end, filters=grouped(filter)):
        app.out(write(event) + "\n")
        app.streams.stdout.flush()


def _moment(app: App, text: str | None) -> str:
    if not text:
        return ""
    from pydock.values.timestamps import engine_timestamp

    try:
        return engine_timestamp(text, app.clock())
    except ValueError as error:
        raise PydockError(str(error)) from None


def _writer(app: App, fmt: str) -> Any:
    if not fmt:
        return _line
    from pydock.views.event import formatted

    return formatted(fmt)


def _line(event: dict[str, Any]) -> str:
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
