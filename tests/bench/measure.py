"""Time, processor time and memory of a command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_PROBE = str(Path(__file__).with_name("probe.py"))


class Cost(NamedTuple):
    """Seconds on the wall, seconds of processor, peak memory in MiB."""

    wall: float
    cpu: float
    peak: float


class Failed(Exception):
    """The command did not do what it was measured for."""


def cost(
    argv: Sequence[str], environ: Mapping[str, str], *, stdin: str = os.devnull, stdout: str = os.devnull, code: int = 0
) -> Cost:
    """Run ``argv`` once. Raises Failed when its exit status is not ``code``."""
    probe = [sys.executable, "-I", "-S", _PROBE, stdin, stdout, *argv]
    done = subprocess.run(probe, env=dict(environ), capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    if result["code"] != code:
        raise Failed(f"{' '.join(argv)}: exit status {result['code']}, not {code}")
    return Cost(result["wall"], result["cpu"], result["peak"] / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The middle of each column."""
    columns = (sorted(column) for column in zip(*costs, strict=True))
    return Cost(*(column[len(column) // 2] for column in columns))
