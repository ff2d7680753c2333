"""``pydock compose commit``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, one_container, reporting
from pydock.errors import PydockError


@command()
@option("-a", "--author", help="Author of the image")
@option("-c", "--change", kind=kinds.LIST, help="Apply this Dockerfile instruction")
@option("--index", kind=kinds.INT, default_text="0", help="Number of the container")
@option("-m", "--message", help="Message of the image")
@option("-p", "--pause", kind=kinds.BOOL, default=True, help="Pause the container meanwhile")
@argument("service")
@argument("reference", optional=True, metavar="[REPOSITORY[:TAG]]")
def commit(
    app: App,
    service: str,
    reference: str | None,
    author: str | None,
    change: list[str],
    index: int | None,
    message: str | None,
    pause: bool,
) -> None:
    """Make an image of a service container's present state."""
    from pydock.compose.events import DONE

    container = one_container(app, service, index or 0, all_states=True)
    name, tag = "", ""
    if reference:
        from pydock.values.references import parse

        try:
            parsed = parse(reference)
        except ValueError as error:
            raise PydockError(str(error)) from error
        name, tag = parsed.name, parsed.tag
    with reporting(app) as report:
        report.say(container.name, f"Commit {container.name}", "Committing")
        done = "Committed"
        if not dry_run(app):
            made = app.engine.images.commit(
                container.id,
                repository=name,
                tag=tag,
                author=author or "",
                message=message or "",
                changes=change,
                pause=pause,
            )
            done = f"Committed as {made}"
        report.say(container.name, f"Commit {container.name}", done, DONE)
