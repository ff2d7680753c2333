"""Steps of our own: shown from their beginning to their end."""

from __future__ import annotations

import itertools

import pytest

from pydock.build.buildkit.steps import Step
from pydock.errors import PydockError
from pydock.render.progress.buildkit_events import Batch, Status


class _Display:
    tick_seconds = 1.0

    def __init__(self) -> None:
        self.batches: list[Batch] = []

    def update(self, batch: Batch) -> None:
        self.batches.append(batch)

    def tick(self) -> None:
        """Nothing moves."""


def _step(display: _Display) -> Step:
    ticks = itertools.count(10.0)
    return Step(display, "loading", lambda: next(ticks))


def test_a_step_begins_and_ends() -> None:
    display = _Display()
    with _step(display) as step:
        step.show(Status("layer", "", current=1, total=2))
        with step.part("a part"):
            pass
    first, shown, begun, ended, last = display.batches
    (vertex,) = first.vertexes
    assert vertex.name == "loading" and vertex.started is not None and vertex.completed is None
    assert shown.statuses[0].vertex == begun.statuses[0].vertex == vertex.digest
    assert begun.statuses[0].completed is None and ended.statuses[0].completed is not None
    assert last.vertexes[0].digest == vertex.digest and last.vertexes[0].error == ""
    assert (last.vertexes[0].completed or 0) > vertex.started


@pytest.mark.parametrize("error", [PydockError("no space"), ValueError("no space")])
def test_a_failure_is_the_steps_and_goes_on(error: Exception) -> None:
    display = _Display()
    with pytest.raises(type(error)), _step(display):
        raise error
    assert display.batches[-1].vertexes[0].error == "no space"


def test_a_part_that_fails_ends_too() -> None:
    display = _Display()
    with pytest.raises(PydockError), _step(display) as step, step.part("half"):
        raise PydockError("gone")
    assert display.batches[-2].statuses[0].completed is not None
