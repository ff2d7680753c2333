"""Which node of a builder a build goes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Runner


@pytest.fixture
def alone(tmp_path: Path) -> Runner:
    """A builder of two nodes that nobody answers on, in use on a machine without an engine."""
    for name in ("home", "work"):
        (tmp_path / name).mkdir()
    environ = {"DOCKER_HOST": f"unix://{tmp_path}/none.sock", "DOCKER_BUILDKIT": "1"}
    run = Runner(tmp_path / "home", tmp_path / "work", environ)
    (tmp_path / "work/Dockerfile").write_text("FROM scratch\nCOPY Dockerfile /\n")
    create = ("buildx", "create", "--name", "two", "--driver", "remote")
    for number, platform in ((1, "linux/amd64"), (2, "linux/arm64,linux/s390x")):
        extra = ("--append",) if number == 2 else ()
        got = run(*create, *extra, "--node", f"n{number}", "--platform", platform, f"unix:///none/{number}.sock")
        assert got.exit_code == 0, got
    run("buildx", "use", "two")
    return run


@pytest.mark.parametrize(
    ("platforms", "node"),
    [((), 1), (("linux/amd64",), 1), (("linux/arm64",), 2), (("linux/s390x,linux/arm64",), 2), (("linux/386",), 1)],
)
def test_a_build_goes_to_the_node_of_its_platforms(alone: Runner, platforms: tuple[str, ...], node: int) -> None:
    flags = [word for platform in platforms for word in ("--platform", platform)]
    got = alone("buildx", "build", "--progress=quiet", *flags, ".")
    assert got.exit_code == 1 and f"failed to reach unix:///none/{node}.sock" in got.stderr


def test_platforms_of_several_nodes_are_refused(alone: Runner) -> None:
    got = alone("buildx", "build", "--platform", "linux/arm64,linux/amd64", ".")
    assert got.exit_code == 1 and got.stderr == (
        "ERROR: no node of builder two builds for all of linux/amd64, linux/arm64\n"
        "One build runs on one node: build each platform by itself, push,"
        " and join the images with `buildx imagetools create`.\n"
    )


def test_what_is_no_platform(alone: Runner) -> None:
    got = alone("buildx", "create", "--name", "x", "--driver", "remote", "--platform", "a/b/c/d", "tcp://127.0.0.1:1")
    assert got.exit_code == 1 and got.stderr.startswith("ERROR: ") and "invalid argument" in got.stderr
