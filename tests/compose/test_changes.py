"""Notices of changed files, and polling where there are none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from pydock.compose import changes
from pydock.compose.changes import Changes

GUARD = 30.0


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Changes]:
    made = Changes()
    made.follow([str(tmp_path), str(tmp_path / "gone")])
    yield made
    made.close()


def _wakes(waited: Changes, action: object) -> bool:
    """Whether a wait that has begun ends after ``action``."""
    waiter = Thread(target=waited.wait, daemon=True)
    waiter.start()
    assert callable(action)
    action()
    waiter.join(GUARD)
    return not waiter.is_alive()


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_every_kind_of_change_wakes(followed: Changes, tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert not followed.polls
    assert _wakes(followed, lambda: file.write_text("1"))
    assert _wakes(followed, lambda: file.write_text("2"))
    assert _wakes(followed, lambda: file.rename(tmp_path / "b"))
    assert _wakes(followed, lambda: (tmp_path / "b").unlink())
    assert _wakes(followed, lambda: (tmp_path / "folder").mkdir())


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_a_burst_of_changes_wakes_once(followed: Changes, tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / str(number)).write_text("x")
    followed.wait()
    assert not followed._ready(0)


def test_without_notices_it_polls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("pydock.compose.changes.time.sleep", slept.append)
    polling = Changes(notices=False)
    polling.follow([str(tmp_path)])
    polling.wait()
    assert (polling.polls, slept) == (True, [changes.POLL])


def test_without_room_for_more_it_polls(followed: Changes) -> None:
    followed.follow(["x" * 5000])  # refused for another reason than that it is gone
    assert followed.polls
