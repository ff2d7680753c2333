"""``ssh://[user@]host[:port][/path]``: an engine's socket on another machine, through ``docker system dial-stdio``."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

from pydock.engine.transport.dial import Dialer
from pydock.errors import ConfigError


class SSHDialer(Dialer):
    """Runs one ``ssh`` per connection; its stdin and stdout are our socket's other end."""

    def __init__(self, host: str, rest: str, environ: Mapping[str, str]) -> None:
        super().__init__(host, "http://docker.example.com", "docker.example.com")
        self.arguments = arguments(rest)
        self._environ = environ
        self._said: int | None = None

    def connect(self) -> socket.socket:
        program = _find(self.arguments[0], self._environ.get("PATH", os.defpath))
        ours, theirs = socket.socketpair()
        if self._said is None:
            self._said = _scratch()
        try:
            os.posix_spawn(
                program,
                self.arguments,
                dict(self._environ),
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, theirs.fileno(), 0),
                    (os.POSIX_SPAWN_DUP2, theirs.fileno(), 1),
                    (os.POSIX_SPAWN_DUP2, self._said, 2),
                ],
                setsid=True,
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return ours

    def complaint(self) -> str:
        """The last thing ssh said on stderr."""
        if self._said is None:
            return ""
        return os.pread(self._said, 65536, 0).decode("utf-8", "replace").strip()


def _find(name: str, path: str) -> str:
    for folder in path.split(os.pathsep):
        candidate = os.path.join(folder, name)
        if os.access(candidate, os.X_OK):
            return candidate
    raise FileNotFoundError(f'exec: "{name}": executable file not found in $PATH')


def _scratch() -> int:
    """A file without a name; systems that have none forget what ssh says."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("ssh-stderr")
    return os.open(os.devnull, os.O_RDWR)


def arguments(rest: str) -> list[str]:
    """The ssh command line for what follows ``ssh://``."""
    authority, slash, path = rest.partition("/")
    user, at, address = authority.rpartition("@")
    name, colon, port = address.partition(":") if not address.startswith("[") else _bracketed(address)
    if not name:
        raise ConfigError(f"no host specified in ssh://{rest}")
    if ":" in user:
        raise ConfigError("plain-text password is not supported")
    command = ["ssh"]
    if at and user:
        command += ["-l", user]
    if colon and port:
        command += ["-p", port]
    command += ["-o", "ConnectTimeout=30", "-T", "--", name, "docker"]
    if slash and path:
        command += ["--host", f"unix:///{path}"]
    return [*command, "system", "dial-stdio"]


def _bracketed(address: str) -> tuple[str, str, str]:
    name, _, rest = address[1:].partition("]")
    return name, rest[:1], rest[1:]
