"""Which engine would be used, by which rule, and who answers there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydock.cli.diagnosis import certificates, machine
from pydock.cli.diagnosis.findings import ERROR, INFO, OK, WARNING, Finding
from pydock.errors import PydockError
from pydock.portable.users import group_name, user_id, user_name

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.api import Engine
    from pydock.engine.transport.endpoint import Endpoint

_AREA = "engine"


def check(app: App) -> Iterator[Finding]:
    """The chosen engine, and every other socket that might be one."""
    try:
        endpoint = app.endpoint
    except PydockError as error:
        yield Finding(_AREA, ERROR, "choice", error.message, error.hint or "Correct the host or the context named.")
        return
    yield Finding(_AREA, INFO, "choice", f"{endpoint.host} (context {endpoint.name}, chosen by {endpoint.source})")
    yield from _sockets(app, endpoint)
    if endpoint.host.startswith("ssh://"):
        yield _ssh_program(app)
    if endpoint.tls is not None:
        yield from certificates.of_endpoint(app, endpoint)
    yield from _answers(app)


def _sockets(app: App, endpoint: Endpoint) -> Iterator[Finding]:
    from pydock.config.hosts import DEFAULT_SOCKET
    from pydock.embedded.fallback import rootless_sockets
    from pydock.embedded.paths import paths

    uid = user_id()
    chosen = endpoint.host.removeprefix("unix://") if endpoint.host.startswith("unix://") else ""
    candidates = [chosen, DEFAULT_SOCKET, *rootless_sockets(app.environ, uid), paths(app.environ, uid).socket]
    for path in dict.fromkeys(path for path in candidates if path):
        yield _socket(path, wanted=path == chosen and endpoint.configured)


def _socket(path: str, *, wanted: bool) -> Finding:
    """One socket file: is it there, whose, may we, who answers."""
    bad = ERROR if wanted else INFO
    try:
        status = os.stat(path)
    except OSError as error:
        return Finding(_AREA, bad, path, (error.strerror or str(error)).lower(), _START if wanted else "")
    if not stat.S_ISSOCK(status.st_mode):
        return Finding(_AREA, bad, path, "is not a socket", "Remove it, or name another host." if wanted else "")
    group = group_name(status.st_gid) or str(status.st_gid)
    mode = f"mode {status.st_mode & 0o777:o}, user {user_name(status.st_uid)}, group {group}"
    if not os.access(path, os.R_OK | os.W_OK):
        remedy = f"Join the group: sudo usermod -aG {group} $USER, and sign in anew."
        return Finding(_AREA, ERROR if wanted else WARNING, path, f"permission denied ({mode})", remedy)
    who = _who(path)
    if who:
        return Finding(_AREA, OK, path, f"{who} answers ({mode})")
    return Finding(_AREA, bad, path, f"nobody answers ({mode})", _START if wanted else "")


_SSH = "Run that ssh command by hand: it must sign in without a question, and find docker or pydock there."
_START = "Start the engine (systemctl start docker, or pydock engine up)."


def _who(path: str) -> str:
    from pydock.engine.connection import Connection
    from pydock.engine.transport.endpoint import Endpoint

    connection = Connection(Endpoint("default", f"unix://{path}"))
    try:
        version = connection.call("GET", "/version")
        return f"{_name(version)} {version.get('Version', '')}".strip()
    except PydockError:
        return ""
    finally:
        connection.close()


def _name(version: dict[str, Any]) -> str:
    platform = (version.get("Platform") or {}).get("Name") or ""
    components = [component.get("Name", "") for component in version.get("Components") or []]
    return "Podman" if any("Podman" in name for name in components) else platform or "Docker Engine"


def _ssh_program(app: App) -> Finding:
    from pydock.config.helpers import find_program

    path = find_program("ssh", app.environ)
    if path is None:
        return Finding(_AREA, ERROR, "ssh", "no ssh program on PATH", "Install an OpenSSH client.")
    return Finding(_AREA, OK, "ssh", path)


def _answers(app: App) -> Iterator[Finding]:
    """Versions, BuildKit, and what the engine complains of itself."""
    from pydock.engine.connection import NEWEST

    try:
        engine = _client(app)
        version, info = engine.system.version(), engine.system.info()
    except PydockError as error:
        remedy = _SSH if app.endpoint.host.startswith("ssh://") else _START
        yield Finding(_AREA, ERROR, "connection", error.message, error.hint or remedy)
        return
    connection = engine.connection
    yield Finding(_AREA, OK, "version", f"{_name(version)} {version.get('Version', '')}")
    pinned = " (pinned by DOCKER_API_VERSION)" if app.environ.get("DOCKER_API_VERSION") else ""
    offered = version.get("ApiVersion", "?")
    text = f"{connection.api_version}{pinned}; the engine offers {offered}, {app.program} knows up to {NEWEST}"
    yield Finding(_AREA, OK, "API", text)
    if connection.ping.builder_version == "2":
        yield Finding(_AREA, OK, "BuildKit", "offered by the engine")
    else:
        yield Finding(_AREA, INFO, "BuildKit", "not offered: builds use the classic builder")
    driver, root = info.get("Driver") or "?", info.get("DockerRootDir") or ""
    yield Finding(_AREA, OK, "storage", f"driver {driver} in {root or 'an unknown place'}")
    cgroup = str(info.get("CgroupVersion") or "1")
    severity, remedy = (OK, "") if cgroup == "2" else (INFO, "cgroup v2 limits more; new systems boot with it.")
    yield Finding(_AREA, severity, "cgroup", f"version {cgroup}, driver {info.get('CgroupDriver') or '?'}", remedy)
    for text in info.get("Warnings") or []:
        yield Finding(_AREA, WARNING, "engine says", str(text).removeprefix("WARNING: "))
    if app.endpoint.host.startswith("unix://"):
        yield from machine.room(root, app.program)
        yield from machine.mtu(engine)


def _client(app: App) -> Engine:
    """A client of the chosen endpoint that starts no engine to please the doctor."""
    from pydock.engine.api import Engine
    from pydock.engine.connection import Connection

    app.use_engine(Engine(Connection(app.endpoint, headers=app.config.http_headers, environ=app.environ)))
    return app.engine
