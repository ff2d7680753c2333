from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.cli import transfer
from pydock.cli.app import App
from pydock.errors import PydockError
from pydock.terminal.streams import Input, Output, Streams


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """Its working folder is not the process's."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out:
        source.write(b"typed")
        source.seek(0)
        streams = Streams(Input(source.fileno()), Output(out.fileno()), Output(out.fileno()))
        yield App(streams, {}, str(tmp_path), time.time)


def test_sources_are_relative_to_the_commands_folder(app: App, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"data")
    with transfer.source(app, "f") as body:
        assert b"".join(body) == b"data"
    with transfer.source(app, "") as body:
        assert b"".join(body) == b"typed"


def test_a_missing_source_is_named_as_it_was_typed(app: App) -> None:
    with pytest.raises(PydockError, match=r"^open nosuch: no such file or directory$"), transfer.source(app, "nosuch"):
        pass


def test_outputs_are_checked_in_the_commands_folder(app: App, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    transfer.check_output(app, "new", "export container")
    with pytest.raises(PydockError, match=r"^failed to export container: cannot write to a directory$"):
        transfer.check_output(app, "d", "export container")
