"""``python -m tests.bench.ssh [--repeat N] [--docker PATH]``: a session of ten commands over ssh, by docker and pydock.

A private engine behind a real sshd on loopback; at the far end ``docker system dial-stdio`` serves all clients.
Each round runs the ten commands by every client in turn; printed are each client's best and median round.
pydock runs three times: as it is, with ``sshPersist`` (a master that stays), and as one batch of ten lines.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.live import LiveEngine, Unavailable, available
from tests.support.sshd import SSHD, program, sshd

SESSION = (
    ["version"],
    ["ps", "-a"],
    ["images"],
    ["network", "ls"],
    ["volume", "ls"],
    ["inspect", "counting"],
    ["logs", "--tail", "5", "counting"],
    ["exec", "counting", "true"],
    ["run", "--rm", "--network", "none", "busybox", "true"],
    ["top", "counting"],
)
_COUNTING = "i=0; while [ $i -lt 100 ]; do echo $i; i=$((i+1)); done; exec sleep 100000"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ssh")
    parser.add_argument("--repeat", type=int, default=7, help="rounds")
    parser.add_argument("--docker", default="docker", help="the client to compare with, which serves the far end too")
    options = parser.parse_args()
    docker = shutil.which(options.docker)
    try:
        engine = LiveEngine(*available()[-1])
    except Unavailable as reason:
        sys.stdout.write(f"bench needs an engine: {reason}\n")
        return 1
    try:
        engine.ok("run", "-d", "--name", "counting", "busybox", "sh", "-c", _COUNTING)
        with tempfile.TemporaryDirectory(prefix="pydock-bench-") as folder, sshd(Path(folder), engine.socket) as server:
            far = f"{docker} -H {engine.host}" if docker else f"{sys.executable} -m pydock -H {engine.host}"
            program(Path(folder) / "bin" / "docker", f"#!/bin/sh\ncd {os.getcwd()}\nexec {far} system dial-stdio\n")
            _measure(_clients(server, Path(folder), docker), options.repeat)
    finally:
        engine.stop()
    return 0


def _clients(server: SSHD, folder: Path, docker: str | None) -> dict[str, Callable[[], None]]:
    environ = {"LANG": "C.UTF-8", **server.environ, "DOCKER_HOST": server.host, "XDG_RUNTIME_DIR": str(folder)}
    pydock = [sys.executable, "-m", "pydock"]
    plain, staying = _home(folder, "plain", {}), _home(folder, "staying", {"sshPersist": "5m"})

    def each(client: list[str], home: str) -> Callable[[], None]:
        def run() -> None:
            for words in SESSION:
                subprocess.run([*client, *words], env={**environ, "HOME": home}, stdout=subprocess.DEVNULL, check=True)

        return run

    def batch() -> None:
        lines = "".join(json.dumps(words) + "\n" for words in SESSION)
        argv = [*pydock, "batch"]
        subprocess.run(
            argv, env={**environ, "HOME": plain}, input=lines.encode(), stdout=subprocess.DEVNULL, check=True
        )

    clients = {"docker": each([docker], plain)} if docker else {}
    return {
        **clients,
        "pydock": each(pydock, plain),
        "pydock, sshPersist": each(pydock, staying),
        "pydock batch": batch,
    }


def _home(folder: Path, name: str, settings: dict[str, str]) -> str:
    home = folder / name
    (home / ".docker").mkdir(parents=True)
    (home / ".docker" / "config.json").write_text(json.dumps({"plugins": {"pydock": settings}}))
    return str(home)


def _measure(clients: dict[str, Callable[[], None]], rounds: int) -> None:
    taken: dict[str, list[float]] = {name: [] for name in clients}
    for _ in range(rounds):
        for name, session in clients.items():
            begun = time.monotonic()
            session()
            taken[name].append(time.monotonic() - begun)
    first = statistics.median(next(iter(taken.values())))
    sys.stdout.write(f"{len(SESSION)} commands over ssh, {rounds} rounds, seconds a session\n")
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        sys.stdout.write(f"{name:<20} best {min(seconds):6.2f}  median {median:6.2f}  {median / first:5.2f}\n")


if __name__ == "__main__":
    sys.exit(main())
