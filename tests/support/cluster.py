"""Three engines in three network namespaces of one machine, on a bridge that joins them."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from typing import Any

from tests.support.live import GUARD, LiveEngine, Unavailable

_NETWORK = "10.250.0"


class Cluster:
    """Engines that can reach each other at :meth:`address`. No swarm yet."""

    def __init__(self, path: str, size: int = 3) -> None:
        self.engines: list[LiveEngine] = []
        try:
            for _ in range(size):
                self.engines.append(LiveEngine("dockerd", path))
            self._wire()
        except BaseException:
            self.stop()
            raise

    def _wire(self) -> None:
        """A bridge in the first engine's namespace; the others hang on it by a pair of interfaces each."""
        first = self.engines[0]
        self._ip(first, "link", "add", "hub0", "type", "bridge")
        self._ip(first, "addr", "add", f"{_NETWORK}.1/24", "dev", "hub0")
        self._ip(first, "link", "set", "hub0", "up")
        for number, engine in enumerate(self.engines[1:], 2):
            pid = str(engine.process_id)
            self._ip(first, "link", "add", f"hub{number}", "type", "veth", "peer", "name", "eth0", "netns", pid)
            self._ip(first, "link", "set", f"hub{number}", "master", "hub0", "up")
            self._ip(engine, "addr", "add", f"{_NETWORK}.{number}/24", "dev", "eth0")
            self._ip(engine, "link", "set", "eth0", "up")

    @staticmethod
    def _ip(engine: LiveEngine, *words: str) -> None:
        done = subprocess.run(engine.inside(["ip", *words]), capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"ip {' '.join(words)}: {done.stderr.strip()}")

    def address(self, number: int) -> str:
        """The address of the engine ``number``, from 0."""
        return f"{_NETWORK}.{number + 1}"

    def stop(self) -> None:
        for engine in self.engines:
            engine.stop()


def until(what: str, probe: Callable[[], Any], seconds: float = GUARD) -> Any:
    """The first true answer of ``probe``; the guard only turns a hang into a failure."""
    deadline = time.monotonic() + seconds
    while not (found := probe()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.2)
    return found
