from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from pydock.portable import files


def test_the_mode_of_an_open_file(tmp_path: Path) -> None:
    fd = os.open(tmp_path / "f", os.O_RDWR | os.O_CREAT)
    try:
        files.set_mode(fd, 0o640)
    finally:
        os.close(fd)
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o640


def test_the_numbers_of_a_device() -> None:
    assert files.device(os.stat("/dev/null")) == (1, 3)


def test_reading_from_the_start_leaves_the_position(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"abcdef")
    with open(tmp_path / "f", "rb", buffering=0) as stream:
        stream.seek(4)
        assert files.read_from_start(stream.fileno(), 3) == b"abc"
        assert stream.tell() == 4


def test_a_link_is_no_plain_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with pytest.raises(OSError, match="symbolic links"):
        os.open(tmp_path / "link", files.PLAIN)


def test_a_pipe_without_a_writer_opens_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.close(os.open(tmp_path / "pipe", files.PLAIN))


@pytest.mark.parametrize("folder", [False, True])
def test_a_lock_keeps_the_next_one_waiting(tmp_path: Path, folder: bool) -> None:
    path = str(tmp_path if folder else tmp_path / "lock")
    steps: list[str] = []
    trying = Event()

    def other() -> None:
        trying.set()
        with files.locked(path, folder=folder):
            steps.append("second")

    with files.locked(path, folder=folder):
        thread = Thread(target=other)
        thread.start()
        trying.wait()
        thread.join(0.1)
        steps.append("first")
    thread.join()
    assert steps == ["first", "second"]
