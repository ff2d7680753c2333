"""``pydock compose cp``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import Command, argument, command, option
from pydock.commands.compose._runtime import dry_run, found, one_container, project_or_name, reporting
from pydock.errors import PydockError


@command(wordy=True)
@option("--all", kind=kinds.BOOL, help="Copy to the containers of run as well")
@option("-a", "--archive", kind=kinds.BOOL, help="Keep owners")
@option("-L", "--follow-link", kind=kinds.BOOL, help="Copy what a link points to")
@option("--index", kind=kinds.INT, default_text="0", help="Number of the container")
@argument("source", metavar="SERVICE:SRC_PATH")
@argument("target", metavar="DEST_PATH|-")
def cp(app: App, source: str, target: str, all: bool, archive: bool, follow_link: bool, index: int | None) -> None:
    """Copy files into or out of a service's container."""
    from pydock.commands.container.cp import cp as copy
    from pydock.compose.events import DONE

    from_service, to_service = _service(source), _service(target)
    if from_service and to_service:
        raise PydockError("copying between services is not supported")
    if not from_service and not to_service:
        raise PydockError("unknown copy direction")
    service = from_service or to_service
    known = project_or_name(app)
    if index:
        containers = [one_container(app, service, index)]
    else:
        containers = found(app, [service], oneoff=None if all else False, project=known)
    if not containers:
        raise PydockError(f'no container found for service "{service}"')
    if from_service:
        containers = containers[:1]
    assert copy.callback is not None
    with reporting(app) as report:
        for container in containers:
            here = f"{container.id}:{(source if from_service else target).partition(':')[2]}"
            ends = (here, target) if from_service else (source, here)
            shown = [end.replace(container.id, container.name) for end in ends]
            text = f"copy {shown[0]} to {shown[1]}"
            report.say(container.name, text, "Copying")
            if not dry_run(app):
                defaults = {f.name: f.fresh(app.environ) for f in copy.params if hasattr(f, "fresh")}
                values = {**defaults, "archive": archive, "follow_link": follow_link, "quiet": True}
                copy.callback(app, **{**values, **_ends(copy, ends)})
            report.say(container.name, text, "Copied", DONE)


def _ends(copy: Command, ends: tuple[str, str]) -> dict[str, str]:
    return dict(zip((argument.name or "" for argument in copy.positionals()), ends, strict=True))


def _service(text: str) -> str:
    """The service a copy argument names; "" for a path of this machine."""
    name, colon, _ = text.partition(":")
    return name if colon and "/" not in name and not name.startswith(".") else ""
