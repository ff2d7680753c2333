"""``pydock compose up``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._bring_up import Convergence, check, create_all, planned, scale_services
from pydock.commands.compose._project import load_project
from pydock.commands.compose._remote import agree
from pydock.commands.compose._runtime import dry_run, reporting, warner, width
from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.compose.events import Reporter
    from pydock.compose.execute import Executor
    from pydock.compose.model.project import Project

SCALE = kinds.Kind("scale", many=True)
PLAN = kinds.Kind("string", no_value="text")


@command()
@option("--abort-on-container-exit", kind=kinds.BOOL, help="Stop everything once a container stops")
@option("--abort-on-container-failure", kind=kinds.BOOL, help="Stop everything once a container fails")
@option("--always-recreate-deps", kind=kinds.BOOL, help="Recreate what the services depend on")
@option("--attach", kind=kinds.STRING_ARRAY, help="Show the output of this service only")
@option("--attach-dependencies", kind=kinds.BOOL, help="Show the output of what the services depend on, too")
@option("--build", kind=kinds.BOOL, help="Build images first")
@option("-d", "--detach", kind=kinds.BOOL, help="Leave the containers running and return")
@option("--exit-code-from", help="End with the exit status of this service")
@option("--force-recreate", kind=kinds.BOOL, help="Recreate containers even where nothing changed")
@option("--menu", kind=kinds.BOOL, help="Offer keys while output is shown")
@option("--no-attach", kind=kinds.STRING_ARRAY, help="Do not show the output of this service")
@option("--no-build", kind=kinds.BOOL, help="Build nothing")
@option("--no-color", kind=kinds.BOOL, help="Print without colours")
@option("--no-deps", kind=kinds.BOOL, help="Leave what the services depend on alone")
@option("--no-log-prefix", kind=kinds.BOOL, help="Print output without the containers' names")
@option("--no-recreate", kind=kinds.BOOL, help="Keep containers whatever changed")
@option("--no-start", kind=kinds.BOOL, help="Create and do not start")
@option("--plan", kind=PLAN, help="Print the steps and why, and do nothing (=json for programs)")
@option("--pull", default="policy", help="When to pull images: always, missing, never or policy")
@option("--quiet-build", kind=kinds.BOOL, help="Show no progress of builds")
@option("--quiet-pull", kind=kinds.BOOL, help="Show no progress of pulls")
@option("--remove-orphans", kind=kinds.BOOL, help="Remove containers of services that are not in the files")
@option("-V", "--renew-anon-volumes", kind=kinds.BOOL, help="Start with fresh anonymous volumes")
@option("--scale", kind=SCALE, help="Run this many containers of a service (SERVICE=NUM)")
@option("-t", "--timeout", kind=kinds.INT, default_text="0", help="Seconds to wait before killing")
@option("--timestamps", kind=kinds.BOOL, help="Print the time of each line")
@option("--wait", kind=kinds.BOOL, help="Wait until services run or are healthy, and detach")
@option("--wait-timeout", kind=kinds.INT, default_text="0", help="Seconds to wait at most")
@option("-w", "--watch", kind=kinds.BOOL, help="Refresh services as their files change")
@option("-y", "--yes", kind=kinds.BOOL, help="Answer every question with yes")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def up(app: App, services: tuple[str, ...], **flags: Any) -> None:
    """Make and start the application."""
    convergence = Convergence(**{field: flags[field] for field in Convergence._fields})
    check(convergence)
    _check(flags)
    project = load_project(app, services, dependencies=not flags["no_deps"])
    scale_services(project, flags["scale"])
    if flags["exit_code_from"] and flags["exit_code_from"] not in project.services:
        raise ConfigError(f"no such service: {flags['exit_code_from']}: not found")
    if not project.services:
        raise ConfigError("no service selected")
    if flags["plan"]:
        _show_plan(app, project, services, convergence, flags["plan"])
        return
    agree(app, yes=flags["yes"])
    detached = flags["detach"] or flags["wait"] or dry_run(app)
    with reporting(app) as report:
        worker = create_all(app, project, services, convergence, report)
        if flags["no_start"]:
            return
        if detached:
            _start(app, project, worker, report, flags)
            return
    from pydock.commands.compose._attached import run_attached

    run_attached(app, project, worker, services, flags)


def _check(flags: dict[str, Any]) -> None:
    cascades = flags["abort_on_container_exit"] or flags["abort_on_container_failure"] or flags["exit_code_from"]
    attached = cascades or flags["attach_dependencies"] or flags["attach"]
    if flags["wait"] and attached:
        raise ConfigError("--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies")
    if flags["detach"] and (attached or flags["watch"]):
        raise ConfigError(
            "--detach cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach, "
            "--attach-dependencies or --watch"
        )
    if flags["abort_on_container_exit"] and flags["abort_on_container_failure"]:
        raise ConfigError("--abort-on-container-failure cannot be combined with --abort-on-container-exit")
    if flags["no_start"] and (flags["detach"] or flags["wait"]):
        raise ConfigError("--no-start and --detach are incompatible")


def _start(app: App, project: Project, worker: Executor, report: Reporter, flags: dict[str, Any]) -> None:
    from pydock.compose.start import Starter
    from pydock.compose.waiting import wait_ready

    Starter(app.engine, project, worker.live, report, warner(app), parallel=width(app), dry_run=dry_run(app)).run()
    if flags["wait"] and not dry_run(app):
        wait_ready(app.engine, project, worker.live, report, timeout=flags["wait_timeout"] or 0)


def _show_plan(app: App, project: Project, services: tuple[str, ...], flags: Convergence, form: str) -> None:
    from pydock.commands.compose._bring_up import executor
    from pydock.compose.images import inspect_images
    from pydock.compose.plan import RECREATE, as_json, as_text

    names = {name: project.image(name) for name in project.services}
    here = inspect_images(app.engine, list(names.values()), width(app))
    images = {name: str(here.get(image, {}).get("Id", "")) for name, image in names.items()}
    steps, observed = planned(app, project, services, flags, images)
    with reporting(app, quiet=True) as report:
        worker = executor(app, project, observed, report, flags, images)
        steps = [
            step._replace(reasons=tuple(worker.detailed(step)))
            if step.action == RECREATE and step.kind == "container"
            else step
            for step in steps
        ]
    app.out(as_json(steps) if form == "json" else as_text(steps))
