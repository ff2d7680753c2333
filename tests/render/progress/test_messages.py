from __future__ import annotations

from typing import Any

import pytest

from pydock.render.progress.messages import StreamError, checked, display, plain, progress_text


class Screen:
    """Takes what is written."""

    def __init__(self, is_terminal: bool, width: int = 120) -> None:
        self.is_terminal = is_terminal
        self.width = width
        self.text = ""

    def write(self, data: bytes | str) -> None:
        self.text += data if isinstance(data, str) else data.decode()

    def flush(self) -> None:
        """Nothing is held back."""


PULL: list[dict[str, Any]] = [
    {"status": "Pulling from x", "id": "1"},
    {"status": "Already exists", "progressDetail": {}, "id": "aaa"},
    {"status": "Pulling fs layer", "progressDetail": {}, "id": "bbb"},
    {"status": "Downloading", "progressDetail": {"current": 136, "total": 136}, "id": "bbb"},
    {"status": "Extracting", "progressDetail": {"current": 1, "units": "s"}, "id": "bbb"},
    {"status": "Pull complete", "progressDetail": {}, "id": "bbb"},
    {"status": "Digest: sha256:1"},
]


def _show(messages: list[dict[str, Any]], is_terminal: bool) -> str:
    screen = Screen(is_terminal)
    display(messages, screen, lambda: 100.0)
    return screen.text


def test_a_pipe_gets_lines_without_counts() -> None:
    assert _show(PULL, False) == (
        "1: Pulling from x\naaa: Already exists\nbbb: Pulling fs layer\nbbb: Pull complete\nDigest: sha256:1\n"
    )


def test_a_terminal_gets_each_line_rewritten() -> None:
    erase = "\x1b[2K\r"
    assert _show(PULL, True) == (
        "1: Pulling from x\n"
        f"\n\x1b[1A{erase}aaa: Already exists \r\x1b[1B"
        f"\n\x1b[1A{erase}bbb: Pulling fs layer \r\x1b[1B"
        f"\x1b[1A{erase}bbb: Downloading [{'=' * 50}>]     136B/136B\r\x1b[1B"
        f"\x1b[1A{erase}bbb: Extracting 1 s\r\x1b[1B"
        f"\x1b[1A{erase}bbb: Pull complete \r\x1b[1B"
        "Digest: sha256:1\n"
    )


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"stream": "Step 1\n"}, "Step 1\n"),
        ({"stream": ""}, "\n"),
        ({"status": "x", "from": "y", "id": "z"}, "z: (from y) x\n"),
        ({"status": "x", "progress": "[=>] 1/2"}, "x [=>] 1/2"),
        ({"status": "x", "progressDetail": None}, "x\n"),
        ({}, "\n"),
    ],
)
def test_plain(message: dict[str, Any], text: str) -> None:
    assert plain(message) == text


@pytest.mark.parametrize(
    ("detail", "width", "text"),
    [
        ({}, 200, ""),
        ({"current": 2048}, 200, " 2.048kB"),
        ({"current": 3, "units": "s"}, 200, "3 s"),
        ({"current": 50, "total": 100}, 80, "     50B/100B"),
        ({"current": 50, "total": 100}, 120, f"[{'=' * 25}>{' ' * 25}]      50B/100B"),
        ({"current": 150, "total": 100}, 80, "    150B"),
        ({"current": 1, "total": 4, "units": "files"}, 80, "1/4 files"),
        ({"current": 5, "total": 4, "units": "files"}, 80, "5 files"),
        ({"current": 50, "total": 100, "hidecounts": True}, 80, ""),
        ({"current": 50, "total": 100, "start": 90}, 80, "     50B/100B 10s"),
        ({"current": 50, "total": 100, "start": 90}, 40, "     50B/100B"),
    ],
)
def test_progress_text(detail: dict[str, Any], width: int, text: str) -> None:
    assert progress_text(detail, width, lambda: 100.0) == text


def test_errors_end_the_stream() -> None:
    seen = []
    with pytest.raises(StreamError) as caught:
        for message in checked([{"status": "a"}, {"errorDetail": {"code": 3, "message": "no"}, "error": "no"}]):
            seen.append(message)
    assert (seen, caught.value.message, caught.value.code) == ([{"status": "a"}], "no", 3)
    with pytest.raises(StreamError, match="old"):
        list(checked([{"error": "old"}]))


def test_what_is_for_machines_is_not_shown() -> None:
    learned: list[Any] = []
    assert list(checked([{"aux": {"ID": "x"}}, {"status": "a"}], learned.append)) == [{"status": "a"}]
    assert learned == [{"ID": "x"}]
    assert list(checked([{"aux": {}}])) == []
