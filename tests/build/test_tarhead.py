from __future__ import annotations

import io
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.build import tarhead
from pydock.build.tarhead import BadArchive, Header


def _read(data: bytes) -> tarfile.TarInfo:
    with tarfile.open(fileobj=io.BytesIO(data + tarhead.END), errors="surrogateescape") as archive:
        found = archive.next()
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name",
    [
        b"a",
        b"a" * 100,
        b"d" * 150 + b"/" + b"f" * 100,
        b"x" * 101,
        b"d/" * 200 + b"f",
        "naïve/é".encode(),
        b"\xff\xfe/raw",
    ],
)
def test_any_name_is_read_back_by_others(name: bytes) -> None:
    found = _read(tarhead.encode(Header(name, size=0, mtime=1700000000, mode=0o4755, uid=7, gid=8)))
    assert found.name.encode("utf-8", "surrogateescape") == name
    assert (found.mode, found.uid, found.gid, found.mtime) == (0o4755, 7, 8, 1700000000)


def test_links_types_and_devices_are_read_back_by_others() -> None:
    link = _read(tarhead.encode(Header(b"l", tarhead.SYMLINK, link=b"t" * 150)))
    assert link.issym() and link.linkname == "t" * 150
    device = _read(tarhead.encode(Header(b"n", tarhead.CHAR, devmajor=1, devminor=3)))
    assert (device.ischr(), device.devmajor, device.devminor) == (True, 1, 3)
    folder = _read(tarhead.encode(Header(b"d/", tarhead.FOLDER)))
    assert folder.isdir()


def test_numbers_that_do_not_fit_move_to_pax_records() -> None:
    big = _read(tarhead.encode(Header(b"big", uid=3_000_000, mtime=-5)))
    assert (big.uid, big.mtime) == (3_000_000, -5)
    header = tarhead.encode(Header(b"huge", size=9 << 30))
    found = tarhead.decode(header[-512:])
    assert found is not None
    tarhead.amend(found, header[512:1024].rstrip(b"\0"), b"x")
    assert found.size == 9 << 30


def test_attributes_are_read_back() -> None:
    found = _read(tarhead.encode(Header(b"f", xattrs={"security.capability": b"\1\0\xff"})))
    assert found.pax_headers["SCHILY.xattr.security.capability"].encode("utf-8", "surrogateescape") == b"\1\0\xff"


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_decode_reads_what_others_write(form: int) -> None:
    info = tarfile.TarInfo("dir/file")
    info.size, info.mode, info.uid, info.mtime = 5, 0o640, 12, 99
    found = tarhead.decode(info.tobuf(form)[:512])  # type: ignore[arg-type]
    assert found is not None
    assert (found.name, found.size, found.mode, found.uid, found.mtime) == (b"dir/file", 5, 0o640, 12, 99)


def test_gnu_numbers_beyond_octal() -> None:
    info = tarfile.TarInfo("f")
    info.size, info.mtime = 10 << 30, -7
    found = tarhead.decode(info.tobuf(tarfile.GNU_FORMAT))
    assert found is not None
    assert (found.size, found.mtime) == (10 << 30, -7)


def test_zeros_end_the_archive() -> None:
    assert tarhead.decode(bytes(512)) is None


@pytest.mark.parametrize("block", [b"x" * 512, b"\0" * 511 + b"1", b"hello".ljust(512, b"\0")])
def test_what_is_no_header_is_refused(block: bytes) -> None:
    with pytest.raises(BadArchive):
        tarhead.decode(block)


@pytest.mark.parametrize(
    "meta", [b"5 a=b\n", b"99 path=x\n", b"path=x\n", b"10 path=\0\n", b"9 size=x\n", b"11 size=-1\n"]
)
def test_broken_pax_records_are_refused(meta: bytes) -> None:
    with pytest.raises(BadArchive):
        tarhead.amend(Header(b"f"), meta, b"x")


@settings(max_examples=60)
@given(
    st.binary(min_size=1, max_size=300).filter(lambda name: b"\0" not in name and not name.endswith(b"/")),
    st.integers(0, 1 << 40),
    st.integers(0, 0o7777),
)
def test_round_trip(name: bytes, size: int, mode: int) -> None:
    data = tarhead.encode(Header(name, size=size, mode=mode))
    found = tarhead.decode(data[-512:])
    assert found is not None
    if len(data) > 512:
        meta = tarhead.decode(data[:512])
        assert meta is not None
        tarhead.amend(found, data[512 : 512 + meta.size], meta.type)
    assert (found.name, found.size, found.mode) == (name, size, mode)
