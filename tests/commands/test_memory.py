"""Half a gigabyte through every path that streams, in an address space that could not hold it.

``make bench`` sends four gigabytes through the same flows.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.engine import FakeEngine
from tests.support.flood import FLOWS, Flow

SIZE = 1 << 29
PEAK = 60  # MiB


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")
@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_little_memory(fake: FakeEngine, tmp_path: Path, flow: Flow) -> None:
    assert flow(fake, tmp_path, SIZE).peak < PEAK
