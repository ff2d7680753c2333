"""What commands that change something share: the reporter of progress, the executor, and the project's containers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.compose._project import load_project, warner
from pydock.compose.graph import DEFAULT_WIDTH
from pydock.errors import ConfigError, PydockError

if TYPE_CHECKING:
    from pydock.compose.events import Reporter
    from pydock.compose.model.project import Project
    from pydock.compose.observe import Container

DRY_RUN = " DRY-RUN MODE - "


def dry_run(app: App) -> bool:
    """Whether ``--dry-run`` was given, before or after the command."""
    return bool(app.group_options.get("dry_run"))


def width(app: App, most: int = DEFAULT_WIDTH) -> int:
    """How many things at once: ``--parallel``, ``COMPOSE_PARALLEL_LIMIT``, or ``most`` if the way there takes it."""
    given = int(app.group_options.get("parallel", -1))
    if given == -1 and app.environ.get("COMPOSE_PARALLEL_LIMIT", "").isdigit():
        return int(app.environ["COMPOSE_PARALLEL_LIMIT"])
    return given if given > 0 else app.width(most)


def check_progress(mode: str) -> None:
    """Raise ConfigError for a way to show progress that there is not."""
    if mode not in ("", "auto", "tty", "plain", "json", "quiet"):
        raise ConfigError(f'unsupported --progress value "{mode}"')


@contextmanager
def reporting(app: App, *, quiet: bool = False, title: str = "") -> Iterator[Reporter]:
    """A reporter on standard error in the way that ``--progress`` and ``--ansi`` ask for."""
    from pydock.cli.progress import progress
    from pydock.compose.events import Reporter

    options = app.group_options
    mode = options.get("progress") or app.environ.get("COMPOSE_PROGRESS") or ""
    ansi = options.get("ansi", "auto")
    if not mode and (ansi == "never" or options.get("no_ansi") or app.environ.get("COMPOSE_ANSI") == "never"):
        mode = "plain"
    check_progress(mode)
    with progress(app, app.streams.stderr, "quiet" if quiet else mode, title=title) as display:
        yield Reporter(display, DRY_RUN if dry_run(app) else "")


def project_or_name(app: App, services: Sequence[str] = ()) -> tuple[Project | None, str]:
    """The project, or only its name where ``-p`` is given and no file is to be found."""
    name = app.group_options.get("project_name") or app.environ.get("COMPOSE_PROJECT_NAME") or ""
    try:
        project = load_project(app, resolve_environment=False, consistency=False)
    except ConfigError as error:
        if name and not app.group_options.get("file") and "no configuration file" in error.message:
            return None, name
        raise
    for service in services:
        if service not in project.services and service not in project.disabled:
            raise PydockError(f"no such service: {service}")
    return project, project.name


def found(
    app: App,
    services: Sequence[str] = (),
    *,
    all_states: bool = True,
    oneoff: bool | None = False,
    project: tuple[Project | None, str] | None = None,
) -> list[Container]:
    """The containers of the project, narrowed to ``services``."""
    from pydock.compose.observe import containers_of

    _, name = project or project_or_name(app, services)
    containers = containers_of(app.engine, name, all_states=all_states, oneoff=oneoff)
    return [c for c in containers if not services or c.service in services]


def one_container(app: App, service: str, index: int = 0, *, all_states: bool = False) -> Container:
    """The running container of a service: number ``index``, or the first. Raises PydockError when there is none.

    With ``all_states`` one that is stopped will do.
    """
    known = project_or_name(app)
    containers = [c for c in found(app, [service], all_states=all_states, project=known) if not c.oneoff]
    if index:
        containers = [c for c in containers if c.number == index]
    if not containers:
        if index:
            raise PydockError(f'service "{service}" is not running container #{index}')
        raise PydockError(f'service "{service}" is not running')
    return containers[0]


def moment(app: App, text: str | None) -> str:
    """What the engine is told for a time or duration that ``--since`` or ``--until`` names."""
    if not text:
        return ""
    from pydock.values.timestamps import engine_timestamp

    try:
        return engine_timestamp(text, app.clock())
    except ValueError as error:
        raise PydockError(str(error)) from error


def shape_of(containers: Sequence[Container], name: str) -> Project:
    """A project as its containers tell it: services and what they depend on."""
    from pydock.compose import labels
    from pydock.compose.model.project import Project
    from pydock.compose.model.shapes import SERVICE, SHAPES, Struct

    project = Project(name, "", [], {})
    for container in containers:
        service = project.services.setdefault(container.service, Struct(SERVICE))
        links: dict[str, Struct] = {}
        for entry in container.labels.get(labels.DEPENDS, "").split(","):
            if entry:
                other, condition, restart = [*entry.split(":"), "", ""][:3]
                values = {"condition": condition, "restart": restart == "true", "required": True}
                links[other] = Struct(SHAPES["Dependency"], values)
        if links:
            service["depends_on"] = links
    return project


__all__ = ["dry_run", "found", "moment", "one_container", "project_or_name", "reporting", "shape_of", "warner", "width"]
