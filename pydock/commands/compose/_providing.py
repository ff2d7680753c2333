"""What ``up`` and ``down`` need of other programs: the providers of services, and Docker's plugin for models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.compose._runtime import dry_run
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.compose.events import Reporter
    from pydock.compose.model.project import Project
    from pydock.compose.providers import Providers


def has_providers(project: Project) -> bool:
    """Whether some enabled service is another program's."""
    return any(service.get("provider") is not None for service in project.services.values())


def providers(app: App, project: Project, report: Reporter) -> Providers:
    """The providers of the project: a plugin of that name, else a program of the ``PATH``."""
    from pydock.compose.providers import Providers

    environ = {**app.environ, **project.environment}

    def find(kind: str) -> str | None:
        from shutil import which

        from pydock.cli.plugins import find

        return find(app, kind) or which(kind, path=environ.get("PATH"))

    return Providers(project, report, environ, find, dry_run=dry_run(app))


def check_models(app: App, project: Project) -> None:
    """Raise PydockError where the project has models: they need Docker's plugin, which pydock does not stand in for."""
    if not project.models:
        return
    from pydock.cli.plugins import find

    if find(app, "model") is None:
        raise PydockError("'models' support requires Docker Model plugin")
    raise PydockError("'models' are not supported: run them with `docker model` and set the services' variables")
