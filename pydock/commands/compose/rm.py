"""``pydock compose rm``."""

from __future__ import annotations

from functools import partial

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, found, project_or_name, reporting, shape_of, width


@command()
@option("-a", "--all", kind=kinds.BOOL, hidden=True, default_text="false", help="Does nothing any more")
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask")
@option("-s", "--stop", kind=kinds.BOOL, help="Stop the containers first")
@option("-v", "--volumes", kind=kinds.BOOL, help="Remove anonymous volumes as well")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def rm(app: App, services: tuple[str, ...], all: bool, force: bool, stop: bool, volumes: bool) -> None:
    """Delete stopped containers of services."""
    from pydock.commands.compose._prompts import agreed
    from pydock.compose.graph import Task, run_all
    from pydock.compose.stopping import Stopper

    known = project_or_name(app, services)
    containers = found(app, services, project=known)
    project = known[0] or shape_of(containers, known[1])
    with reporting(app) as report:
        stopper = Stopper(app.engine, project, report, parallel=width(app), dry_run=dry_run(app))
        if stop:
            stopper.each(containers, stopper.stop)
        gone = containers if stop else [c for c in containers if not c.running and c.state != "paused"]
        if not gone:
            app.warn("No stopped containers")
            return
        question = f"Going to remove {', '.join(c.name for c in gone)}"
        if force or dry_run(app):
            app.echo(question)
        elif not agreed(app, question):
            return
        run_all([Task(c.id, partial(stopper.remove, c, volumes=volumes)) for c in gone], width(app))
