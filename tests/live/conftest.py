"""Live tests: a private engine for the session, or a plain line that says how many tests went without."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.live.podman import DIFFERENCES, MODULES
from tests.support.live import LiveEngine, Unavailable, available, podman

_FOLDER = Path(__file__).parent
_PODMAN = ("podman", "")
_missing: dict[str, str] = {}


def choices() -> list[tuple[str, str]]:
    """(kind, PATH) of every dockerd; ("none", the reason) where there is none."""
    try:
        return available()
    except Unavailable as reason:
        return [("none", str(reason))]


_CHOICES = choices()
_IDS = [f"{kind}{i}" for i, (kind, _) in enumerate(_CHOICES)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left: list[pytest.Item] = []
    for item in items:
        if _FOLDER not in item.path.parents:
            continue
        item.add_marker(pytest.mark.live)
        if _with_podman(item) and (item.path.stem not in MODULES or _name(item) in DIFFERENCES):
            left.append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _with_podman(item: pytest.Item) -> bool:
    call = getattr(item, "callspec", None)
    return call is not None and call.params.get("session_engine") == _PODMAN


def _name(item: pytest.Item) -> str:
    return f"{item.path.stem}.{getattr(item, 'originalname', item.name)}"


@pytest.fixture(scope="session", params=[*_CHOICES, _PODMAN], ids=[*_IDS, "podman"])
def session_engine(request: pytest.FixtureRequest) -> Iterator[LiveEngine]:
    """One engine, started once and stopped at the end."""
    try:
        if request.param[0] == "none":
            raise Unavailable(request.param[1])
        engine = LiveEngine(*(podman() if request.param == _PODMAN else request.param))
    except Unavailable as reason:
        if request.param == _PODMAN:  # not part of every set-up: CI does without as well
            pytest.skip(f"no engine: {reason}")
        without(reason)
    yield engine
    engine.stop()


@pytest.fixture(scope="session")
def podman_engine() -> Iterator[LiveEngine]:
    """Podman's service. It is not part of every set-up, so CI does without as well."""
    try:
        engine = LiveEngine(*podman())
    except Unavailable as reason:
        pytest.skip(f"no engine: {reason}")
    yield engine
    engine.stop()


def without(reason: Unavailable) -> NoReturn:
    """Skip, to be counted in the closing line; in CI, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"no engine: {reason}")
    pytest.skip(f"no engine: {reason}")


@pytest.fixture
def live(session_engine: LiveEngine) -> Iterator[LiveEngine]:
    """A real engine that holds nothing but the image ``busybox``."""
    yield session_engine
    session_engine.clean()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and isinstance(report.longrepr, tuple) and "no engine: " in report.longrepr[2]:
        _missing[report.nodeid] = report.longrepr[2].partition("no engine: ")[2]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _missing:
        reasons = "; ".join(sorted(set(_missing.values())))
        terminalreporter.write_line(f"{len(_missing)} live tests were not run: {reasons}")
