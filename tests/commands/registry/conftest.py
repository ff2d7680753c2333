from __future__ import annotations

import pytest

from tests.support.command import Runner


@pytest.fixture
def run(alone: Runner) -> Runner:
    return alone
