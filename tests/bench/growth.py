"""Cost by size: a thousand, ten thousand and a hundred thousand of everything, pydock alone.

What one file, line or container costs must not depend on how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from tests.bench.data import PYDOCK, Bench
from tests.bench.measure import Cost, cost
from tests.bench.table import marked, row
from tests.bench.works import CLASSIC, build, copy_in, copy_out
from tests.support.engine import FakeEngine

SIZES = (1_000, 10_000, 100_000)
SLACK = 1.5
"""How much more processor time one thing among the most may take than one among ten times fewer."""


class Point(NamedTuple):
    """What ``many`` things cost."""

    many: int
    cost: Cost

    @property
    def each(self) -> float:
        """Microseconds of processor time for one."""
        return self.cost.cpu / self.many * 1e6


def linear(points: Sequence[Point]) -> bool:
    """Whether one of the many costs about what one of the fewer does."""
    return points[-1].each <= points[-2].each * SLACK


def grow(bench: Bench, names: Sequence[str]) -> list[bool]:
    """Print a row for each size of each of these works; which of the works are linear."""
    row("\nby size", "", "pydock s", "", "", "cpu s", "MiB", "cpu µs each")
    return [_grow(bench, name) for name in names]


def _grow(bench: Bench, name: str) -> bool:
    points: list[Point] = []
    for size in SIZES:
        points.append(point := Point(bench.count(size), KINDS[name](bench, size)))
        taken = point.cost
        each = marked(f"{point.each:.1f}", len(points) < len(SIZES) or linear(points))
        row(f"{name}: {point.many:,}", "", f"{taken.wall:.2f}", "", "", f"{taken.cpu:.2f}", f"{taken.peak:.0f}", each)
    return linear(points)


def _run(bench: Bench, argv: Sequence[str], environ: dict[str, str] | None = None) -> Cost:
    return cost([PYDOCK, *argv], bench.engine.environ(environ))


def _build(bench: Bench, count: int) -> Cost:
    with _made_up(bench) as engine:
        engine.may("GET", "/info", json={})
        engine.on("POST", "/build", discard=True, chunks=[{"aux": {"ID": "sha256:" + "a" * 64}}])
        return _run(bench, build(count)(bench), {**CLASSIC, "DOCKER_HOST": engine.host})


def _ps(bench: Bench, count: int) -> Cost:
    containers = [
        {
            "Id": f"{number:064x}",
            "Names": [f"/c{number}"],
            "Image": "busybox",
            "ImageID": "sha256:" + "0" * 64,
            "Command": "sleep 9999",
            "Created": 1_700_000_000,
            "Ports": [],
            "Labels": {},
            "State": "running",
            "Status": "Up 2 hours",
            "Mounts": [],
        }
        for number in range(bench.count(count))
    ]
    with _made_up(bench) as engine:
        engine.on("GET", "/containers/json", json=containers)
        return _run(bench, ["ps"], {"DOCKER_HOST": engine.host})


@contextmanager
def _made_up(bench: Bench) -> Iterator[FakeEngine]:
    """An engine that costs nothing and keeps nothing."""
    engine = FakeEngine(f"{bench.folder}/fake.sock")
    try:
        yield engine
    finally:
        engine.close()


KINDS: dict[str, Callable[[Bench, int], Cost]] = {
    "cp in, files": lambda bench, count: _run(bench, copy_in(count)(bench)),
    "cp out, files": lambda bench, count: _run(bench, copy_out(count)(bench)),
    "logs, lines": lambda bench, count: _run(bench, ["logs", bench.noisy(count)]),
    "classic build, files (engine made up)": _build,
    "ps, containers (engine made up)": _ps,
}
