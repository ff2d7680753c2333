from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pydock.cli.app import App, Globals
from pydock.terminal.streams import Input, Output, Streams

MakeApp = Callable[..., App]


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[MakeApp]:
    """An App with a home of its own; its streams lead nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    apps: list[App] = []

    def make(environ: dict[str, str] | None = None, **options: object) -> App:
        streams = Streams(Input(null), Output(null), Output(null))
        everything = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", **(environ or {})}
        apps.append(App(streams, everything, str(tmp_path), lambda: 1_700_000_000.0, "pydock", Globals(**options)))  # type: ignore[arg-type]
        return apps[-1]

    yield make
    for app in apps:
        app.close()
    os.close(null)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The configuration folder."""
    (tmp_path / ".docker").mkdir()
    return tmp_path / ".docker"
