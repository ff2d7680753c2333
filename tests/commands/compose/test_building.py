from __future__ import annotations

import threading
import time

from pydock.commands.compose._building import Shared
from pydock.render.progress.buildkit_events import Batch, Vertex


class _Display:
    """Notices when two threads are in it."""

    tick_seconds = 0.1

    def __init__(self) -> None:
        self.names: list[str] = []
        self.inside = 0
        self.together = False

    def update(self, batch: Batch) -> None:
        self.inside += 1
        self.together |= self.inside > 1
        time.sleep(0.001)
        self.names += [vertex.name for vertex in batch.vertexes]
        self.inside -= 1

    def tick(self) -> None:
        """Nothing moves here."""


def _batch(name: str) -> Batch:
    return Batch(vertexes=(Vertex(digest="sha256:0", name=name),))


def test_steps_carry_their_service_and_come_one_at_a_time() -> None:
    inner = _Display()
    shared = Shared(inner)

    def tell(service: str) -> None:
        display = shared.named(service)
        for _ in range(10):
            display.update(_batch("[internal] load .dockerignore"))
            display.update(_batch("exporting to image"))

    threads = [threading.Thread(target=tell, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not inner.together
    assert len(inner.names) == 40
    assert set(inner.names) == {
        "[a internal] load .dockerignore",
        "[b internal] load .dockerignore",
        "[a] exporting to image",
        "[b] exporting to image",
    }


def test_nothing_is_drawn_after_the_end() -> None:
    inner = _Display()
    shared = Shared(inner)
    shared.close()
    shared.named("a").update(_batch("late"))
    assert inner.names == []
