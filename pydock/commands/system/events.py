"""``pydock system events``."""

from __future__ import annotations

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
    from pydock.views.event import formatter

    write = formatter(format or "")
    begin, end = _moment(app, since), _moment(app, until)
    for event in app.engine.system.events(since=begin, until=end, filters=grouped(filter)):
        app.out(write(event) + "\n", template=format or "")
        app.streams.stdout.flush()


def _moment(app: App, text: str | None) -> str:
    if not text:
        return ""
    from pydock.values.timestamps import engine_timestamp

    try:
        return engine_timestamp(text, app.clock())
    except ValueError as error:
        raise PydockError(str(error)) from None
