"""``bake --allow``: what is asked, and what an answer does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Runner

_FILE = 'target "a" { \n context = "../other" \n}\ntarget "b" { \n entitlements = ["network.host"] \n}\n'


@pytest.fixture
def alone(tmp_path: Path) -> Runner:
    """Command lines in a folder with a bake file on a machine without an engine."""
    for name in ("home", "work", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "work/docker-bake.hcl").write_text(_FILE)
    return Runner(tmp_path / "home", tmp_path / "work", {"DOCKER_HOST": f"unix://{tmp_path}/none.sock"})


def test_a_pipe_is_refused(alone: Runner) -> None:
    result = alone("bake", "--progress=quiet", "a")
    assert result.exit_code == 1 and result.stderr == (
        "Your build is requesting privileges for following possibly insecure capabilities:\n\n"
        " - Read access to path ../other\n\n"
        'Pass "--allow=fs.read=../other" to grant requested privileges.\n\n'
        "Your full command with requested privileges:\n\n"
        "docker bake --allow=fs.read=../other --progress=quiet a\n\n"
        "To disable filesystem entitlements checks, you can set BUILDX_BAKE_ENTITLEMENTS_FS=0 .\n\n"
        "ERROR: additional privileges requested\n"
    ).replace("docker bake", f"{_program(result.stderr)} bake")


def _program(stderr: str) -> str:
    return next(line for line in stderr.splitlines() if " --allow=fs.read=../other --progress" in line).split(" ")[0]


@pytest.mark.parametrize(
    ("target", "value", "asked"),
    [("a", "0", False), ("a", "1", True), ("b", "0", True), ("b", "1", True)],
)
def test_files_can_be_left_out(alone: Runner, target: str, value: str, asked: bool) -> None:
    alone.environ["BUILDX_BAKE_ENTITLEMENTS_FS"] = value
    stderr = alone("bake", target).stderr
    assert ("additional privileges requested" in stderr) == asked
    assert "To disable" not in stderr


def test_a_switch_must_be_a_boolean(alone: Runner) -> None:
    alone.environ["BUILDX_BAKE_ENTITLEMENTS_FS"] = "x"
    reason = 'failed to parse BUILDX_BAKE_ENTITLEMENTS_FS value "x": strconv.ParseBool: parsing "x": invalid syntax'
    assert alone("bake", "a").stderr.endswith(f"ERROR: {reason}\n")


def test_what_is_granted_is_not_asked(alone: Runner) -> None:
    stderr = alone("bake", "--allow", "fs.read=..", "a").stderr
    assert "privileges" not in stderr and "Cannot connect" in stderr
    assert alone("bake", "--allow", "bad", "a").stderr == 'ERROR: unknown entitlement key "bad"\n'
