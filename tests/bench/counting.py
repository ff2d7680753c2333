"""User-space instructions of a command: they do not shake when the machine is busy."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence

PERF, VALGRIND = "perf", "valgrind"


def counter(*, simulate: bool) -> str:
    """What counts here: the processor's own counters; a simulation, which is slow, if wanted; or nothing ("")."""
    if shutil.which(PERF) and instructions(PERF, ["true"], {}) is not None:
        return PERF
    return VALGRIND if simulate and shutil.which(VALGRIND) else ""


def instructions(tool: str, argv: Sequence[str], environ: Mapping[str, str]) -> int | None:
    """Millions of instructions of one run of ``argv``; None where that cannot be told."""
    with tempfile.NamedTemporaryFile(mode="r") as report:
        if tool == PERF:
            command = [PERF, "stat", "-x,", "-e", "instructions:u", "-o", report.name]
        else:
            command = [VALGRIND, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
            command += [f"--log-file={report.name}"]
        subprocess.run([*command, *argv], env=dict(environ), capture_output=True, stdin=subprocess.DEVNULL, check=False)
        return parse(report.read())


def parse(report: str) -> int | None:
    """The count in what either tool reports, in millions."""
    found = re.search(r"^(\d+),.*instructions", report, re.MULTILINE) or re.search(r"I +refs: +([\d,]+)", report)
    return found and round(int(found[1].replace(",", "")) / 1e6)
