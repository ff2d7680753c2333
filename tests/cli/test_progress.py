"""Which way progress is shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.cli.app import App, Globals
from pydock.cli.progress import progress
from pydock.render.progress.json import Json
from pydock.render.progress.plain import Plain, Quiet
from pydock.terminal.streams import Input, Output, Streams


@pytest.fixture
def fd(tmp_path: Path) -> Iterator[int]:
    number = os.open(tmp_path / "out", os.O_CREAT | os.O_RDWR)
    yield number
    os.close(number)


def app(fd: int, mode: str | None, environ: dict[str, str], terminal: bool = False) -> App:
    streams = Streams(Input(fd), Output(fd, is_terminal=terminal), Output(fd, is_terminal=terminal))
    return App(streams, environ, "/", lambda: 0.0, options=Globals(progress=mode))


@pytest.mark.parametrize(
    ("mode", "kind"), [(None, Plain), ("plain", Plain), ("quiet", Quiet), ("json", Json), ("rawjson", Json)]
)
def test_renderers(fd: int, mode: str | None, kind: type) -> None:
    state = app(fd, mode, {})
    assert isinstance(progress(state, state.streams.stdout), kind)


@pytest.mark.parametrize("environ", [{"CI": "true"}, {"TERM": "dumb"}])
def test_plain_where_a_terminal_cannot_be_drawn_on(fd: int, environ: dict[str, str]) -> None:
    state = app(fd, None, environ, terminal=True)
    assert isinstance(progress(state, state.streams.stdout), Plain)


def test_a_commands_own_mode_wins(fd: int) -> None:
    state = app(fd, "json", {})
    assert isinstance(progress(state, state.streams.stdout, "quiet"), Quiet)
