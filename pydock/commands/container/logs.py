"""``pydock container logs``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import ArgumentError, argument, command, option, running
from pydock.errors import PydockError
from pydock.terminal.relay import copy


@command()
@option("--details", kind=kinds.BOOL, help="Show what the log driver knows besides the line")
@option("-f", "--follow", kind=kinds.BOOL, help="Go on with what comes")
@option("--since", kind=kinds.STRING, default="", help='Show what is newer than a time, or than "42m" ago')
@option("-n", "--tail", kind=kinds.STRING, default="all", help="Number of lines from the end")
@option("-t", "--timestamps", kind=kinds.BOOL, help="Show the time of each line")
@option(
    "--until", kind=kinds.STRING, default="", since="1.35", help='Show what is older than a time, or than "42m" ago'
)
@argument("containers", many=True, optional=True, metavar="CONTAINER [CONTAINER...]")
def logs(
    app: App,
    containers: tuple[str, ...],
    details: bool,
    follow: bool,
    since: str,
    tail: str,
    timestamps: bool,
    until: str,
) -> None:
    """Show what containers have written; several at once are told apart by a prefix."""
    if not containers:
        name = f"{app.program} {app.command_path}"
        raise ArgumentError(
            f"{app.program}: '{name}' requires 1 argument\n\n{running().usage_line(app)}\n\n"
            f"Run '{name} --help' for more information"
        )
    wanted: dict[str, Any] = {"details": details, "follow": follow, "tail": tail, "timestamps": timestamps}
    found = [app.engine.containers.inspect(name) for name in containers]
    wanted |= {"since": _time(app, "since", since), "until": _time(app, "until", until)}
    if len(found) > 1:
        from pydock.commands.container._merge import merge_logs

        merge_logs(app, list(zip(containers, found, strict=True)), wanted)
        return
    frames = None
    if not found[0]["Config"]["Tty"]:
        from pydock.engine.frames import Demultiplexer

        frames = Demultiplexer()
    with app.engine.containers.open_logs(found[0]["Id"], **wanted) as response:
        copy(response, app.streams.stdout, app.streams.stderr, frames)


def _time(app: App, flag: str, text: str) -> str:
    if not text:
        return ""
    from pydock.values.timestamps import engine_timestamp

    try:
        return engine_timestamp(text, app.clock())
    except ValueError as error:
        raise PydockError(f'invalid value for "{flag}": {error}') from error
