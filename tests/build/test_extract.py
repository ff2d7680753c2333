"""Unpacking, and archives that try to get out."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.build import tarhead
from pydock.build.extract import Target, unpack
from pydock.build.tarhead import BadArchive, Header, padding
from pydock.build.tarstream import Reader
from pydock.errors import PydockError


def _file(name: bytes, data: bytes = b"data", mode: int = 0o644, mtime: float = 0) -> tuple[Header, bytes]:
    return Header(name, size=len(data), mode=mode, mtime=mtime), data


def _entry(name: bytes, kind: bytes, **more: object) -> tuple[Header, bytes]:
    return Header(name, kind, **more), b""  # type: ignore[arg-type]


def _stream(*entries: tuple[Header, bytes]) -> Iterator[bytes]:
    for header, data in entries:
        yield tarhead.encode(header) + data + bytes(padding(len(data)))


def _unpack(folder: Path, *entries: tuple[Header, bytes]) -> list[str]:
    with Target(str(folder)) as target:
        return unpack(Reader(_stream(*entries)), target)


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """The destination; ``outside`` beside it must stay as it is."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "precious").write_text("untouched")
    (tmp_path / "box").mkdir()
    return tmp_path / "box"


def _assert_outside_untouched(box: Path) -> None:
    outside = box.parent / "outside"
    assert [path.name for path in outside.iterdir()] == ["precious"]
    assert (outside / "precious").read_text() == "untouched"
    assert sorted(path.name for path in box.parent.iterdir()) == ["box", "outside"]


def test_a_good_archive_is_copied_faithfully(box: Path) -> None:
    left_out = _unpack(
        box,
        _entry(b"d/", tarhead.FOLDER, mode=0o511, mtime=1000),
        _file(b"d/f", b"x" * 100_000, 0o4755, 2000),
        _entry(b"d/l", tarhead.SYMLINK, link=b"../../../etc/passwd", mtime=3000),
        _entry(b"d/h", tarhead.HARDLINK, link=b"d/f"),
        _entry(b"d/p", tarhead.FIFO, mode=0o600),
        _file(b"no/such/folder/yet/f"),
    )
    assert left_out == []
    status = (box / "d" / "f").stat()
    assert (stat.S_IMODE(status.st_mode), status.st_mtime) == (0o4755, 2000)
    assert (status.st_size, status.st_nlink) == (100_000, 2)
    assert (box / "d" / "h").samefile(box / "d" / "f")
    assert os.readlink(box / "d" / "l") == "../../../etc/passwd"
    assert (box / "d" / "l").lstat().st_mtime == 3000
    assert stat.S_ISFIFO((box / "d" / "p").stat().st_mode)
    assert (stat.S_IMODE((box / "d").stat().st_mode), (box / "d").stat().st_mtime) == (0o511, 1000)
    assert (box / "no/such/folder/yet/f").read_text() == "data"


@pytest.mark.parametrize("name", [b"/abs", b"//abs", b"./abs", b"x/../abs", b"/x/.././abs"])
def test_odd_names_stay_inside(box: Path, name: bytes) -> None:
    _unpack(box, _file(name))
    assert (box / "abs").read_text() == "data"
    _assert_outside_untouched(box)


@pytest.mark.parametrize("name", [b"../outside/precious", b"a/../../outside/precious", b"..", b"/../outside/x"])
@pytest.mark.parametrize("kind", [tarhead.REGULAR, tarhead.FOLDER, tarhead.SYMLINK, tarhead.FIFO])
def test_names_that_lead_out_are_refused(box: Path, name: bytes, kind: bytes) -> None:
    with pytest.raises(PydockError, match="leads out of the destination"):
        _unpack(box, _entry(name, kind, link=b"t"))
    _assert_outside_untouched(box)


@pytest.mark.parametrize("link", [b"../outside", b"/", b"..", b"."])
def test_a_link_of_the_archive_is_not_walked_through(box: Path, link: bytes) -> None:
    with pytest.raises(PydockError, match="no folder of the destination"):
        _unpack(box, _entry(b"l", tarhead.SYMLINK, link=link), _file(b"l/precious"))
    _assert_outside_untouched(box)


def test_a_link_that_was_there_is_not_walked_through(box: Path) -> None:
    (box / "l").symlink_to("../outside")
    with pytest.raises(PydockError, match="no folder of the destination"):
        _unpack(box, _file(b"l/precious"))
    with pytest.raises(PydockError, match=r'cannot overwrite non-directory ".*/l" with directory'):
        _unpack(box, _entry(b"l/", tarhead.FOLDER))
    _assert_outside_untouched(box)


def test_a_file_onto_a_link_replaces_the_link(box: Path) -> None:
    (box / "l").symlink_to("../outside/precious")
    _unpack(box, _file(b"l", b"mine"))
    assert not (box / "l").is_symlink() and (box / "l").read_text() == "mine"
    _assert_outside_untouched(box)


def test_a_link_then_a_file_of_its_name(box: Path) -> None:
    _unpack(box, _entry(b"l", tarhead.SYMLINK, link=b"../outside/precious"), _file(b"l", b"mine"))
    assert (box / "l").read_text() == "mine"
    _assert_outside_untouched(box)


@pytest.mark.parametrize("link", [b"../outside/precious", b"x/../../outside/precious"])
def test_hard_links_out_are_refused(box: Path, link: bytes) -> None:
    with pytest.raises(PydockError, match="leads out"):
        _unpack(box, _entry(b"h", tarhead.HARDLINK, link=link), _file(b"h", b"overwritten"))
    _assert_outside_untouched(box)


def test_hard_links_through_a_link_are_refused(box: Path) -> None:
    with pytest.raises(PydockError, match="no folder of the destination"):
        _unpack(
            box,
            _entry(b"l", tarhead.SYMLINK, link=b"../outside"),
            _entry(b"h", tarhead.HARDLINK, link=b"l/precious"),
        )
    _assert_outside_untouched(box)


def test_writing_to_a_hard_links_name_leaves_the_other_name_alone(box: Path) -> None:
    (box / "mine").write_text("mine")
    _unpack(box, _entry(b"h", tarhead.HARDLINK, link=b"mine"), _file(b"h", b"theirs"))
    assert (box / "mine").read_text() == "mine"
    assert (box / "h").read_text() == "theirs"


def test_a_hard_link_to_a_link_does_not_follow_it(box: Path) -> None:
    _unpack(
        box,
        _entry(b"l", tarhead.SYMLINK, link=b"../outside/precious"),
        _entry(b"h", tarhead.HARDLINK, link=b"l"),
        _file(b"h", b"theirs"),
    )
    _assert_outside_untouched(box)


def test_a_hard_link_to_itself_changes_nothing(box: Path) -> None:
    (box / "f").write_text("kept")
    _unpack(box, _entry(b"f", tarhead.HARDLINK, link=b"./f"))
    assert (box / "f").read_text() == "kept"


def test_devices_are_left_out_and_told(box: Path) -> None:
    assert _unpack(box, _entry(b"sda", tarhead.BLOCKDEV, devmajor=8), _entry(b"null", tarhead.CHAR)) == ["sda", "null"]
    assert list(box.iterdir()) == []


@pytest.mark.parametrize("kind", [b"S", b"V", b"M"])
def test_types_nobody_knows_are_refused(box: Path, kind: bytes) -> None:
    with pytest.raises(BadArchive, match="unhandled tar header type"):
        _unpack(box, _entry(b"x", kind))


def test_folders_and_files_do_not_replace_each_other(box: Path) -> None:
    (box / "d").mkdir()
    (box / "f").write_text("kept")
    with pytest.raises(PydockError, match=r'cannot overwrite directory ".*/d" with non-directory ".*box"'):
        _unpack(box, _file(b"d"))
    with pytest.raises(PydockError, match=r'cannot overwrite directory ".*/d" with non-directory'):
        _unpack(box, _entry(b"d", tarhead.SYMLINK, link=b"x"))
    with pytest.raises(PydockError, match=r'cannot overwrite non-directory ".*/f" with directory'):
        _unpack(box, _entry(b"f", tarhead.FOLDER))
    assert (box / "f").read_text() == "kept"


def test_the_destination_itself_keeps_its_mode(box: Path) -> None:
    box.chmod(0o750)
    _unpack(box, _entry(b"./", tarhead.FOLDER, mode=0o777), _file(b"./f"))
    assert stat.S_IMODE(box.stat().st_mode) == 0o750


def test_a_file_is_replaced_only_by_a_whole_one(box: Path) -> None:
    (box / "f").write_text("old")

    def broken() -> Iterator[bytes]:
        yield tarhead.encode(Header(b"f", size=10)) + b"half"

    with Target(str(box)) as target, pytest.raises(BadArchive, match="unexpected EOF"):
        unpack(Reader(broken()), target)
    assert (box / "f").read_text() == "old"
    assert [path.name for path in box.iterdir()] == ["f"]
    _unpack(box, _file(b"f", b"new"))
    assert (box / "f").read_text() == "new"


def test_a_new_file_that_stays_half_is_taken_away(box: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield tarhead.encode(Header(b"f", size=10)) + b"half"

    with Target(str(box)) as target, pytest.raises(BadArchive):
        unpack(Reader(broken()), target)
    assert list(box.iterdir()) == []


def test_a_full_disk_is_an_error_that_names_the_file(box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(fd: int, data: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(PydockError, match=r"write .*/box/f: no space left on device"):
        _unpack(box, _file(b"f"))
    assert list(box.iterdir()) == []


def test_names_can_be_exchanged_on_the_way(box: Path) -> None:
    with Target(str(box)) as target:
        unpack(
            Reader(_stream(_file(b"a/f"), _entry(b"a/h", tarhead.HARDLINK, link=b"a/f"))),
            target,
            rename=lambda name: b"b" + name[1:],
        )
    assert (box / "b" / "h").samefile(box / "b" / "f")


def test_a_folder_exchanged_for_a_link_meanwhile_is_no_way_out(box: Path) -> None:
    """Somebody else swaps a folder for a link again and again while files are unpacked into it."""
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            try:
                os.rename(box / "d", box / "aside")
                os.symlink("../outside", box / "d")
                os.unlink(box / "d")
                os.rename(box / "aside", box / "d")
            except OSError:
                continue

    (box / "d").mkdir()
    thread = threading.Thread(target=swap)
    thread.start()
    try:
        for count in range(300):
            try:
                _unpack(box, _file(b"d/precious", b"%d" % count))
            except PydockError:
                continue
    finally:
        stop.set()
        thread.join()
    _assert_outside_untouched(box)


def test_a_destination_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PydockError, match=r"open .*/nosuch: no such file or directory"):
        Target(str(tmp_path / "nosuch"))
