"""Four gigabytes through every path that streams, in an address space of 100 MiB."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.data import Bench
from tests.bench.table import marked, row
from tests.support.engine import FakeEngine
from tests.support.flood import FLOWS, SPACE, Flow

PEAK = 60  # MiB


def flood(bench: Bench, names: list[str]) -> list[bool]:
    """Print a row for each of these flows; which of them stayed below PEAK."""
    size = bench.count(4096)
    row(f"\n{size} MB in {SPACE >> 20} MiB of address space", "", "pydock s", "", "", "cpu s", "MiB")
    return [_flood(bench, name, FLOWS[name], size << 20) for name in names]


def _flood(bench: Bench, name: str, flow: Flow, size: int) -> bool:
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        engine = FakeEngine(f"{folder}/fake.sock")
        try:
            taken = flow(engine, Path(folder), size)
        finally:
            engine.close()
    good = taken.peak < PEAK
    row(name.replace("_", " "), "", f"{taken.wall:.1f}", "", "", f"{taken.cpu:.2f}", marked(f"{taken.peak:.0f}", good))
    return good
