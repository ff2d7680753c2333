"""Stop and remove a project's containers: dependents first, hooks run, several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pydock.compose.events import DONE, WARNING, Reporter
from pydock.compose.graph import Task, run_all
from pydock.compose.model.project import Project
from pydock.compose.observe import Container
from pydock.compose.start import run_hook
from pydock.errors import ConflictError, EngineError, NotFoundError

if TYPE_CHECKING:
    from pydock.engine.api import Engine


class Stopper:
    """Stops containers of ``project`` (whose services need only say what they depend on)."""

    def __init__(
        self,
        engine: Engine,
        project: Project,
        report: Reporter,
        *,
        timeout: int | None = None,
        parallel: int = -1,
        dry_run: bool = False,
    ) -> None:
        self.engine = engine
        self.project = project
        self.report = report
        self.timeout = timeout
        self.parallel = parallel
        self.dry_run = dry_run

    def each(self, containers: Sequence[Container], action: Callable[[Container], None]) -> None:
        """Run ``action`` on every container; a service waits for those that depend on it."""
        by_service: dict[str, list[Container]] = {}
        for container in containers:
            by_service.setdefault(container.service, []).append(container)
        tasks: list[Task] = []
        for service in reversed(self.project.ordered()):
            after = [c.id for other in self.project.dependents(service) for c in by_service.get(other, ())]
            tasks += [Task(c.id, partial(action, c), after) for c in by_service.get(service, ())]
        for service, others in by_service.items():
            if service not in self.project.services:
                tasks += [Task(c.id, partial(action, c)) for c in others]
        run_all(tasks, self.parallel)

    def stop(self, container: Container) -> None:
        """Run the service's ``pre_stop`` hooks where it runs, and stop it."""
        with self.report.doing(f"Container {container.name}", "Stopping", "Stopped"):
            if self.dry_run:
                return
            service = self.project.services.get(container.service)
            hooks = service.get("pre_stop") if service is not None and container.running else None
            for hook in hooks or ():
                run_hook(self.engine, container, hook, container.service)
            try:
                self.engine.containers.stop(container.id, timeout=self.timeout)
            except NotFoundError:
                return

    def remove(self, container: Container, *, volumes: bool = False) -> None:
        """Remove a container; one that is gone already is no failure."""
        with self.report.doing(f"Container {container.name}", "Removing", "Removed"):
            if self.dry_run:
                return
            try:
                self.engine.containers.remove(container.id, force=True, volumes=volumes)
            except NotFoundError:
                return
            except ConflictError as error:
                if "already in progress" not in error.detail:
                    raise

    def down(self, container: Container, *, volumes: bool = False) -> None:
        """Stop, then remove."""
        self.stop(container)
        self.remove(container, volumes=volumes)

    def remove_network(self, key: str, name: str) -> None:
        """Remove the network of the project's ``key``; one that is in use stays, and is told so."""
        from pydock.compose import labels

        title = f"Network {name}"
        marks = sorted((f"{labels.PROJECT}={self.project.name}", f"{labels.NETWORK}={key}"))
        networks = [n for n in self.engine.networks.list({"label": marks}) if n["Name"] == name]
        if not networks:
            return
        self.report(title, "Removing")
        for network in networks:
            if self.dry_run:
                continue
            detail = self.engine.networks.inspect(network["Id"])
            if detail.get("Containers"):
                self.report(title, "Resource is still in use", WARNING)
                return
            try:
                self.engine.networks.remove(network["Id"])
            except NotFoundError:
                pass
            except EngineError as error:
                if error.status not in (403, 409):
                    raise
                self.report(title, "Resource is still in use", WARNING)
                return
        self.report(title, "Removed", DONE)

    def remove_volume(self, name: str) -> None:
        """Remove a volume; one that is in use stays, and is told so."""
        title = f"Volume {name}"
        if not self.dry_run:
            self.report(title, "Removing")
        self._remove(title, partial(self.engine.volumes.remove, name, force=True))

    def remove_image(self, image: str) -> None:
        """Remove an image; one that is in use stays, and is told so."""
        title = f"Image {image}"
        self.report(title, "Removing")
        self._remove(title, partial(self.engine.images.remove, image, prune=False))

    def _remove(self, title: str, remove: Callable[[], object]) -> None:
        if not self.dry_run:
            try:
                remove()
            except NotFoundError:
                self.report(title, "Warning: No resource found to remove", DONE)
                return
            except ConflictError:
                self.report(title, "Resource is still in use", WARNING)
                return
        self.report(title, "Removed", DONE)
