"""Plain BuildKit progress: the lines of one build."""

from __future__ import annotations

import io
from typing import Any

import pytest

from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex, Warning
from pydock.render.progress.buildkit_plain import Plain, size


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def _shown(*batches: Batch, title: str = "") -> str:
    out = io.BytesIO()
    display = Plain(out, _Clock(), title)
    for batch in batches:
        display.update(batch)
    display.finish()
    return out.getvalue().decode()


def _vertex(name: str, started: float | None = 100.0, completed: float | None = None, **more: Any) -> Vertex:
    return Vertex(name, name, started=started, completed=completed)._replace(**more)


def test_a_step_from_begin_to_end() -> None:
    text = _shown(
        Batch(vertexes=(_vertex("[1/2] RUN x"),)),
        Batch(logs=(Log("[1/2] RUN x", 100.5, 1, b"one\ntw"),)),
        Batch(logs=(Log("[1/2] RUN x", 101.0, 1, b"o\n"),)),
        Batch(vertexes=(_vertex("[1/2] RUN x", 100.0, 102.0),)),
        title="building",
    )
    assert text == "#0 building\n\n#1 [1/2] RUN x\n#1 0.500 one\n#1 0.500 two\n#1 DONE 2.0s\n"


def test_cached_failed_and_cancelled() -> None:
    text = _shown(
        Batch(vertexes=(_vertex("a", 100, 100, cached=True),)),
        Batch(vertexes=(_vertex("b", 100, 101, error="exit code: 1"),)),
        Batch(vertexes=(_vertex("c", 100, 101, error="x: context canceled"),)),
    )
    assert text == ("#1 a\n#1 CACHED\n\n#2 b\n#2 ERROR: exit code: 1\n\n#3 c\n#3 CANCELED\n------\n > b:\n------\n")


def test_failed_steps_repeat_their_last_lines() -> None:
    lines = b"".join(b"line %d\n" % number for number in range(20))
    text = _shown(
        Batch(vertexes=(_vertex("b"),), logs=(Log("b", 101.0, 1, lines),)),
        Batch(vertexes=(_vertex("b", 100, 101, error="no"),)),
    )
    assert text.partition("------\n > b:\n")[2] == "".join(f"1.000 line {n}\n" for n in range(10, 20)) + "------\n"


def test_statuses_and_warnings() -> None:
    text = _shown(
        Batch(
            vertexes=(_vertex("v"),),
            statuses=(Status("extracting x", "v", current=500, total=2000, timestamp=101.0, started=100.0),),
            warnings=(Warning("v", 1, "odd"),),
        ),
        Batch(
            vertexes=(_vertex("v", 100, 102),),
            statuses=(Status("extracting x", "v", current=2000, total=2000, started=100.0, completed=102.0),),
        ),
    )
    assert text == (
        "#1 v\n#1 extracting x 500B / 2.00kB 1.0s\n#1 WARN: odd\n"
        "#1 extracting x 2.00kB / 2.00kB 2.0s done\n#1 DONE 2.0s\n"
    )


def test_steps_that_interrupt_each_other() -> None:
    text = _shown(
        Batch(vertexes=(_vertex("a"),)),
        Batch(vertexes=(_vertex("b", 100, 101),)),
        Batch(vertexes=(_vertex("a", 100, 103),)),
    )
    assert text == "#1 a\n#1 ...\n\n#2 b\n#2 DONE 1.0s\n\n#1 a\n#1 DONE 3.0s\n"


def test_groups_are_one_step() -> None:
    group = ("g", "[group] all")
    text = _shown(
        Batch(vertexes=(_vertex("a", 100, 101, group=group), _vertex("b", 101, None, group=group))),
        Batch(vertexes=(_vertex("b", 101, 103, group=group),)),
    )
    assert text == "#1 [group] all\n#1 DONE 3.0s\n"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0B"), (999, "999B"), (1000, "1.00kB"), (1_234_567, "1.23MB"), (5e15, "5000.00TB")]
)
def test_size(count: float, text: str) -> None:
    assert size(count) == text


def test_in_ci_each_step_and_part_is_named_once_and_ended_once() -> None:
    part = Status("sha256:l", "a", "extracting", 1, 100, 100.0, 100.0)
    batches = (
        Batch(vertexes=(_vertex("a"),), statuses=(part,)),
        Batch(statuses=(part._replace(current=50, timestamp=110.0),)),
        Batch(vertexes=(_vertex("b"),), logs=(Log("b", 101.0, 1, b"one\n" * 60),)),
        Batch(statuses=(part._replace(current=100, timestamp=120.0, completed=120.0),)),
        Batch(vertexes=(_vertex("a", 100, 120), _vertex("b", 100, 130))),
        Batch(vertexes=(_vertex("b", 100, 131),)),
    )
    out = io.BytesIO()
    display = Plain(out, _Clock(), once=True)
    for batch in batches:
        display.update(batch)
    display.finish()
    lines = [line for line in out.getvalue().decode().splitlines() if line and not line.endswith(" one")]
    assert lines == [
        "#1 a",
        "#1 sha256:l 1B / 100B",
        "#2 b",
        "#2 DONE 30.0s",
        "#1 sha256:l 100B / 100B 20.0s done",
        "#1 DONE 20.0s",
    ]


def test_names_and_errors_are_shown_as_told_and_output_as_it_is() -> None:
    out = io.BytesIO()
    display = Plain(out, _Clock(), "of \x1b", shown=lambda text: text.replace("\x1b", "␛"))
    display.update(
        Batch(
            vertexes=(_vertex("RUN \x1b[2J", 100, 101, error="no \x1b"),),
            logs=(Log("RUN \x1b[2J", 100.5, 1, b"\x1b[1mx\n"),),
        )
    )
    display.finish()
    assert out.getvalue().decode() == (
        "#0 of ␛\n\n#1 RUN ␛[2J\n#1 0.500 \x1b[1mx\n#1 ERROR: no ␛\n------\n > RUN ␛[2J:\n0.500 \x1b[1mx\n------\n"
    )
