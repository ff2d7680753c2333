"""``pydock compose down``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._providing import has_providers, providers
from pydock.commands.compose._runtime import dry_run, found, project_or_name, reporting, shape_of, width
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.compose.graph import Task
    from pydock.compose.model.project import Project
    from pydock.compose.stopping import Stopper


@command()
@option("--remove-orphans", kind=kinds.BOOL, help="Remove containers of services that are not in the files, too")
@option("--rmi", help="Remove images as well: local (those without a name of their own) or all")
@option("-t", "--timeout", kind=kinds.INT, default_text="0", help="Seconds to wait before killing")
@option("-v", "--volumes", kind=kinds.BOOL, help="Remove the named volumes of the files and anonymous ones")
@argument("services", many=True, optional=True, metavar="[SERVICES]")
def down(
    app: App,
    services: tuple[str, ...],
    remove_orphans: bool,
    rmi: str | None,
    timeout: int | None,
    volumes: bool,
) -> None:
    """Stop the application and delete its containers and networks."""
    if rmi and rmi not in ("all", "local"):
        raise PydockError(f'invalid value for --rmi: "{rmi}"')
    take_down(
        app,
        services,
        remove_orphans=remove_orphans or app.environ.get("COMPOSE_REMOVE_ORPHANS", "").lower() in ("1", "true"),
        rmi=rmi or "",
        timeout=timeout,
        volumes=volumes,
    )


def take_down(
    app: App,
    services: tuple[str, ...] = (),
    *,
    remove_orphans: bool = False,
    rmi: str = "",
    timeout: int | None = None,
    volumes: bool = False,
) -> None:
    """Stop and remove the project's containers, then its networks, volumes and images as asked."""
    from pydock.compose.graph import run_all
    from pydock.compose.stopping import Stopper

    known = project_or_name(app, services)
    containers = found(app, services, oneoff=None if remove_orphans else False, project=known)
    project = known[0] or shape_of(containers, known[1])
    own = [c for c in containers if c.service in project.services or c.service in project.disabled]
    with reporting(app) as report:
        stopper = Stopper(app.engine, project, report, timeout=timeout, parallel=width(app), dry_run=dry_run(app))
        chosen = containers if remove_orphans or known[0] is None else own
        stopper.each(chosen, partial(stopper.down, volumes=volumes))
        if has_providers(project):
            providers(app, project, report).down()
        run_all(_resources(app, project, stopper, known[0] is None, rmi, volumes), width(app))


def _resources(app: App, project: Project, stopper: Stopper, unknown: bool, rmi: str, volumes: bool) -> list[Task]:
    from pydock.compose import labels
    from pydock.compose.graph import Task

    tasks: list[Task] = []
    networks = {key: str(n.get("name", key)) for key, n in project.networks.items() if not n.get("external")}
    named = [str(v.get("name", key)) for key, v in project.volumes.items() if not v.get("external")]
    if unknown:
        mark = {"label": [f"{labels.PROJECT}={project.name}"]}
        found_networks = app.engine.networks.list(mark)
        networks = {(n.get("Labels") or {}).get(labels.NETWORK, ""): n["Name"] for n in found_networks}
        named = [v["Name"] for v in app.engine.volumes.list(mark).get("Volumes") or ()] if volumes else []
    tasks += [Task(f"n{key}", partial(stopper.remove_network, key, name)) for key, name in sorted(networks.items())]
    if volumes:
        tasks += [Task(f"v{name}", partial(stopper.remove_volume, name)) for name in sorted(named)]
    if rmi:
        images = {
            project.image(name)
            for name, service in project.services.items()
            if rmi == "all" or service.get("build") is not None
        }
        tasks += [Task(f"i{image}", partial(stopper.remove_image, _tagged(image))) for image in sorted(images)]
    return tasks


def _tagged(image: str) -> str:
    last = image.rpartition("/")[2]
    return image if ":" in last or "@" in last else f"{image}:latest"
