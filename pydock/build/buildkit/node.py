"""Where a build runs: an engine's own BuildKit, or a buildkitd of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from pydock.build.buildkit.control import Control
from pydock.build.buildkit.grpc.channel import Transport
from pydock.build.buildkit.request import Driver
from pydock.build.buildkit.session import Session

if TYPE_CHECKING:
    from pydock.build.buildkit.run import Display
    from pydock.engine.connection import Connection

_HOST_GATEWAY = "org.mobyproject.buildkit.worker.moby.host-gateway-ip"
_SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter"


class Duplex(Transport, Protocol):
    """A connection whose sending half can be ended alone."""

    def close_write(self) -> None: ...


class Node(Protocol):
    """One place to build. ``builder`` and ``name`` are what ``buildx ls`` shows; ``driver`` says what it can do."""

    builder: str
    name: str
    driver: Driver

    def control(self) -> Control:
        """A new connection to its BuildKit."""

    def lend(self, session: Session, control: Control) -> None:
        """Offer it a session."""

    def dial(self) -> Duplex:
        """A new connection to the socket of its BuildKit."""

    def status(self) -> str:
        """Whether it can be asked to build: ``running``, or ``stopped`` or ``inactive`` until :meth:`boot`."""

    def boot(self, display: Display) -> None:
        """Make it run where it does not."""

    def stop(self) -> None:
        """End its daemon where that is ours."""


class EngineNode:
    """The engine's own BuildKit (driver ``docker``)."""

    def __init__(self, connection: Connection, driver: Driver, builder: str = "default") -> None:
        self.connection = connection
        self.driver = driver
        self.driver.containerd_store = lambda: _SNAPSHOTTER in self._labels()
        self.driver.host_gateway = lambda: self._labels().get(_HOST_GATEWAY, "")
        self._known_labels: dict[str, str] | None = None
        self.builder = builder
        self.name = builder

    def control(self) -> Control:
        return Control(self.dial())

    def lend(self, session: Session, control: Control) -> None:
        session.open(self.connection)

    def dial(self) -> Duplex:
        return self.connection.upgrade("POST", "/grpc", protocol="h2c")

    def status(self) -> str:
        return "running"

    def boot(self, display: Display) -> None:
        """An engine runs or not: nothing to do."""

    def stop(self) -> None:
        """An engine lives its own life."""

    def _labels(self) -> Mapping[str, str]:
        """What its workers say of themselves."""
        if self._known_labels is None:
            control = self.control()
            try:
                self._known_labels = {key: text for worker in control.workers() for key, text in worker.Labels.items()}
            finally:
                control.close()
        return self._known_labels
