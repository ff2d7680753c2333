"""What every compose command begins with: the application's files, loaded by what the command line says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.compose.model.load import Request
    from pydock.compose.model.project import Project
    from pydock.registry.client import Registry


def warner(app: App) -> Callable[[str], None]:
    """A function that writes a warning as Compose logs it."""

    def warn(message: str) -> None:
        import time

        escaped = message.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(app.clock()))
        app.warn(f'time="{stamp}" level=warning msg="{escaped}"')

    return warn


def request(app: App, **changes: Any) -> Request:
    """The load request that the flags before the command make; ``changes`` are fields of it."""
    from pydock.compose.model.load import Request

    options = app.group_options
    made = Request(
        cwd=app.cwd,
        environ=app.environ,
        warn=warner(app),
        read_stdin=app.streams.stdin.read,
        registry=lambda host: _registry(app, host),
        files=options.get("file") or (),
        env_files=options.get("env_file") or (),
        profiles=options.get("profile") or (),
        project_name=options.get("project_name") or "",
        project_directory=options.get("project_directory") or options.get("workdir") or "",
        keep_unused=bool(options.get("all_resources")),
    )
    return made._replace(**changes)


def _registry(app: App, host: str) -> Registry:
    from pydock.cli.registries import open_registry

    return open_registry(app, host)


def load_project(app: App, services: Sequence[str] = (), *, dependencies: bool = True, **changes: Any) -> Project:
    """The application, narrowed to ``services`` and what they need.

    Raises ConfigError; on a terminal its hint tells the position in the file.
    """
    from pydock.compose.model.environment import resolve_services
    from pydock.compose.model.load import Loader

    asked = request(app, **changes)
    loader = None
    try:
        loader = Loader(asked)
        project = loader.project()
    except ConfigError as error:
        if app.streams.stderr.is_terminal and loader is not None and error.hint is None:
            error.hint = locate(error, loader.sources.texts)
        raise
    project.enable(services)
    if services:
        project.select(list(services), dependencies=dependencies)
    if not asked.keep_unused:
        project.drop_unused()
    if asked.resolve_environment:
        resolve_services(project, asked.warn)
    return project


def locate(error: ConfigError, texts: dict[str, str]) -> str | None:
    """``at FILE:LINE:COLUMN`` for an error whose message names a key; None where it does not."""
    import re

    from pydock.compose.model.yamlload import position_of

    found = re.search(r"\b(services|networks|volumes|secrets|configs|models)[.\[][\w.\[\]-]+", error.message)
    path = getattr(error, "path", None)
    if path is None:
        if found is None:
            return None
        path = tuple(part for part in re.split(r"[.\[\]]+", found.group()) if part)
    for file, text in texts.items():
        position = position_of(text, path)
        if position is not None:
            return f"at {file}:{position.line}:{position.column}"
    return None
