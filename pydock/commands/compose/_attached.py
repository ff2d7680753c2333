"""``up`` in the foreground: output with prefixes as it comes, Ctrl-C that stops gracefully, exit rules."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.commands.compose._prefix import Prefixer
from pydock.commands.compose._runtime import reporting, warner, width
from pydock.errors import EngineError, Exit, PydockError

if TYPE_CHECKING:
    from pydock.compose.execute import Executor
    from pydock.compose.model.project import Project
    from pydock.compose.observe import Container

STOPPED = "\x1b[31m\x1b[1mAborting on container exit...\x1b[0m"


class _Follower:
    """Reads each container's output in a thread; what ended comes out of ``endings`` with its exit status.

    Where the engine itself went away, the error stands there instead.
    """

    def __init__(self, app: App, printer: Prefixer, shown: set[str], timestamps: bool) -> None:
        self._app = app
        self._printer = printer
        self._shown = shown
        self._timestamps = timestamps
        self.endings: SimpleQueue[tuple[Container, int | PydockError]] = SimpleQueue()
        self.open = 0

    def follow(self, container: Container) -> None:
        """Attach before the container starts, so that nothing is lost."""
        self.open += 1
        ready = Event()
        Thread(target=self._read, args=(container, ready), daemon=True).start()
        ready.wait()

    def _read(self, container: Container, ready: Event) -> None:
        try:
            self._output(container, ready)
        except PydockError:
            pass
        finally:
            ready.set()
        code: int | PydockError = 0
        try:
            code = self._app.engine.containers.wait(container.id).status
        except EngineError:
            pass  # it was removed
        except PydockError as error:
            code = error
        self.endings.put((container, code))

    def _output(self, container: Container, ready: Event) -> None:
        from pydock.engine.frames import Demultiplexer

        if container.service not in self._shown:
            ready.set()
            return
        detail = container.detail or self._app.engine.containers.inspect(container.id)
        tty = bool((detail.get("Config") or {}).get("Tty"))
        frames = Demultiplexer()
        lines = self._printer.lines(container.short_name)
        engine = self._app.engine.containers
        with engine.attach(container.id, stdin=True, stdout=True, stderr=True) as stream:
            ready.set()
            while data := stream.read1():
                for number, payload in [(1, data)] if tty else frames.feed(data):
                    lines.feed(number, payload, stamp=self._timestamps)
        lines.close()


def run_attached(
    app: App, project: Project, worker: Executor, services: tuple[str, ...], flags: dict[str, Any]
) -> None:
    """Start everything, show its output, and end as the flags say."""
    from pydock.compose.start import Starter

    shown = _shown(project, services, flags)
    printer = Prefixer(app, prefix=not flags["no_log_prefix"], colour=not flags["no_color"])
    followed = [c for name in project.ordered() for c in worker.live.get(name, ())]
    names = [c.short_name for c in followed if c.service in shown]
    app.echo(f"Attaching to {', '.join(sorted(names))}")
    app.streams.stdout.flush()
    follower = _Follower(app, printer, shown, flags["timestamps"])
    for container in followed:
        if container.running:
            follower.follow(container)
    with reporting(app, quiet=True) as report:
        starter = Starter(
            app.engine, project, worker.live, report, warner(app), parallel=width(app), on_start=follower.follow
        )
        try:
            starter.run()
            if flags["watch"]:
                _watch(app, project)
            _until_the_end(app, project, worker, follower, printer, flags)
        except KeyboardInterrupt:
            _interrupted(app, project, worker, flags)


def _shown(project: Project, services: tuple[str, ...], flags: dict[str, Any]) -> set[str]:
    names = set(flags["attach"]) or set(services) or set(project.services)
    if flags["attach_dependencies"]:
        names = project.with_dependencies(names)
    for name in names | set(flags["no_attach"]):
        project.require(name)
    return {n for n in names if n not in flags["no_attach"] and project.services[n].get("attach") is not False}


def _watch(app: App, project: Project) -> None:
    from pydock.commands.compose._watching import watch_project

    Thread(target=watch_project, args=(app, project, []), kwargs={"quiet": False}, daemon=True).start()


def _until_the_end(
    app: App, project: Project, worker: Executor, follower: _Follower, printer: Prefixer, flags: dict[str, Any]
) -> None:
    source = flags["exit_code_from"]
    aborting = False
    result = 0
    while follower.open:
        container, code = follower.endings.get()
        follower.open -= 1
        if isinstance(code, PydockError):
            raise code
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
            _stop_all(app, project, worker, flags["timeout"])
    if aborting:
        app.warn("")
    if result:
        raise Exit(result)


def _stop_all(app: App, project: Project, worker: Executor, timeout: int | None) -> None:
    from pydock.compose.stopping import Stopper

    containers = [container for name in project.services for container in worker.live.get(name, ())]
    with reporting(app) as report:
        stopper = Stopper(app.engine, project, report, timeout=timeout, parallel=width(app))
        stopper.each(containers, stopper.stop)


def _interrupted(app: App, project: Project, worker: Executor, flags: dict[str, Any]) -> None:
    """First Ctrl-C: stop. Second: kill."""
    app.warn("Gracefully Stopping... press Ctrl+C again to force")
    try:
        _stop_all(app, project, worker, flags["timeout"])
    except KeyboardInterrupt:
        for name in project.services:
            for container in worker.live.get(name, ()):
                try:
                    app.engine.containers.kill(container.id)
                except PydockError:
                    continue
    raise Exit(130)
