"""BuildKit progress on a terminal."""

from __future__ import annotations

import io
import re

from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex
from pydock.render.progress.buildkit_live import Live


class _Screen(io.BytesIO):
    colour = False
    size = (60, 12)


def _frames(colour: bool, *batches: Batch) -> list[str]:
    screen = _Screen()
    screen.colour = colour
    now = [100.0]

    def clock() -> float:
        now[0] += 0.5
        return now[0]

    display = Live(screen, clock, "docker:default")
    for batch in batches:
        display.update(batch)
    display.finish()
    text = screen.getvalue().decode()
    return [re.sub(r"\x1b\[[?]?[0-9]*[A-KhlJ]|\r", "", frame) for frame in text.split("\x1b[?25h")]


def test_running_steps_show_their_output() -> None:
    vertex = Vertex("a", "[1/2] RUN make", started=100.0)
    frames = _frames(
        False,
        Batch(
            vertexes=(vertex,),
            statuses=(Status("sending", "a", current=1500, started=100.0, timestamp=101.0),),
            logs=(Log("a", 101.0, 1, b"\x1b[31mred\x1b[0m\nlast"),),
        ),
        Batch(vertexes=(vertex._replace(completed=102.0),)),
    )
    assert " => [1/2] RUN make " in frames[0] and " => => # red\n => => # last\n" in frames[0]
    assert " => => sending 1.50kB" in frames[0]
    first = frames[-2].splitlines()
    assert first[0].startswith("[+] Building ") and "(1/1) FINISHED" in first[0]
    assert first[0].endswith("docker:default") and all(len(line) <= 60 for line in first)
    assert "red" not in frames[-2]


def test_failures_stay_whole() -> None:
    failed = Vertex("a", "RUN x", started=100.0, completed=101.0, error="exit code: 1")
    frames = _frames(True, Batch(vertexes=(failed,), logs=(Log("a", 100.5, 1, b"oops\n"),)))
    assert "\x1b[31m => ERROR RUN x" in frames[-2]
    assert frames[-1] == "------\n > RUN x:\n0.500 oops\n------\n"


def test_more_steps_than_lines() -> None:
    done = tuple(Vertex(str(n), f"step {n}", started=100.0, completed=101.0) for n in range(30))
    running = Vertex("r", "running", started=100.0)
    frames = _frames(False, Batch(vertexes=(*done, running)))
    assert frames[0].count("\n") <= 11 and "running" in frames[0] and "step 29" in frames[0]
    assert frames[-2].count("\n") == 32


def test_amounts_stay_whole_and_names_give_way() -> None:
    vertex = Vertex("a", "[1/2] COPY \x1b[2Jfile \u6f22\u5b57" + "x" * 60, started=100.0)
    moved = Status("transferring context of the application:", "a", current=471_890_000, started=98.0, timestamp=101.0)
    frame = _frames(False, Batch(vertexes=(vertex,), statuses=(moved,)))[0].splitlines()
    assert frame[1].startswith(" => [1/2] COPY \u241b[2Jfile \u6f22\u5b57x") and "…" in frame[1]
    assert " => => transferring context of t… 471.89MB (" in frame[2] and "MB/s)" in frame[2]
    assert {len(line) + line.count("\u6f22") + line.count("\u5b57") for line in frame[1:3]} == {60}
