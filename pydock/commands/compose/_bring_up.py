"""The create phase that ``up``, ``create``, ``run``, ``scale`` and ``watch`` share: images, plan, execution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pydock.cli.app import App
from pydock.commands.compose._images import ready_images
from pydock.commands.compose._providing import check_models, has_providers, providers
from pydock.commands.compose._runtime import dry_run, warner, width
from pydock.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from pydock.compose.events import Reporter
    from pydock.compose.execute import Executor
    from pydock.compose.model.project import Project
    from pydock.compose.observe import Observed
    from pydock.compose.plan import Step


class Convergence(NamedTuple):
    """The flags of ``up`` and ``create`` that say how to converge."""

    build: bool = False
    no_build: bool = False
    pull: str = "policy"
    quiet_build: bool = False
    quiet_pull: bool = False
    force_recreate: bool = False
    no_recreate: bool = False
    always_recreate_deps: bool = False
    renew_anon_volumes: bool = False
    remove_orphans: bool = False
    timeout: int | None = None
    yes: bool = False


def check(flags: Convergence) -> None:
    """Raise UsageError for flags that exclude each other."""
    if flags.build and flags.no_build:
        raise ConfigError("--build and --no-build are incompatible")
    if flags.force_recreate and flags.no_recreate:
        raise ConfigError("--force-recreate and --no-recreate are incompatible")
    if flags.always_recreate_deps and flags.no_recreate:
        raise ConfigError("--always-recreate-deps and --no-recreate are incompatible")
    check_pull(flags.pull)


def check_pull(policy: str) -> None:
    """Raise UsageError for a ``--pull`` that there is not."""
    if policy not in ("always", "missing", "never", "build", "policy", "newer", "if_not_present"):
        raise UsageError(f'invalid --pull option "{policy}"', exit_code=1)


def scale_services(project: Project, scales: Sequence[str]) -> None:
    """Apply ``SERVICE=NUMBER`` to the project. Raises ConfigError for unknown services."""
    for text in scales:
        name, equals, number = text.partition("=")
        if not equals or "=" in number:
            raise ConfigError(f"invalid --scale option {_quoted(text)}. Should be SERVICE=NUM")
        if not number.isdigit():
            raise ConfigError(f"strconv.Atoi: parsing {_quoted(number)}: invalid syntax")
        if name not in project.services:
            state = "disabled" if name in project.disabled else "not found"
            raise ConfigError(f"no such service: {name}: {state}")
        project.services[name]["scale"] = int(number)
        deploy = project.services[name].get("deploy")
        if deploy is not None:
            deploy["replicas"] = int(number)


def _quoted(text: str) -> str:
    return f'"{text}"'


def planned(
    app: App, project: Project, names: Sequence[str], flags: Convergence, images: dict[str, str]
) -> tuple[list[Step], Observed]:
    """The steps of the create phase against what the engine has now."""
    from pydock.compose.observe import observe
    from pydock.compose.plan import DIVERGED, FORCE, NEVER, Options, plan

    recreate = FORCE if flags.force_recreate else NEVER if flags.no_recreate else DIVERGED
    dependencies = FORCE if flags.always_recreate_deps else NEVER if flags.no_recreate else DIVERGED
    orphans = flags.remove_orphans or app.environ.get("COMPOSE_REMOVE_ORPHANS", "").lower() in ("1", "true")
    options = Options(recreate, dependencies, names, orphans, separator(app))
    observed = observe(app.engine, project.name, networks=bool(project.networks), volumes=bool(project.volumes))
    steps = plan(project, observed, images, options)
    if not orphans and app.environ.get("COMPOSE_IGNORE_ORPHANS", "").lower() not in ("1", "true"):
        strays = observed.orphans([*project.services, *project.disabled])
        if strays:
            warner(app)(
                f"Found orphan containers ([{' '.join(c.name for c in strays)}]) for this project. If you removed or "
                "renamed this service in your compose file, you can run this command with the --remove-orphans flag "
                "to clean it up."
            )
    return steps, observed


def separator(app: App) -> str:
    """What joins a container's name: ``_`` in compatibility mode."""
    compatible = app.group_options.get("compatibility") or app.environ.get("COMPOSE_COMPATIBILITY", "") in ("1", "true")
    return "_" if compatible else "-"


def create_all(app: App, project: Project, names: Sequence[str], flags: Convergence, report: Reporter) -> Executor:
    """Run the create phase; the executor returned knows every container. ``up`` tells the reasons to recreate."""
    check_models(app, project)
    images = ready_images(
        app,
        project,
        report,
        build=flags.build,
        no_build=flags.no_build,
        policy=flags.pull,
        quiet_build=flags.quiet_build,
        quiet_pull=flags.quiet_pull,
    )
    if has_providers(project):
        providers(app, project, report).up()
    steps, observed = planned(app, project, names, flags, images)
    worker = executor(app, project, observed, report, flags, images)
    _explain(app, worker, steps)
    worker.run(steps)
    return worker


def executor(
    app: App,
    project: Project,
    observed: Observed,
    report: Reporter,
    flags: Convergence,
    images: dict[str, str],
) -> Executor:
    """An executor for the project as ``observed``."""
    from pydock.commands.compose._prompts import agreed
    from pydock.compose.execute import Executor

    return Executor(
        app.engine,
        project,
        observed,
        report,
        warner(app),
        images=images,
        parallel=width(app),
        timeout=flags.timeout,
        renew_anonymous=flags.renew_anon_volumes,
        dry_run=dry_run(app),
        confirm=(lambda question: True) if flags.yes or app.options.yes else (lambda question: agreed(app, question)),
    )


def _explain(app: App, worker: Executor, steps: Sequence[Step]) -> None:
    """On a terminal, say why containers are recreated; a pipe gets what docker compose prints and no more."""
    if not app.streams.stderr.is_terminal:
        return
    from pydock.compose.plan import RECREATE

    for step in steps:
        if step.action == RECREATE:
            reasons = worker.detailed(step)
            worker.report.note(f"Recreating {step.name}: {'; '.join(reasons)}")
