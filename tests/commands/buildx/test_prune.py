from __future__ import annotations

from tests.support.command import Runner


def test_a_dry_run_says_nothing_of_limits(run: Runner) -> None:
    result = run("buildx", "prune", "--dry-run", "--max-used-space", "1gb")
    assert (result.exit_code, result.stderr) == (1, "ERROR: --dry-run cannot tell what a limit on space would delete\n")
