"""``pydock compose push``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._project import load_project
from pydock.commands.compose._pushing import push_services
from pydock.commands.compose._runtime import reporting


@command()
@option("--ignore-push-failures", kind=kinds.BOOL, help="Push what can be pushed")
@option("--include-deps", kind=kinds.BOOL, help="Push for what the services depend on, too")
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def push(app: App, services: tuple[str, ...], ignore_push_failures: bool, include_deps: bool, quiet: bool) -> None:
    """Send the images of services to their registries."""
    project = load_project(app, services, dependencies=include_deps)
    with reporting(app, quiet=quiet) as report:
        failures = push_services(app, project, report, ignore_failures=ignore_push_failures)
    for failure in failures:
        app.warn(failure)
