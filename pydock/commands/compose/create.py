"""``pydock compose create``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._bring_up import Convergence, check, create_all, scale_services
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import reporting


@command()
@option("--build", kind=kinds.BOOL, help="Build images first")
@option("--force-recreate", kind=kinds.BOOL, help="Recreate containers even where nothing changed")
@option("--no-build", kind=kinds.BOOL, help="Build nothing")
@option("--no-recreate", kind=kinds.BOOL, help="Keep containers whatever changed")
@option("--pull", default="policy", help="When to pull images: always, missing, never or policy")
@option("--quiet-pull", kind=kinds.BOOL, help="Show no progress of pulls")
@option("--remove-orphans", kind=kinds.BOOL, help="Remove containers of services that are not in the files")
@option("--scale", kind=kinds.Kind("scale", many=True), help="Make this many containers of a service (SERVICE=NUM)")
@option("-y", "--yes", kind=kinds.BOOL, help="Answer every question with yes")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def create(app: App, services: tuple[str, ...], scale: list[str], **flags: Any) -> None:
    """Make the containers of services without starting them."""
    convergence = Convergence(**flags)
    check(convergence)
    project = load_project(app, services)
    scale_services(project, scale)
    with reporting(app) as report:
        create_all(app, project, services, convergence, report)
