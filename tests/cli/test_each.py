"""The same action on many objects."""

from __future__ import annotations

import threading

import pytest

from pydock.cli.app import App, Globals
from pydock.cli.each import FEW, for_each, many, outcomes
from pydock.errors import Exit, NotFoundError
from pydock.terminal.streams import Input, Output, Streams


class Screen(Output):
    """What was written, in memory."""

    __slots__ = ("text",)

    def __init__(self) -> None:
        super().__init__(-1, is_terminal=False)
        self.text = ""

    def write(self, data: bytes | bytearray | memoryview | str) -> None:
        assert isinstance(data, str)
        self.text += data

    def flush(self) -> None:
        pass


def make_app(jobs: int = 4) -> tuple[App, Screen, Screen]:
    out, err = Screen(), Screen()
    streams = Streams(Input(-1, is_terminal=False), out, err)
    return App(streams, {"DOCKER_HOST": "unix:///nosuch"}, "/", lambda: 0.0, options=Globals(jobs=jobs)), out, err


@pytest.mark.parametrize("concurrent", [False, True])
def test_names_in_order_then_errors_then_exit_1(concurrent: bool) -> None:
    app, out, err = make_app()

    def act(name: str) -> None:
        if name.startswith("no"):
            raise NotFoundError(404, f"No such container: {name}")

    with pytest.raises(Exit) as caught:
        for_each(app, ["a", "no1", "b", "no2"], act, concurrent=concurrent)
    assert caught.value.exit_code == 1
    assert out.text == "a\nb\n"
    assert err.text == "".join(f"Error response from daemon: No such container: {n}\n" for n in ("no1", "no2"))


def test_as_many_at_once_as_jobs_allow() -> None:
    app, out, _ = make_app(jobs=3)
    together = threading.Barrier(3, timeout=20)
    for_each(app, ["a", "b", "c"], lambda _name: together.wait() and None, concurrent=True)
    assert out.text == "a\nb\nc\n"


def test_the_text_that_the_action_returns_is_printed() -> None:
    app, out, _ = make_app()
    for_each(app, ["a"], str.upper)
    for_each(app, ["a"], str.upper, echo=False)
    assert out.text == "A\n"


def test_many_is_more_than_a_few() -> None:
    assert [many(["x"] * count) for count in (0, 1, FEW, FEW + 1)] == [False, False, False, True]


def test_one_by_one_nothing_is_done_ahead() -> None:
    app, _, _ = make_app()
    done: list[str] = []
    coming = outcomes(app, ["a", "b"], done.append)
    assert (next(coming).name, done) == ("a", ["a"])
    assert (next(coming).name, done) == ("b", ["a", "b"])


def test_an_outcome_comes_as_soon_as_those_before_it_are_there() -> None:
    app, _, _ = make_app()
    end = threading.Event()

    def act(name: str) -> str:
        if name == "slow":
            assert end.wait(20)
        if name == "wrong":
            raise NotFoundError(404, "gone")
        return name.upper()

    coming = outcomes(app, ["a", "wrong", "slow", "b"], act, concurrent=True)
    assert next(coming) == ("a", "A", None)
    failed = next(coming)
    assert (failed.name, failed.result, str(failed.error)) == ("wrong", None, "Error response from daemon: gone")
    end.set()
    assert [outcome.result for outcome in coming] == ["SLOW", "B"]


@pytest.mark.parametrize("concurrent", [False, True])
def test_an_exit_ends_the_rest(concurrent: bool) -> None:
    app, out, _ = make_app(jobs=1)

    def act(name: str) -> None:
        if name == "b":
            raise Exit(3)

    with pytest.raises(Exit) as caught:
        for_each(app, ["a", "b", "c"], act, concurrent=concurrent)
    assert caught.value.exit_code == 3
    assert out.text == "a\n"
