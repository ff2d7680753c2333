"""Tasks that wait for one another."""

from __future__ import annotations

from threading import Barrier, Lock

import pytest

from pydock.compose.graph import Task, run_all


def test_order_holds() -> None:
    done: list[str] = []
    lock = Lock()

    def note(name: str) -> None:
        with lock:
            done.append(name)

    run_all(
        [
            Task("c", lambda: note("c"), ["a", "b"]),
            Task("a", lambda: note("a")),
            Task("b", lambda: note("b"), ["a", "absent"]),
        ]
    )
    assert done == ["a", "b", "c"]


def test_independent_tasks_run_side_by_side() -> None:
    barrier = Barrier(3, timeout=30)
    run_all([Task(str(number), lambda: (barrier.wait(), None)[1]) for number in range(3)], 3)


def test_after_a_failure_nothing_new_begins() -> None:
    done: list[str] = []

    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        run_all([Task("a", fail), Task("b", lambda: done.append("b"), ["a"])], 1)
    assert done == []


def test_a_cycle_is_an_error() -> None:
    with pytest.raises(ValueError, match="tasks wait for each other: a, b"):
        run_all([Task("a", lambda: None, ["b"]), Task("b", lambda: None, ["a"])])


def test_nothing_to_do() -> None:
    run_all([])
