"""``pydock compose pull``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._images import pull_services
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import reporting, width
from pydock.errors import ConfigError


@command()
@option("--ignore-buildable", kind=kinds.BOOL, help="Leave out services that can be built")
@option("--ignore-pull-failures", kind=kinds.BOOL, help="Pull what can be pulled")
@option("--include-deps", kind=kinds.BOOL, help="Pull for what the services depend on, too")
@option("--no-parallel", kind=kinds.BOOL, hidden=True, default_text="true", help="Does nothing any more")
@option("--parallel", kind=kinds.BOOL, hidden=True, default_text="true", help="Does nothing any more")
@option("--policy", help="missing or always")
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def pull(
    app: App,
    services: tuple[str, ...],
    ignore_buildable: bool,
    ignore_pull_failures: bool,
    include_deps: bool,
    no_parallel: bool,
    parallel: bool,
    policy: str | None,
    quiet: bool,
) -> None:
    """Fetch the images of services."""
    from pydock.compose.events import SKIPPED
    from pydock.compose.images import inspect_images

    if policy and policy not in ("missing", "always"):
        raise ConfigError(f'invalid --policy option "{policy}"')
    project = load_project(app, services, dependencies=include_deps)
    images = {name: project.image(name) for name in project.services}
    here = inspect_images(app.engine, list(images.values()), width(app)) if policy == "missing" else {}
    wanted: list[str] = []
    with reporting(app, quiet=quiet) as report:
        for name, service in project.services.items():
            if not service.get("image"):
                report.say(name, "Skipped", "- No image to be pulled", SKIPPED)
            elif ignore_buildable and service.get("build") is not None:
                report.say(name, "Skipped", "- Image can be built", SKIPPED)
            elif service.get("pull_policy") in ("never", "build"):
                report.say(name, "Skipped", "", SKIPPED)
            elif images[name] in here:
                report.say(name, "Skipped", "- Image is already present locally", SKIPPED)
            else:
                wanted.append(name)
        pull_services(app, project, wanted, report, quiet=quiet, ignore_failures=ignore_pull_failures)
