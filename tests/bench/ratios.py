"""The rows of :mod:`tests.bench.works`, each by docker and by pydock in turn."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence

from tests.bench.counting import VALGRIND, instructions
from tests.bench.data import PYDOCK, Bench
from tests.bench.measure import Cost, Failed, cost, median
from tests.bench.table import marked, row
from tests.bench.works import Work


def compare(bench: Bench, works: Sequence[Work], docker: str | None, repeat: int, tool: str) -> list[bool]:
    """Print a row for each; which of them are within their bars. Of two numbers docker's is the first."""
    row("", "docker s", "pydock s", "ratio", "bar", "cpu s", "MiB", "M instr." if tool else "")
    return [_compare(bench, work, docker, repeat or work.repeat, tool) for work in works]


def _compare(bench: Bench, work: Work, docker: str | None, repeat: int, tool: str) -> bool:
    environ = {**bench.engine.environ(work.environ), "DOCKER_CONFIG": os.environ.get("DOCKER_CONFIG", "")}
    programs = [docker, PYDOCK] if docker and _has(docker, work.needs) else [PYDOCK]
    try:
        costs = _take_turns(bench, work, programs, environ, repeat)
    except Failed as failure:
        row(f"{work.name}: failed: {failure}")
        return False
    counts = _instructions(bench, work, programs, environ, tool)
    peak = "/".join(f"{cost.peak:.0f}" for cost in costs)
    cpu = "/".join(f"{cost.cpu:.2f}" for cost in costs)
    *theirs, ours = costs
    if not theirs:
        row(work.name, f"no {work.needs or 'docker'}", f"{ours.wall:.3f}", "", "", cpu, peak, counts)
        return True
    ratio = ours.wall / theirs[0].wall
    good = ratio <= work.bar and (not work.peak or ours.peak <= work.peak)
    bar = marked(f"{work.bar:g}", good)
    row(work.name, f"{theirs[0].wall:.3f}", f"{ours.wall:.3f}", f"{ratio:.2f}", bar, cpu, peak, counts)
    return good


def _take_turns(
    bench: Bench, work: Work, programs: Sequence[str], environ: Mapping[str, str], repeat: int
) -> list[Cost]:
    """Each program's median. A quick row's first run of each, which fills caches, does not count."""
    costs: dict[str, list[Cost]] = {program: [] for program in programs}
    for turn in range(repeat + work.quick):
        for program, taken in costs.items():
            argv = work.argv(bench)
            stdin = work.stdin(bench) if work.stdin else os.devnull
            stdout = work.stdout(bench) if work.stdout else os.devnull
            if work.before:
                work.before(bench)
            once = cost([program, *argv], environ, stdin=stdin, stdout=stdout, code=work.code)
            if work.after:
                work.after(bench)
            if turn or not work.quick:
                taken.append(once)
    return [median(taken) for taken in costs.values()]


def _instructions(bench: Bench, work: Work, programs: Sequence[str], environ: Mapping[str, str], tool: str) -> str:
    """One more run of each, counted: where that needs no preparation, and is soon over if it is simulated."""
    if not tool or work.before or work.after or work.stdin or (tool == VALGRIND and not work.quick):
        return ""
    counts = [instructions(tool, [program, *work.argv(bench)], environ) for program in programs]
    return "/".join("?" if count is None else str(count) for count in counts)


def _has(docker: str, plugin: str) -> bool:
    if not plugin:
        return True
    done = subprocess.run([docker, plugin, "version"], capture_output=True, text=True, check=False)
    return done.returncode == 0 and plugin in done.stdout.lower()
