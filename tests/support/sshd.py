"""A real sshd on loopback whose far end reaches an engine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.support.live import Unavailable

_CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/hostkey
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
MaxStartups 100
SetEnv PATH={folder}/bin
"""
_FAR = """\
#!{python}
import os, socket, sys, threading
sock = socket.socket(socket.AF_UNIX)
sock.connect("{socket}")
def send():
    while data := os.read(0, 65536):
        sock.sendall(data)
    sock.shutdown(socket.SHUT_WR)
threading.Thread(target=send, daemon=True).start()
while data := sock.recv(65536):
    os.write(1, data)
os._exit(0)
"""
_CLIENT = (
    "#!/bin/sh\nexec /usr/bin/ssh -F none -i {folder}/id -o StrictHostKeyChecking=no -o LogLevel=ERROR "
    '-o UserKnownHostsFile=/dev/null "$@"\n'
)


class SSHD(NamedTuple):
    """The address, the environment to use it in, and the server's process."""

    host: str
    environ: dict[str, str]
    process: subprocess.Popen[bytes]


@contextmanager
def sshd(folder: Path, engine_socket: str) -> Iterator[SSHD]:
    """A server that runs in the block; ``folder`` holds its keys and the far end's programs. Raises Unavailable."""
    server = shutil.which("sshd", path="/usr/sbin:/usr/bin")
    if server is None or not os.path.exists("/usr/bin/ssh"):
        raise Unavailable("OpenSSH is not installed")
    for key in ("hostkey", "id"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    shutil.copy(folder / "id.pub", folder / "authorized_keys")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder))
    (folder / "bin").mkdir()
    program(folder / "bin" / "docker", _FAR.format(python=sys.executable, socket=engine_socket))
    program(folder / "ssh", _CLIENT.format(folder=folder))
    os.makedirs("/run/sshd", exist_ok=True)
    process = subprocess.Popen([server, "-D", "-f", str(folder / "config")], stderr=subprocess.DEVNULL)
    try:
        _await(port)
        yield SSHD(f"ssh://root@127.0.0.1:{port}", {"PATH": f"{folder}:/usr/bin:/bin"}, process)
    finally:
        process.terminate()
        process.wait()


def program(path: Path, text: str) -> None:
    """A program in a file."""
    path.write_text(text)
    path.chmod(0o755)


def children(parent: int) -> list[int]:
    """The processes that ``parent`` has started and those that these have, that live."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found += [int(name), *children(int(name))]
    return found


def _await(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("sshd does not listen")
