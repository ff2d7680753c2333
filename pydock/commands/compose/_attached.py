"""``up`` in the foreground: output with prefixes as it comes, Ctrl-C that stops gracefully, exit rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.commands.compose._following import Follower
from pydock.commands.compose._menu import Watching, menu
from pydock.commands.compose._prefix import Prefixer
from pydock.commands.compose._runtime import found, reporting, warner, width
from pydock.errors import Exit, PydockError

if TYPE_CHECKING:
    from pydock.compose.execute import Executor
    from pydock.compose.model.project import Project
    from pydock.compose.observe import Container

STOPPED = "\x1b[31m\x1b[1mAborting on container exit...\x1b[0m"


def run_attached(
    app: App, project: Project, worker: Executor, services: tuple[str, ...], flags: dict[str, Any]
) -> None:
    """Start everything, show its output, and end as the flags say."""
    from pydock.compose.start import Starter

    shown = _shown(project, services, flags)
    printer = Prefixer(app, prefix=not flags["no_log_prefix"], colour=not flags["no_color"])
    followed = [c for name in project.ordered() for c in worker.live.get(name, ())]
    names = [c.short_name for c in followed if c.service in shown]
    follower = Follower(app, printer, shown, flags["timestamps"])
    with reporting(app, quiet=True) as report:
        starter = Starter(
            app.engine, project, worker.live, report, warner(app), parallel=width(app), on_start=follower.follow
        )
        try:
            app.echo(f"Attaching to {', '.join(sorted(names))}")
            app.streams.stdout.flush()
            for container in followed:
                if container.running:
                    follower.follow(container)
            starter.run()
            watching = Watching(app, project, printer, follower)
            if flags["watch"]:
                watching.start()
            with menu(app, flags["menu"], printer, follower, watching):
                _until_the_end(app, project, follower, printer, flags)
        except KeyboardInterrupt:
            _interrupted(app, project, flags)


def _shown(project: Project, services: tuple[str, ...], flags: dict[str, Any]) -> set[str]:
    names = set(flags["attach"]) or set(services) or set(project.services)
    if flags["attach_dependencies"]:
        names = project.with_dependencies(names)
    for name in names | set(flags["no_attach"]):
        project.require(name)
    return {n for n in names if n not in flags["no_attach"] and project.services[n].get("attach") is not False}


def _until_the_end(app: App, project: Project, follower: Follower, printer: Prefixer, flags: dict[str, Any]) -> None:
    source = flags["exit_code_from"]
    aborting = False
    result = 0
    while ended := follower.next():
        container, code = ended
        printer.note(f"{container.short_name} exited with code {code}")
        if source:
            if container.service == source:
                result = code
        elif not aborting and (flags["abort_on_container_exit"] or flags["abort_on_container_failure"]):
            result = code
        ends = flags["abort_on_container_exit"] or source or (flags["abort_on_container_failure"] and code)
        if ends and not aborting:
            aborting = True
            app.warn(STOPPED)
            _stop_all(app, project, flags["timeout"])
    if aborting:
        app.warn("")
    if result:
        raise Exit(result)


def _current(app: App, project: Project) -> list[Container]:
    """The containers that run now: watching may have made new ones."""
    return [c for c in found(app, project=(project, project.name)) if c.service in project.services]


def _stop_all(app: App, project: Project, timeout: int | None) -> None:
    from pydock.compose.stopping import Stopper

    containers = _current(app, project)
    with reporting(app) as report:
        stopper = Stopper(app.engine, project, report, timeout=timeout, parallel=width(app))
        stopper.each(containers, stopper.stop)


def _interrupted(app: App, project: Project, flags: dict[str, Any]) -> None:
    """First Ctrl-C: stop. Second: kill."""
    app.warn("Gracefully Stopping... press Ctrl+C again to force")
    try:
        _stop_all(app, project, flags["timeout"])
    except KeyboardInterrupt:
        for container in _current(app, project):
            try:
                app.engine.containers.kill(container.id)
            except PydockError:
                continue
    raise Exit(130)
