"""Whether something listens on a container's TCP port, seen from where pydock runs.

A published port is tried through its binding on the host: the engine's forwarder accepts at once and hangs up
when nothing listens behind it, so only a connection that stays open counts. A port that is not published is
looked up in the container's own ``/proc/net/tcp``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.errors import EngineError, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 0.5
_GRACE = 0.2
"""Seconds that a forwarder gets to hang up."""
_LISTEN = b"0A"


def listening(app: App, name: str, port: str) -> str:
    """Wait until ``port`` is open and return ``name``. PydockError when the container ends before."""
    from pydock.portable.sockets import ready

    identity: str = app.engine.containers.inspect(name)["Id"]
    pause = _FIRST_PAUSE
    with app.engine.containers.open_wait(identity) as waiting:
        while True:
            found = app.engine.containers.inspect(identity)
            if found["State"]["Running"] and _open(app, found, port):
                return name
            if waiting.buffered or ready(waiting.fileno(), timeout=pause):
                status = app.engine.containers.inspect(identity)["State"]["ExitCode"]
                raise PydockError(f"container {name} exited with {status} before it listened on port {port}")
            pause = min(pause * 1.5, _LONGEST_PAUSE)


def _open(app: App, found: dict[str, Any], port: str) -> bool:
    bindings = (found["NetworkSettings"].get("Ports") or {}).get(f"{port}/tcp") or []
    if not bindings:
        return _listed(app, found["Id"], int(port))
    return any(answers(_host(app, binding["HostIp"]), int(binding["HostPort"])) for binding in bindings)


def _host(app: App, address: str) -> str:
    """Where a binding can be reached: the engine's host where it binds every address."""
    if address not in ("", "0.0.0.0", "::"):
        return address
    host: str = app.engine.connection.dialer.host
    if host.startswith("unix:"):
        return "::1" if address == "::" else "127.0.0.1"
    return host.partition("://")[2].rpartition("@")[2].partition("/")[0].rpartition(":")[0].strip("[]") or "127.0.0.1"


def answers(host: str, port: int) -> bool:
    """Whether a connection is accepted and not hung up on at once."""
    from socket import create_connection

    try:
        with create_connection((host, port), timeout=1.0) as connection:
            connection.settimeout(_GRACE)
            try:
                return connection.recv(1) != b""
            except TimeoutError:
                return True
    except OSError:
        return False


def _listed(app: App, container: str, port: int) -> bool:
    """Whether the kernel's table of the container's network has the port in state LISTEN."""
    try:
        status, output = _output(app, container, ["cat", "/proc/net/tcp", "/proc/net/tcp6"])
    except EngineError:
        if _ended(app, container):
            return False
        raise
    if status in (126, 127):
        if _ended(app, container):
            return False
        raise PydockError(f"port {port} is not published, and the container has no cat to look for it with")
    wanted = b":%04X" % port
    rows = (line.split() for line in output.splitlines())
    return any(len(row) > 3 and row[3] == _LISTEN and row[1].endswith(wanted) for row in rows)


def _output(app: App, container: str, command: list[str]) -> tuple[int | None, bytes]:
    """The exit status and the standard output of ``command`` in the container."""
    from pydock.engine.frames import Demultiplexer

    identity = app.engine.exec.create(container, {"AttachStdout": True, "AttachStderr": True, "Cmd": command})
    output = b""
    frames = Demultiplexer()
    with app.engine.exec.attach(identity, {"Detach": False, "Tty": False}) as stream:
        while data := stream.read1():
            output += b"".join(payload for number, payload in frames.feed(data) if number == 1)
    status: int | None = app.engine.exec.inspect(identity).get("ExitCode")
    return status, output


def _ended(app: App, container: str) -> bool:
    """Whether it ended during the look, so that its end is what there is to tell."""
    return not app.engine.containers.inspect(container)["State"]["Running"]
