"""Where a build runs: an engine's own BuildKit, or a buildkitd of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pydock.build.buildkit.control import Control
from pydock.build.buildkit.request import Driver
from pydock.build.buildkit.session import Session

if TYPE_CHECKING:
    from pydock.engine.connection import Connection

_SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter"


class Node(Protocol):
    """One place to build. ``builder`` and ``name`` are what ``buildx ls`` shows; ``driver`` says what it can do."""

    builder: str
    name: str
    driver: Driver

    def control(self) -> Control:
        """A new connection to its BuildKit."""

    def lend(self, session: Session, control: Control) -> None:
        """Offer it a session."""


class EngineNode:
    """The engine's own BuildKit (driver ``docker``)."""

    def __init__(self, connection: Connection, driver: Driver, builder: str = "default") -> None:
        self.connection = connection
        self.driver = driver
        self.driver.containerd_store = self._containerd_store
        self._snapshotter: bool | None = None
        self.builder = builder
        self.name = builder

    def control(self) -> Control:
        return Control.of_engine(self.connection)

    def lend(self, session: Session, control: Control) -> None:
        session.open(self.connection)

    def _containerd_store(self) -> bool:
        if self._snapshotter is None:
            control = self.control()
            try:
                self._snapshotter = any(_SNAPSHOTTER in worker.Labels for worker in control.workers())
            finally:
                control.close()
        return self._snapshotter
