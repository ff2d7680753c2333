"""The state of a build from its events."""

from __future__ import annotations

import pytest

from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex, Warning
from pydock.render.progress.buildkit_trace import CANCELED, Step, Trace


@pytest.fixture
def trace() -> Trace:
    return Trace(lambda: 1000.0)


def steps(trace: Trace) -> list[str]:
    return [step.vertex.name for step in trace.steps]


def test_steps_stand_in_the_order_in_which_they_begin(trace: Trace) -> None:
    trace.update(Batch((Vertex("a", "A"), Vertex("b", "B"))))
    assert (steps(trace), trace.started) == ([], None)
    trace.update(Batch((Vertex("b", "B", started=7.0), Vertex("a", "A"))))
    trace.update(Batch((Vertex("a", "A", started=5.0),)))
    assert (steps(trace), trace.started) == (["B", "A"], 5.0)
    assert trace.drift == 993.0
    assert trace.counts() == (0, 2)


def test_an_end_is_news_and_a_repetition_is_not(trace: Trace) -> None:
    trace.update(Batch((Vertex("a", "A", started=1.0),)))
    assert list(trace.updates) == ["a"]
    trace.updates.clear()
    trace.update(Batch((Vertex("a", "A", started=1.0),)))
    assert list(trace.updates) == []
    trace.update(Batch((Vertex("a", "A", started=1.0, completed=3.0),)))
    assert list(trace.updates) == ["a"]
    assert (trace.counts(), trace.steps[0].seconds(99.0)) == ((1, 1), 2.0)


def test_what_was_seen_is_not_forgotten(trace: Trace) -> None:
    trace.update(Batch((Vertex("a", "A", started=1.0),)))
    trace.update(Batch((Vertex("a", "A"),)))
    assert trace.by_digest["a"].vertex.started == 1.0


def test_times_that_overlap_count_once() -> None:
    step = Step(Vertex("a", "A"))
    step.intervals = {1.0: 3.0, 2.0: 5.0, 7.0: 8.0}
    assert step.merged() == [(1.0, 5.0), (7.0, 8.0)]
    assert (step.seconds(100.0), step.last_start()) == (5.0, 7.0)
    step.intervals = {1.0: None, 2.0: 3.0}
    assert step.merged() == [(1.0, None)]
    assert step.seconds(11.0) == 10.0
    assert Step(Vertex("b", "B")).last_start() is None


@pytest.mark.parametrize(("error", "failed"), [("", False), ("exit code: 1", True), (f"x: {CANCELED}", False)])
def test_what_was_cancelled_did_not_fail(trace: Trace, error: str, failed: bool) -> None:
    trace.update(Batch((Vertex("a", "A", started=1.0, completed=2.0, error=error),)))
    assert [step.failed for step in trace.steps] == [failed]
    assert len(list(trace.failures())) == failed


def test_a_group_is_one_step(trace: Trace) -> None:
    group = ("g", "Group")
    trace.update(Batch((Vertex("a", "A", started=2.0, completed=3.0, cached=True, group=group),)))
    assert (trace.steps[0].vertex.completed, trace.steps[0].vertex.cached) == (3.0, True)
    trace.update(Batch((Vertex("b", "B", started=1.0, group=group, error="no"),)))
    (step,) = trace.steps
    assert (step.vertex.name, step.vertex.started, step.vertex.completed, step.vertex.error) == (
        "Group",
        1.0,
        None,
        "no",
    )
    assert not step.vertex.cached
    assert trace.by_digest["a"] is trace.by_digest["b"] is step
    assert trace.counts() == (0, 1)


def test_a_group_of_which_nothing_runs_is_not_shown(trace: Trace) -> None:
    trace.update(Batch((Vertex("a", "A", group=("g", "Group")),)))
    assert trace.steps == []


def test_statuses_are_of_their_step(trace: Trace) -> None:
    trace.update(Batch((Vertex("a", "A", started=1.0),)))
    trace.update(Batch(statuses=(Status("s", "a", current=1), Status("s", "nosuch"), Status("t", "a", started=2.0))))
    trace.update(Batch(statuses=(Status("s", "a", current=5, started=3.0),)))
    step = trace.steps[0]
    assert step.statuses == ["t", "s"]
    assert step.status["s"].current == 5
    assert step.fresh_statuses == {"s", "t"}


def test_warnings(trace: Trace) -> None:
    trace.update(Batch((Vertex("a", "A", started=1.0),)))
    lint = Warning("a", 1, "short")
    trace.update(Batch(warnings=(lint, Warning("nosuch", 1, "x"))))
    assert trace.warnings() == [lint]


def test_lines_get_the_time_since_the_step_began(trace: Trace) -> None:
    trace.update(Batch((Vertex("a", "A", started=100.0),)))
    for at, data in ((101.5, b"one\ntw"), (112.0, b"o\nthree\n"), (300.0, b"late")):
        trace.update(Batch(logs=(Log("a", at, 1, data),)))
    step = trace.steps[0]
    assert step.lines == [b"1.500 one", b"1.500 two", b"12.00 three", b"200.0 late"]
    assert step.partial


def test_who_listens_to_logs_gets_them_as_they_come(trace: Trace) -> None:
    heard: list[tuple[str, bytes]] = []
    trace.on_log = lambda step, data: heard.append((step.vertex.digest, data))
    trace.update(Batch((Vertex("a", "A", started=1.0),), logs=(Log("a", 1.0, 2, b"x"), Log("nosuch", 1.0, 1, b"y"))))
    assert heard == [("a", b"x")]
