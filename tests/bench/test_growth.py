"""When growth counts as linear."""

from __future__ import annotations

import pytest

from tests.bench.growth import Point, linear
from tests.bench.measure import Cost


@pytest.mark.parametrize(("most", "verdict"), [(10.0, True), (14.0, True), (100.0, False)])
def test_linear(most: float, verdict: bool) -> None:
    seconds = ((100, 0.1), (1_000, 1.0), (10_000, most))
    assert linear([Point(count, Cost(0, cpu, 0)) for count, cpu in seconds]) is verdict
