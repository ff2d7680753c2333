"""Start, stop and look after the embedded engine."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydock.embedded import process
from pydock.embedded import record as records
from pydock.embedded.paths import Paths, paths
from pydock.embedded.programs import Program, Settings, another_dockerd, find_program
from pydock.embedded.record import Record
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import ConnectError, PydockError
from pydock.portable.files import locked

START_TIMEOUT = 120.0
_PATIENCE = 15.0
_PAUSE = 0.05
_TAIL = 12

Say = Callable[[str], None]


class Status(NamedTuple):
    """What there is: ``record`` of a process that runs, and whether it answers."""

    paths: Paths
    record: Record | None
    version: str
    answers: bool


class Supervisor:
    """The embedded engine of user ``uid`` under ``environ``."""

    def __init__(self, environ: Mapping[str, str], uid: int) -> None:
        self.environ = environ
        self.uid = uid
        self.paths = paths(environ, uid)

    def program(self) -> Program | None:
        """The engine that :meth:`up` would start."""
        return find_program(self.environ, self.uid)

    def status(self) -> Status:
        """Look without changing anything."""
        record = records.read(self.paths)
        if record is None or not record.alive:
            return Status(self.paths, None, "", False)
        version = self._version()
        return Status(self.paths, record, version or "", version is not None)

    def up(self, settings: Settings, say: Say) -> str:
        """Start the engine unless it runs; its address once ``/_ping`` answers.

        Two calls at once start one engine. Raises PydockError when it runs with other settings, when there is
        none to start, when it ends before it answers (with the end of its log), and when it takes longer than
        START_TIMEOUT.
        """
        self.paths.make()
        with locked(self.paths.lock):
            record = records.read(self.paths)
            if record is None or not record.alive:
                self._forget(record)
                self._start(settings, say)
                return self.paths.host
        if differences := record.differences(settings):
            lines = "\n".join(f"  {line}" for line in differences)
            raise PydockError(
                f"{record.name} runs already, with other options:\n{lines}",
                hint="Options take effect at its start: stop it (pydock engine down), then start it with them.",
            )
        self._wait(record, None)
        return self.paths.host

    def down(self, timeout: float, say: Say) -> bool:
        """Stop the engine and wait for its end; False when none runs.

        Says which containers run. Raises PydockError when it still runs after ``timeout`` seconds.
        """
        if not os.path.isdir(self.paths.state):
            return False
        with locked(self.paths.lock):
            record = records.read(self.paths)
            if record is None or not record.alive:
                self._forget(record)
                return False
            running = self._running()
            if running:
                what = "go on without it" if record.kind == "podman" else "are stopped with it"
                say(f"these containers {what}: {', '.join(running)}")
            os.kill(record.pid, signal.SIGTERM)
            deadline = time.monotonic() + timeout
            while record.alive:
                if time.monotonic() > deadline:
                    still = f"; these containers run: {', '.join(running)}" if running else ""
                    raise PydockError(
                        f"{record.name} still runs after {timeout:g} seconds{still}",
                        hint=f"Its log is {self.paths.log}; kill -9 {record.pid} ends it by force.",
                    )
                time.sleep(_PAUSE)
            self._forget(record)
        return True

    def _start(self, settings: Settings, say: Say) -> None:
        program = self.program()
        if program is None:
            raise PydockError(no_program(self.uid))
        if refused := program.refuses(settings):
            raise PydockError(f"{refused} is not for {program.name}: its own configuration says where that is set")
        if program.kind != "podman":
            settings = settings._replace(data_root=settings.data_root or self.paths.data)
        shared = program.kind == "dockerd" and another_dockerd()
        bridge, network = self._own_bridge(say) if shared else (None, ())
        start = os.path.getsize(self.paths.log) if os.path.exists(self.paths.log) else 0
        pid = self._spawn(program.arguments(self.paths, settings, network))
        record = Record(pid, program.kind, program.path, self.paths.socket, *settings, bridge)
        try:
            records.write(self.paths, record)
            self._wait(record, start)
        except BaseException:
            process.end(pid, _PATIENCE)
            self._forget(record)
            raise

    def _own_bridge(self, say: Say) -> tuple[int | None, Sequence[str]]:
        """The number of a bridge for an engine beside another, and the options for it; for none where that fails."""
        from pydock.embedded.bridge import NO_BRIDGE, Bridges

        try:
            bridge = Bridges(self._programs()).add()
        except PydockError as error:
            say(f"another dockerd runs here, and this one goes without a bridge network of its own ({error})")
            return None, NO_BRIDGE
        say(f"another dockerd runs here: this one has a bridge network of its own, {bridge.name} ({bridge.pool})")
        return bridge.number, bridge.options

    def _forget(self, record: Record | None) -> None:
        """Remove what an engine that has ended left."""
        if record is not None and record.bridge is not None:
            from pydock.embedded.bridge import Bridge, Bridges

            Bridges(self._programs()).remove(Bridge(record.bridge))
        records.forget(self.paths)

    def _programs(self) -> dict[str, str]:
        """The environment for programs of the system, whose folders users often lack on their PATH."""
        return {**self.environ, "PATH": f"{self.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"}

    def _spawn(self, arguments: list[str]) -> int:
        return process.start(arguments, self._programs(), self.paths.log)

    def _wait(self, record: Record, log_start: int | None) -> None:
        """Until the engine answers. ``log_start``: where this start's part of the log begins, if it is ours."""
        deadline = time.monotonic() + START_TIMEOUT
        while self._version() is None:
            if log_start is not None and process.ended(record.pid):
                raise PydockError(
                    f"{os.path.basename(record.program)} ended before it was ready\n{self._tail(log_start)}",
                    hint=f"The whole log is {self.paths.log}.",
                )
            if time.monotonic() > deadline:
                raise PydockError(
                    f"{record.name} does not answer after {START_TIMEOUT:g} seconds",
                    hint=f"Its log is {self.paths.log}.",
                )
            time.sleep(_PAUSE)

    def _tail(self, start: int) -> str:
        try:
            with open(self.paths.log, "rb") as file:
                file.seek(start)
                lines = file.read().decode("utf-8", "replace").splitlines()
        except OSError:
            return ""
        telling = [line for line in lines if " level=info " not in line] or lines
        return "\n".join(f"  {line}" for line in telling[-_TAIL:])

    def _connection(self) -> Connection:
        return Connection(Endpoint("embedded", self.paths.host))

    def _version(self) -> str | None:
        """The engine's API version; None when it does not answer."""
        connection = self._connection()
        try:
            return connection.ping.api_version or None
        except ConnectError:
            return None
        finally:
            connection.close()

    def _running(self) -> list[str]:
        connection = self._connection()
        try:
            found: list[dict[str, Any]] = connection.call("GET", "/containers/json") or []
        except PydockError:
            return []
        finally:
            connection.close()
        return sorted(container["Names"][0].lstrip("/") for container in found if container.get("Names"))


def no_program(uid: int) -> str:
    """Why there is nothing to start, and what to install."""
    what, packages = "dockerd", "docker.io"
    if uid != 0:
        what, packages = "dockerd-rootless.sh with its helpers", "docker.io with uidmap, rootlesskit and slirp4netns"
    return (
        f"no engine to start: neither {what} nor podman is here. Install one (on Debian and Ubuntu: the package "
        f"podman, or {packages}), or say where an engine runs with DOCKER_HOST."
    )
