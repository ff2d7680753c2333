"""``python -m tests.bench [--only REGEX] [--scale 0.1] [--repeat N]``: pydock beside docker, in turn."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Cost, Failed, cost, median
from tests.bench.works import Bench, Work, everything
from tests.support.live import LiveEngine, Unavailable, available

PYDOCK = str(Path(sys.executable).with_name("pydock"))
_HEAD = ("", "docker s", "pydock s", "ratio", "bar", "cpu", "docker MiB", "pydock MiB")


def main() -> int:
    options = _options()
    works = [work for work in everything() if re.search(options.only, work.name)]
    docker = shutil.which(options.docker)
    try:
        engine = LiveEngine(*available()[-1])
    except Unavailable as reason:
        sys.stdout.write(f"bench needs an engine: {reason}\n")
        return 1
    try:
        with tempfile.TemporaryDirectory(prefix="pydock-bench-", dir=options.folder) as folder:
            _print_machine(engine, docker)
            bench = Bench(engine, Path(folder), options.scale)
            _row(_HEAD)
            missed = [work.name for work in works if not _measure(bench, work, docker, options.repeat)]
    finally:
        engine.stop()
    sys.stdout.write(f"\n{len(works) - len(missed)} of {len(works)} within their bars\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--only", default="", help="rows whose name matches this expression")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data: 1 is the full size")
    parser.add_argument("--repeat", type=int, default=0, help="runs of each client (0: each row's own)")
    parser.add_argument("--docker", default="docker", help="the client to compare with")
    parser.add_argument("--folder", default=None, help="where the data goes (default: the temporary folder)")
    return parser.parse_args()


def _measure(bench: Bench, work: Work, docker: str | None, repeat: int) -> bool:
    """Print one row; whether it is within its bars."""
    environ = {**bench.engine.environ(work.environ), "DOCKER_CONFIG": os.environ.get("DOCKER_CONFIG", "")}
    argv = work.argv(bench)
    stdin = work.stdin(bench) if work.stdin else os.devnull
    stdout = work.stdout(bench) if work.stdout else os.devnull
    programs = [docker] if docker and _has(docker, work.needs) else []
    costs: dict[str, list[Cost]] = {program: [] for program in (*programs, PYDOCK)}
    try:
        for turn in range((repeat or work.repeat) + 1):
            for program, taken in costs.items():
                once = cost([program, *argv], environ, stdin=stdin, stdout=stdout, code=work.code)
                if work.undo:
                    work.undo(bench)
                if turn:  # the first run of each fills caches
                    taken.append(once)
    except Failed as failure:
        _row((work.name, "", "", "", "", "", "", f"failed: {failure}"))
        return False
    ours = median(costs[PYDOCK])
    if not programs:
        why = f"docker has no {work.needs}" if docker else "no docker"
        _row((work.name, why, f"{ours.wall:.3f}", "", "", f"{ours.cpu:.2f}", "", f"{ours.peak:.0f}"))
        return True
    theirs = median(costs[programs[0]])
    ratio = ours.wall / theirs.wall
    good = ratio <= work.bar and (not work.peak or ours.peak <= work.peak)
    cells = (f"{theirs.wall:.3f}", f"{ours.wall:.3f}", f"{ratio:.2f}", f"{work.bar:g}{'' if good else ' !'}")
    memory = (f"{theirs.cpu:.2f}/{ours.cpu:.2f}", f"{theirs.peak:.0f}", f"{ours.peak:.0f}")
    _row((work.name, *cells, *memory))
    return good


def _has(docker: str, plugin: str) -> bool:
    if not plugin:
        return True
    done = subprocess.run([docker, plugin, "version"], capture_output=True, text=True, check=False)
    return done.returncode == 0 and plugin in done.stdout.lower()


def _print_machine(engine: LiveEngine, docker: str | None) -> None:
    versions = f"engine {engine.version}, CPython {sys.version.split()[0]}, {os.cpu_count()} processors"
    if docker:
        done = subprocess.run([docker, "--version"], capture_output=True, text=True, check=False)
        versions = f"{done.stdout.strip()}, {versions}"
    sys.stdout.write(versions + "\n\n")


def _row(cells: tuple[str, ...]) -> None:
    widths = (40, 10, 10, 7, 6, 12, 11, 10)
    name, *numbers = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    sys.stdout.write(cells[0].ljust(len(name)) + "".join(numbers).rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
