"""Engines behind ssh: each connection is an ``ssh ... docker system dial-stdio``, all over one ssh connection.

The first ssh is the master of the others (its control socket lies in a private folder), unless the user's own
ssh configuration shares connections already. Where the far machine has no ``docker``, ``pydock`` is tried.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from pydock.engine.transport.dial import Dialer
from pydock.engine.transport.sshurl import SSHAddress, parse
from pydock.portable.users import mine

assert sys.platform != "win32", "dial.py sends nobody here"

_OPTIONS = ("-o", "ConnectTimeout=30", "-T")
_NOT_FOUND = 127
_ORPHAN = "30s"
"""How long the master stays where nobody was left to end it. Without any stay the first ssh would be the master
itself, and would not end with its own connection while another one stands."""
_GRACE = 5.0
"""Seconds that an ssh whose connection broke may take to end and say why."""
_LEAVE = 2.0
"""Seconds that the master may take to end. One that hangs must not keep a command, told to end, from ending."""


class _Child:
    """One ssh; ``said`` is where its words begin in what all of them say, ``code`` its exit status once it ended."""

    __slots__ = ("_lock", "code", "pid", "said")

    def __init__(self, pid: int, said: int) -> None:
        self.pid = pid
        self.said = said
        self.code: int | None = None
        self._lock = threading.Lock()

    def ended(self) -> bool:
        with self._lock:
            if self.code is None:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code is not None


_left: set[_Child] = set()
"""Children of closed dialers that had not ended yet."""


class SSHDialer(Dialer):
    """``persist``: how long the master stays after the command, in ssh's words ("" for no longer than it)."""

    def __init__(self, host: str, environ: Mapping[str, str], *, persist: str = "") -> None:
        super().__init__(host, "http://docker.example.com", "docker.example.com")
        self.address = parse(host)
        self.program = "docker"
        self._environ = environ
        self._persist = persist
        self._sharing: list[str] | None = None
        self._folder = ""
        self._said: int | None = None
        self._living: set[_Child] = set()
        self._children: WeakKeyDictionary[socket.socket, _Child] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def connect(self) -> socket.socket:
        program = _find("ssh", self._environ.get("PATH", os.defpath))
        with self._lock:
            _reap(self._living)
            _reap(_left)
            if self._said is None:
                self._said = _scratch()
            if self._sharing is None:
                self._sharing = self._share(program)
        before = os.lseek(self._said, 0, os.SEEK_CUR)
        ours, theirs = socket.socketpair()
        try:
            pid = os.posix_spawn(
                program,
                arguments(self.address, self.program, self._sharing),
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
        self._children[ours] = child = _Child(pid, before)
        self._living.add(child)
        return ours

    def _share(self, program: str) -> list[str]:
        """The options by which later connections use the first one's; none where the user's own do that."""
        if self._persist:
            folder = os.path.join(self._environ.get("XDG_RUNTIME_DIR") or f"/tmp/pydock-{os.getuid()}", "pydock-ssh")
            if not _private(folder):
                return []
            return _sharing(folder, self._persist)
        import subprocess

        asked = [program, "-G", *self.address.options(), "--", self.address.host]
        said = subprocess.run(
            asked, env=dict(self._environ), stdin=subprocess.DEVNULL, capture_output=True, check=False
        ).stdout
        if any(line.startswith(b"controlpath ") and line != b"controlpath none" for line in said.splitlines()):
            return []
        import tempfile

        self._folder = tempfile.mkdtemp(prefix="pydock-ssh-", dir="/tmp")
        return _sharing(self._folder, _ORPHAN)

    def complaint(self, sock: socket.socket) -> str:
        """How the connection's ssh failed and what it said; "" while it runs, and where all was well with it."""
        code = self._code(sock)
        if not code:
            return ""
        how = f"exit status {code}" if code >= 0 else f"signal {-code}"
        shown = " ".join(arguments(self.address, self.program, []))
        return (
            f"command [{shown}] has exited with {how}, make sure the URL is valid, and Docker 18.09 or later is "
            f"installed on the remote host: stderr={self._words(self._children[sock].said)}"
        )

    def other_way(self, sock: socket.socket) -> bool:
        """After ``docker: command not found`` over there: pydock."""
        if self.program != "docker" or self._code(sock) != _NOT_FOUND:
            return False
        self.program = "pydock"
        return True

    def _words(self, start: int) -> str:
        if self._said is None:
            return ""
        return os.pread(self._said, 65536, start).decode("utf-8", "replace").strip()

    def _code(self, sock: socket.socket) -> int | None:
        """The exit status of the connection's ssh, if it ends within the grace."""
        child = self._children.get(sock)
        if child is None:
            return None
        deadline = time.monotonic() + _GRACE
        while not child.ended() and time.monotonic() < deadline:
            time.sleep(0.01)
        return child.code

    def close(self) -> None:
        """Forget the control socket; the children end by themselves as their connections are closed.

        Where the master does not answer, they are ended.
        """
        if self._folder:
            import shutil
            import subprocess

            leave = ["ssh", *self.address.options(), *(self._sharing or []), "-O", "exit", "--", self.address.host]
            quiet = subprocess.DEVNULL
            environ = dict(self._environ)
            try:
                subprocess.run(leave, env=environ, stdin=quiet, stdout=quiet, stderr=quiet, check=True, timeout=_LEAVE)
            except (OSError, subprocess.SubprocessError):
                self._end_children()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder, self._sharing = "", None
        if self._said is not None:
            os.close(self._said)
            self._said = None
        _left.update(self._living)
        self._living.clear()
        _reap(_left)

    def _end_children(self) -> None:
        """No master answers: what has not ended yet still connects, or hangs."""
        import signal

        for child in self._living:
            if not child.ended():
                os.kill(child.pid, signal.SIGTERM)


def _reap(children: set[_Child]) -> None:
    for child in list(children):
        if child.ended():
            children.discard(child)


def arguments(address: SSHAddress, program: str, sharing: list[str]) -> list[str]:
    """The ssh command line that reaches the engine by ``program system dial-stdio``."""
    return ["ssh", *_OPTIONS, *sharing, *address.options(), "--", address.host, address.remote(program)]


def _sharing(folder: str, persist: str) -> list[str]:
    return ["-o", "ControlMaster=auto", "-o", f"ControlPath={folder}/%C", "-o", f"ControlPersist={persist}"]


def _private(folder: str) -> bool:
    """Make ``folder`` ours alone; False where somebody else's is in its place."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        status = os.lstat(folder)
    except OSError:
        return False
    return mine(status) and not status.st_mode & 0o077


def _find(name: str, path: str) -> str:
    for folder in path.split(os.pathsep):
        candidate = os.path.join(folder, name)
        if os.path.isabs(folder) and os.access(candidate, os.X_OK):
            return candidate
    raise FileNotFoundError(f'exec: "{name}": executable file not found in $PATH')


def _scratch() -> int:
    """A file without a name; systems that have none forget what ssh says."""
    if sys.platform == "linux":
        return os.memfd_create("ssh-stderr")
    return os.open(os.devnull, os.O_RDWR)
