"""Start a project's containers: dependencies first, their conditions waited for, files copied in, hooks run."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from pydock.compose.events import DONE, FAILED, WARNING, Reporter
from pydock.compose.graph import Task, run_all
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.compose.mounts import file_target
from pydock.compose.observe import Container
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.engine.api import Engine

Json = dict[str, Any]
Warn = Callable[[str], None]
POLL = 0.5
HEALTHY, COMPLETED, STARTED = "service_healthy", "service_completed_successfully", "service_started"


class Starter:
    """Starts the containers that ``live`` lists by service."""

    def __init__(
        self,
        engine: Engine,
        project: Project,
        live: dict[str, list[Container]],
        report: Reporter,
        warn: Warn,
        *,
        parallel: int = -1,
        dry_run: bool = False,
        on_start: Callable[[Container], None] | None = None,
        deadline: float | None = None,
    ) -> None:
        self.engine = engine
        self.project = project
        self.live = live
        self.report = report
        self.warn = warn
        self.parallel = parallel
        self.dry_run = dry_run
        self.on_start = on_start
        self.deadline = deadline

    def run(self) -> None:
        """Start every service. Raises PydockError for the first that does not, or whose dependency fails."""
        names = self.project.ordered()
        tasks = [
            Task(name, partial(self._service, name), list(self.project.services[name].get("depends_on") or {}))
            for name in names
        ]
        run_all(tasks, self.parallel)

    def _service(self, name: str) -> None:
        self.wait_dependencies(name)
        containers = self.live.get(name, [])
        if not containers:
            if self.project.scale(name) and self.project.services[name].get("provider") is None:
                raise PydockError(f'service "{name}" has no container to start')
            return
        for container in containers:
            if not container.running:
                self._start(name, container)

    def _start(self, name: str, container: Container) -> None:
        service = self.project.services[name]
        title = f"Container {container.name}"
        self.report(title, "Starting")
        if not self.dry_run:
            self._inject(service, container)
            if self.on_start is not None:
                self.on_start(container)
            self.engine.containers.start(container.id)
            for hook in service.get("post_start") or ():
                run_hook(self.engine, container, hook, name)
        container.state = "running"
        self.report(title, "Started", DONE)

    def _inject(self, service: Struct, container: Container) -> None:
        """Copy secrets and configs that are no files here into the container."""
        for kind, folder in (("secrets", "/run/secrets/"), ("configs", "/")):
            for item in service.get(kind) or ():
                definition = getattr(self.project, kind)[item["source"]]
                content = definition.get("content")
                if definition.get("environment"):
                    variable = definition["environment"]
                    content = self.project.environment.get(variable)
                    if content is None:
                        raise PydockError(
                            f'environment variable "{variable}" required by file "{item["source"]}" is not set'
                        )
                if content is None:
                    continue
                self._copy(container, file_target(item, folder), content.encode("utf-8", "surrogateescape"), item)

    def _copy(self, container: Container, target: str, content: bytes, item: Struct) -> None:
        import io
        import tarfile

        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
            entry = tarfile.TarInfo(target)
            entry.size = len(content)
            entry.mode = item.get("mode", 0o444)
            entry.uid, entry.gid = int(item.get("uid") or 0), int(item.get("gid") or 0)
            archive.addfile(entry, io.BytesIO(content))
        self.engine.archives.put(container.id, "/", io.BytesIO(stream.getvalue()))

    def wait_dependencies(self, name: str) -> None:
        """Wait for the conditions of what a service depends on. Raises PydockError where a required one fails."""
        links = self.project.services[name].get("depends_on") or {}
        waits = [
            (other, link) for other, link in sorted(links.items()) if link.get("condition") in (HEALTHY, COMPLETED)
        ]
        if self.dry_run:
            return
        for other, _ in waits:
            for container in self.live.get(other, ()):
                self.report(f"Container {container.name}", "Waiting")
        for other, link in waits:
            for container in self.live.get(other, ()):
                self._wait_for(other, container, link)

    def _wait_for(self, name: str, container: Container, link: Struct) -> None:
        title = f"Container {container.name}"
        healthy_wanted = link["condition"] == HEALTHY
        try:
            while not self._met(name, container, link["condition"], title):
                self._pause()
        except PydockError as error:
            if not link.get("required"):
                reason = f'"{name}" failed to start: {error.message}' if healthy_wanted else str(error.message)
                reason = reason.removeprefix("service ")
                self.report(title, f"Skipped: optional dependency {reason}", WARNING)
                self.warn(f"optional dependency {reason}")
                return
            self.report(title, "Error" if healthy_wanted else error.message, FAILED)
            if healthy_wanted:
                error.message = f"dependency failed to start: {error.message}"
            raise

    def _pause(self) -> None:
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise PydockError("timeout waiting for dependencies")
        time.sleep(POLL)

    def _met(self, name: str, container: Container, condition: str, title: str) -> bool:
        state = self.engine.containers.inspect(container.id)["State"]
        if condition == HEALTHY:
            if healthy(container, state):
                self.report(title, "Healthy", DONE)
                return True
            return False
        if state["Status"] != "exited":
            return False
        code = state.get("ExitCode", 0)
        if code:
            raise PydockError(f'service "{name}" didn\'t complete successfully: exit {code}')
        self.report(title, "Exited", DONE)
        return True


def healthy(container: Container, state: Json) -> bool:
    """Whether a container is healthy. Raises PydockError once it cannot become so."""
    if state.get("Status") == "exited":
        raise PydockError(f"container {container.name} exited ({state.get('ExitCode', 0)})")
    health = state.get("Health") or {}
    status = health.get("Status", "")
    if status == "healthy":
        return True
    if status == "unhealthy":
        raise PydockError(f"container {container.name} is unhealthy")
    if status in ("", "none"):
        raise PydockError(f"container {container.name} has no healthcheck configured")
    return False


def run_hook(engine: Engine, container: Container, hook: Struct, service: str) -> None:
    """Run a lifecycle hook in a container and wait for it. Raises PydockError for an exit status other than 0."""
    environment = hook.get("environment") or {}
    identity = engine.exec.create(
        container.id,
        {
            "User": hook.get("user", ""),
            "Privileged": bool(hook.get("privileged")),
            "Tty": False,
            "AttachStdin": False,
            "AttachStderr": False,
            "AttachStdout": False,
            "DetachKeys": "",
            "Env": [k if v is None else f"{k}={v}" for k, v in sorted(environment.items())] or None,
            "WorkingDir": hook.get("working_dir", ""),
            "Cmd": hook.get("command"),
            "Detach": False,
        },
    )
    engine.exec.start(identity, {"Detach": True, "Tty": False})
    while True:
        state = engine.exec.inspect(identity)
        if not state.get("Running"):
            code = state.get("ExitCode") or 0
            if code:
                raise PydockError(f"{service} hook exited with status {code}")
            return
        time.sleep(0.1)
