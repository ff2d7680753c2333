from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from pydock.engine.bodies import Piped, Unreadable, from_fd
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import ConnectError
from tests.support.engine import FakeEngine


def test_a_regular_file_stays_a_file(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"data")
    fd = os.open(tmp_path / "f", os.O_RDONLY)
    file = from_fd(fd, "f")
    assert isinstance(file, io.FileIO)
    assert file.read() == b"data"
    file.close()
    os.close(fd)


def test_a_pipe_comes_in_pieces() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"data")
    os.close(writer)
    body = from_fd(reader, "stdin")
    assert isinstance(body, Piped)
    assert b"".join(body) == b"data"
    os.close(reader)


def test_a_folder_fails_when_it_is_read(tmp_path: Path) -> None:
    fd = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(Unreadable, match=r"read dir: is a directory"):
        list(from_fd(fd, "dir"))
    os.close(fd)


def test_the_request_says_what_could_not_be_read(tmp_path: Path) -> None:
    engine = FakeEngine(str(tmp_path / "sock"))
    connection = Connection(Endpoint("test", engine.host))
    fd = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(ConnectError, match=r'error during connect: Post ".*/images/load": read \.: is a directory'):
            connection.call("POST", "/images/load", body=from_fd(fd, "."))
    finally:
        os.close(fd)
        connection.close()
        engine.close()
