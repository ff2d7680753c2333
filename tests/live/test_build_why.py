"""``build --why`` and the hints of failed builds on real engines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.live import LiveEngine

_DOCKERFILE = "FROM busybox AS base\nARG MODE=fast\nRUN echo $MODE\nFROM base\nCOPY a dir /data/\nRUN echo done\n"


@pytest.fixture(autouse=True)
def _buildkit(live: LiveEngine) -> None:
    if live.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")


@pytest.fixture
def context(tmp_path: Path) -> Path:
    (tmp_path / "dir").mkdir()
    for name in ("Dockerfile", "a", "dir/b", "unused"):
        (tmp_path / name).write_text(_DOCKERFILE if name == "Dockerfile" else f"{tmp_path} {name}")
    return tmp_path


def _why(live: LiveEngine, context: Path, *more: str) -> dict[str, str]:
    """What is told of each step by its text: ``cached``, or why it ran."""
    environ = {"XDG_CACHE_HOME": f"{context}.cache"}
    got = live.pydock("build", "--why", "--progress", "json", *more, ".", cwd=context, environ=environ)
    assert got.exit_code == 0, got
    lines = [json.loads(line) for line in got.stderr.splitlines() if line.startswith('{"step"')]
    told = {line["step"].partition("] ")[2]: line for line in lines}
    return {text: "cached" if line["cached"] else "; ".join(line["reasons"]) for text, line in told.items()}


def test_what_changed_since_the_last_build(live: LiveEngine, context: Path) -> None:
    unknown = "no earlier build of this folder is known"
    assert _why(live, context)["COPY a dir /data/"] == unknown
    assert set(_why(live, context).values()) == {"cached"}

    (context / "dir" / "b").write_text("longer than before")
    (context / "unused").write_text("whatever")
    told = _why(live, context)
    assert told["COPY a dir /data/"] == "dir/b changed" and told["RUN echo done"] == "a step before it ran"
    assert told["RUN echo fast"] == "cached"

    told = _why(live, context, "--build-arg", "MODE=slow")
    assert told["RUN echo slow"] == "argument MODE changed" and told["COPY a dir /data/"] == "a step before it ran"

    text = _DOCKERFILE.replace("echo done", f"echo all done in {context}")
    (context / "Dockerfile").write_text(text)
    told = _why(live, context, "--build-arg", "MODE=slow")
    assert told.pop(f"RUN echo all done in {context}") == "its command changed"
    assert set(told.values()) == {"cached"}
    (kept,) = Path(f"{context}.cache/pydock/builds").iterdir()
    assert "slow" not in kept.read_text()


def test_every_build_is_remembered_and_text_follows_the_progress(live: LiveEngine, context: Path) -> None:
    environ = {"XDG_CACHE_HOME": f"{context}.cache"}
    assert live.pydock("build", "-q", ".", cwd=context, environ=environ).exit_code == 0
    (context / "a").unlink()
    (context / "a").write_text("something else")
    got = live.pydock("build", "--why", "--progress", "plain", ".", cwd=context, environ=environ)
    told = got.stderr.splitlines()[-4:]
    assert [line.split()[0] for line in told] == ["cached", "cached", "ran", "ran"], got
    assert told[2].endswith("COPY a dir /data/: a changed")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("COPY hidden /", "hidden is left out: {}/./.dockerignore:1: hidden"),
        ("COPY requirments.txt /", "The context has no requirments.txt; near it: requirements.txt"),
        ("RUN --mount=type=bind,source=hidden,target=/h cat /h", "hidden is left out: {}/./.dockerignore:1: hidden"),
    ],
)
def test_a_missing_file_is_explained(live: LiveEngine, tmp_path: Path, line: str, hint: str) -> None:
    for name, text in ((".dockerignore", "hidden\n"), ("hidden", ""), ("requirements.txt", "")):
        (tmp_path / name).write_text(text)
    (tmp_path / "Dockerfile").write_text(f"FROM busybox\n{line}\n")
    got = live.pydock("build", "--progress", "plain", ".", cwd=tmp_path)
    assert got.exit_code == 1 and got.stderr.splitlines()[-1] == hint.format(tmp_path), got
    if not live.version.startswith("20."):  # whose errors do not say where in the file
        assert f"Dockerfile:2\n--------------------\n   1 |     FROM busybox\n   2 | >>> {line}\n" in got.stderr


def test_without_cache_nothing_changed(live: LiveEngine, context: Path) -> None:
    _why(live, context)
    told = _why(live, context, "--no-cache")
    assert told["RUN echo fast"].startswith("nothing changed: ") and told["RUN echo done"] == "a step before it ran"
