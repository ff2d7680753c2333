"""Reading what perf and valgrind report."""

from __future__ import annotations

import shutil

import pytest

from tests.bench.counting import VALGRIND, instructions, parse

PERF_REPORT = "# started on Tue Nov 24 07:00:00 2026\n\n118370336,,instructions:u,58012345,100.00,,\n"
NO_COUNTERS = "# started on Tue Nov 24 07:00:00 2026\n\n<not supported>,,instructions:u,0,100.00,,\n"
VALGRIND_REPORT = "==42== Command: docker --help\n==42== \n==42== I refs:        67,394,662\n"


@pytest.mark.parametrize(
    ("report", "millions"), [(PERF_REPORT, 118), (NO_COUNTERS, None), (VALGRIND_REPORT, 67), ("", None)]
)
def test_parse(report: str, millions: int | None) -> None:
    assert parse(report) == millions


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed")
def test_a_simulated_run_gives_the_same_number_again() -> None:
    first, second = (instructions(VALGRIND, ["/bin/true"], {}) for _ in range(2))
    assert first is not None and first == second
