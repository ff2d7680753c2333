from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path


def test_both_directions_end_one_by_one(tmp_path: Path) -> None:
    """The end of standard input closes one direction only; what the engine says afterwards still comes."""
    path = str(tmp_path / "engine.sock")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()

    def serve() -> None:
        peer, _ = listener.accept()
        with peer:
            heard = b""
            while data := peer.recv(65536):
                heard += data
            peer.sendall(b"heard " + heard)

    threading.Thread(target=serve, daemon=True).start()
    done = subprocess.run(
        [sys.executable, "-m", "pydock", "system", "dial-stdio"],
        input=b"x" * 100_000,
        capture_output=True,
        env={**os.environ, "DOCKER_HOST": f"unix://{path}", "HOME": str(tmp_path)},
        check=False,
    )
    listener.close()
    assert done.returncode == 0
    assert done.stdout == b"heard " + b"x" * 100_000


def test_nobody_there(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pydock", "system", "dial-stdio"],
        input=b"",
        capture_output=True,
        env={**os.environ, "DOCKER_HOST": f"unix://{tmp_path}/no.sock", "HOME": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"failed to open the raw stream connection")
