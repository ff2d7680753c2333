"""``pydock compose scale``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._bring_up import Convergence, create_all, scale_services
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import dry_run, reporting, warner, width
from pydock.errors import ConfigError


@command()
@option("--no-deps", kind=kinds.BOOL, help="Leave what the services depend on alone")
@argument("scales", many=True, metavar="[SERVICE=REPLICAS...]")
def scale(app: App, scales: tuple[str, ...], no_deps: bool) -> None:
    """Set how many containers services run."""
    from pydock.compose.start import Starter

    for text in scales:
        number = text.partition("=")[2]
        if not number:
            raise ConfigError(f"invalid scale specifier: {text}")
        if not number.isdigit():
            raise ConfigError(f"invalid scale specifier: can't parse replica value as int: {text}")
    names = [text.partition("=")[0] for text in scales]
    project = load_project(app, names, dependencies=not no_deps)
    scale_services(project, scales)
    with reporting(app) as report:
        worker = create_all(app, project, names, Convergence(), report)
        Starter(app.engine, project, worker.live, report, warner(app), parallel=width(app), dry_run=dry_run(app)).run()
