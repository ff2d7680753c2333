"""``pydock compose events``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import moment, project_or_name
from pydock.compose import labels


@command()
@option("--json", kind=kinds.BOOL, help="Print JSON, one event a line")
@option("--since", help="Show what happened since this time, too")
@option("--until", help="End at this time")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def events(app: App, services: tuple[str, ...], json: bool, since: str | None, until: str | None) -> None:
    """Follow what happens to the application's containers."""
    from pydock.compose.model.emit import to_json

    _, name = project_or_name(app, services)
    stream = app.engine.system.events(
        since=moment(app, since),
        until=moment(app, until),
        filters={"label": [f"{labels.PROJECT}={name}"], "type": ["container"]},
    )
    for event in stream:
        actor = event.get("Actor") or {}
        attributes = actor.get("Attributes") or {}
        service = attributes.get(labels.SERVICE, "")
        if attributes.get(labels.ONEOFF) == "True" or (services and service not in services):
            continue
        shown = {key: value for key, value in attributes.items() if not key.startswith("com.docker.compose.")}
        stamp = _stamp(event)
        if json:
            record = {
                "action": event.get("Action", ""),
                "attributes": shown,
                "id": actor.get("ID", ""),
                "service": service,
                "time": stamp,
                "type": "container",
            }
            app.echo(to_json(record, pretty=False))
        else:
            pairs = ", ".join(f"{key}={value}" for key, value in sorted(shown.items()))
            app.echo(f"{stamp} container {event.get('Action', '')} {actor.get('ID', '')} ({pairs})")
        app.streams.stdout.flush()


def _stamp(event: dict[str, object]) -> str:
    import time

    nanoseconds = int(str(event.get("timeNano") or 0))
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(nanoseconds // 10**9)) + f".{nanoseconds % 10**9 // 1000:06d}"
