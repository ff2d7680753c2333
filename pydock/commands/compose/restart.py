"""``pydock compose restart``."""

from __future__ import annotations

from functools import partial

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, found, project_or_name, reporting, shape_of, width


@command()
@option("--no-deps", kind=kinds.BOOL, help="Leave the services that depend on these alone")
@option("-t", "--timeout", kind=kinds.INT, default_text="0", help="Seconds to wait before killing")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def restart(app: App, services: tuple[str, ...], no_deps: bool, timeout: int | None) -> None:
    """Stop services and start them again."""
    from pydock.compose.graph import Task, run_all
    from pydock.compose.observe import Container

    known = project_or_name(app, services)
    containers = found(app, project=known)
    project = known[0] or shape_of(containers, known[1])
    chosen = set(services) or set(project.services)
    if not no_deps:
        chosen |= {
            other
            for name in services
            for other in project.dependents(name)
            if project.services[other]["depends_on"][name].get("restart")
        }

    def again(container: Container) -> None:
        with report.doing(f"Container {container.name}", "Restarting", "Started"):
            if not dry_run(app):
                app.engine.containers.restart(container.id, timeout=timeout)

    by_service = {name: [c for c in containers if c.service == name] for name in chosen}
    tasks = [
        Task(
            container.id,
            partial(again, container),
            [c.id for other in project.services[name].get("depends_on") or () for c in by_service.get(other, ())],
        )
        for name in project.ordered()
        for container in by_service.get(name, ())
    ]
    with reporting(app) as report:
        run_all(tasks, width(app))
