"""Progress on a terminal."""

from __future__ import annotations

import re

import pytest

from pydock.progress import DONE, FAILED, WAITING, Event
from pydock.render.progress.live import Live, _Task
from tests.render.progress.test_plain import Sink


class Screen(Sink):
    colour = False

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width


@pytest.mark.parametrize("width", [40, 120])
def test_finished_tasks_scroll_away_and_the_cursor_comes_back(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    screen = Screen(width)
    with Live(screen, title="pull") as progress:
        progress.event(Event("layer1", "Downloading", current=10, total=100))
        progress.event(Event("layer2", "Waiting", WAITING))
        progress.event(Event("layer1", "Pull complete", DONE))
        progress.event(Event("step", "RUN make", detail="out\x1b[2Jput\n"))
        progress.event(Event("step", "RUN make", FAILED))
        progress.event(Event("", "Status: done"))
    seen = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.text)
    assert "✔ layer1 Pull complete" in seen
    assert "✘ step RUN make" in seen
    assert "out␛[2Jput" in seen
    assert "Status: done" in seen
    assert screen.text.rstrip("\r\n").endswith(("\x1b[?25h", "\x1b[2K")) or "\x1b[?25h" in screen.text
    settled = [line for line in seen.replace("\r", "\n").split("\n") if "✔" in line]
    assert all(len(line) <= width for line in settled)


def _seen(screen: Screen) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.text)


def test_a_long_name_gives_way_to_what_became_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    screen = Screen(40)
    with Live(screen) as progress:
        progress.event(Event("Container project-a-service-with-a-long-name-1", "Started", DONE, seconds=1.2))
    assert "✔ Container project-a-ser… Started 1.2s" in _seen(screen)


def test_a_total_that_does_not_fit_drops_its_last_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    screen = Screen(20)
    with Live(screen) as progress:
        progress.event(Event("a", "Downloading", current=1_000_000, total=4_000_000))
    assert re.search(r"0/1 · 0\.\ds\s*\n", _seen(screen).replace("\r", "\n"))
    assert "1MB of" not in _seen(screen)


def test_a_time_gives_way_where_the_rest_fits_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    screen = Screen(40)
    with Live(screen) as progress:
        progress.event(Event("1b30c31ae5ab", "Layer already exists", DONE, seconds=4.8))
    assert "✔ 1b30c31ae5ab Layer already exists" in _seen(screen)
    assert "4.8s" not in _seen(screen)


def test_the_total_never_shrinks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    screen = Screen(100)
    with Live(screen) as progress:
        for event in (
            Event("a", "Downloading", current=1_000_000, total=3_000_000),
            Event("b", "Downloading", current=4_000_000, total=4_000_000),
            Event("b", "Extracting", current=1_000_000, total=4_000_000),
            Event("b", "Pull complete", DONE),
        ):
            progress.event(event)
            progress.event(Event("", event.status))  # what is printed draws the total below it
    totals = re.findall(r"(\d+MB of \d+MB)", _seen(screen))
    assert list(dict.fromkeys(totals)) == ["1MB of 3MB", "5MB of 7MB"]


def test_sizes_give_way_to_a_share_before_ids_and_words_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    screen = Screen(40)
    with Live(screen) as progress:
        progress.event(Event("1a5457207e6e", "Loading layer", current=31_460_000, total=62_920_000))
        progress.event(Event("d29af5e5f050", "Pushing", current=12_200_000, total=157_000_000))
        progress.event(Event("", "drawn"))
    assert re.search("1a5457207e6e Loading layer +50%", _seen(screen))
    assert re.search("d29af5e5f050 Pushing +12.2MB/157MB", _seen(screen))


def test_what_is_complete_or_silent_has_no_rate() -> None:
    task = _Task(Event("a", "Downloading", current=0, total=100), 10.0)
    task.take(Event("a", "Downloading", current=50, total=100), 11.0)
    assert (task.speed(11.5), task.speed(14.0)) == (50.0, 0.0)
    task.take(Event("a", "Downloading", current=100, total=100), 11.5)
    assert task.speed(11.5) == 0.0
