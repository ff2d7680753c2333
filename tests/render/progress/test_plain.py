"""Progress in a pipe."""

from __future__ import annotations

from pydock.progress import DONE, Event
from pydock.render.progress.plain import Plain, Quiet

EVENTS = [
    Event("a", "Downloading", current=1, total=2),
    Event("a", "Pulling", plain="a: Pulling\n"),
    Event("a", "Pulling", plain="a: Pulling\n"),
    Event("a", "Done", DONE, plain="a: Done\n"),
    Event("", "Bye", plain="Bye\n"),
    Event("", "Bye", plain="Bye\n"),
]


class Sink:
    def __init__(self) -> None:
        self.text = ""

    def write(self, data: str) -> None:
        self.text += data

    def flush(self) -> None:
        pass


def shown(once: bool) -> str:
    sink = Sink()
    with Plain(sink, once=once) as progress:
        for event in EVENTS:
            progress.event(event)
    return sink.text


def test_every_line_as_it_comes() -> None:
    assert shown(False) == "a: Pulling\na: Pulling\na: Done\nBye\nBye\n"


def test_no_repeats_of_a_task_in_ci() -> None:
    assert shown(True) == "a: Pulling\na: Done\nBye\nBye\n"


def test_quiet_takes_everything_and_says_nothing() -> None:
    with Quiet() as progress:
        progress.event(EVENTS[0])
