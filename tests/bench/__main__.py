"""``python -m tests.bench [--part PART] [--only REGEX] [--scale 0.1] [--repeat N]``: pydock beside docker.

Three parts: ``ratios`` runs the same command lines by both in turn, ``growth`` sees that a hundred times as
much costs a hundred times as much, ``memory`` sends gigabytes through an address space of 100 MiB.
The engine is a private one, the last of PYDOCK_TEST_ENGINES if that names any.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.counting import counter
from tests.bench.data import Bench
from tests.bench.growth import KINDS, grow
from tests.bench.memory import flood
from tests.bench.ratios import compare
from tests.bench.works import everything
from tests.support.flood import FLOWS
from tests.support.live import LiveEngine, Unavailable, available

PARTS = ("ratios", "growth", "memory")


def main() -> int:
    options = _options()
    docker = shutil.which(options.docker)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))  # nothing is left behind
    begun = time.monotonic()
    try:
        engine = LiveEngine(*available()[-1])
    except Unavailable as reason:
        sys.stdout.write(f"bench needs an engine: {reason}\n")
        return 1
    try:
        with tempfile.TemporaryDirectory(prefix="pydock-bench-", dir=options.folder) as folder:
            _print_machine(engine, docker)
            good = list(_parts(Bench(engine, Path(folder), options.scale), docker, options))
    finally:
        engine.stop()
    sys.stdout.write(f"\n{sum(good)} of {len(good)} within their bars; {time.monotonic() - begun:.0f} s in all\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--part", action="append", choices=PARTS, help="what to run (default: everything)")
    parser.add_argument("--only", default="", help="rows whose name matches this expression")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data: 1 is the full size")
    parser.add_argument("--repeat", type=int, default=0, help="runs of each client (0: each row's own)")
    parser.add_argument("--docker", default="docker", help="the client to compare with")
    parser.add_argument("--folder", default=None, help="where the data goes (default: the temporary folder)")
    parser.add_argument("--simulate", action="store_true", help="count instructions by valgrind if perf cannot")
    return parser.parse_args()


def _parts(bench: Bench, docker: str | None, options: argparse.Namespace) -> Iterator[bool]:
    """Run what was asked for; whether each row is within its bar."""
    wanted = options.part or PARTS
    chosen = re.compile(options.only).search
    works = [work for work in everything() if chosen(work.name)]
    kinds = [kind for kind in KINDS if chosen(kind)]
    flows = [flow for flow in FLOWS if chosen(flow)]
    if works and "ratios" in wanted:
        yield from compare(bench, works, docker, options.repeat, counter(simulate=options.simulate))
    if kinds and "growth" in wanted:
        yield from grow(bench, kinds)
    if flows and "memory" in wanted:
        yield from flood(bench, flows)


def _print_machine(engine: LiveEngine, docker: str | None) -> None:
    versions = f"engine {engine.version}, CPython {sys.version.split()[0]}, {os.cpu_count()} processors"
    if docker:
        done = subprocess.run([docker, "--version"], capture_output=True, text=True, check=False)
        versions = f"{done.stdout.strip()}, {versions}"
    sys.stdout.write(versions + "\n\n")


if __name__ == "__main__":
    sys.exit(main())
