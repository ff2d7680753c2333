"""Where to turn when nothing names an engine and none is at the default socket."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from pydock.engine.transport.endpoint import Endpoint
from pydock.portable.users import user_id


def fallback(endpoint: Endpoint, environ: Mapping[str, str], say: Callable[[str], None]) -> Endpoint:
    """``endpoint`` itself where it was named or answers; otherwise a rootless engine's, or the embedded one's.

    Starts the embedded engine if one is installed, which ``say`` tells in one line. Where there is none,
    ``endpoint`` comes back and the first request fails with Docker's words. Raises PydockError when the
    embedded engine does not come up.
    """
    if sys.platform == "win32" or endpoint.configured or not endpoint.host.startswith("unix://"):
        return endpoint
    if listens(endpoint.host.removeprefix("unix://")):
        return endpoint
    uid = user_id()
    for path in rootless_sockets(environ, uid):
        if listens(path):
            return endpoint._replace(host=f"unix://{path}", source="rootless")
    from pydock.embedded.programs import Settings
    from pydock.embedded.supervise import Supervisor

    supervisor = Supervisor(environ, uid)
    if not listens(supervisor.paths.socket):
        program = supervisor.program()
        if program is None:
            return endpoint
        say(f"No engine runs: starting {program.name} (pydock engine down stops it)")
        supervisor.up(Settings(), lambda text: None)
    return endpoint._replace(host=supervisor.paths.host, source="embedded")


def listens(path: str) -> bool:
    """Whether something takes connections at a socket. One that may not be opened counts: it is there."""
    if not os.path.exists(path):
        return False
    from pydock.portable.sockets import unix_socket

    with unix_socket() as sock:
        try:
            sock.connect(path)
        except PermissionError:
            return True
        except OSError:
            return False
    return True


def rootless_sockets(environ: Mapping[str, str], uid: int) -> list[str]:
    """Where rootless engines of this user, and Podman, listen."""
    runtime = environ.get("XDG_RUNTIME_DIR") or ("" if uid == 0 else f"/run/user/{uid}")
    found = [f"{runtime}/docker.sock", f"{runtime}/podman/podman.sock"] if runtime else []
    if home := environ.get("HOME"):
        found.append(f"{home}/.docker/run/docker.sock")
    if uid == 0:
        found.append("/run/podman/podman.sock")
    return found
