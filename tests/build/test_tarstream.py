from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.build import tarhead
from pydock.build.tarhead import BadArchive, Header
from pydock.build.tarstream import Reader


def _sample(form: int = tarfile.GNU_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name, data in (("a", b"one"), ("long/" * 40 + "n", b"x" * 2000), ("é", b"")):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("l")
        link.type, link.linkname = tarfile.SYMTYPE, "t" * 200
        archive.addfile(link)
    return buffer.getvalue()


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("size", [1, 511, 512, 513, 1 << 16])
def test_entries_at_any_chunking(form: int, size: int) -> None:
    reader = Reader(_cut(_sample(form), size))
    found = [(header.name, header.link, b"".join(reader.content())) for header in reader]
    assert [(name, len(link), data) for name, link, data in found] == [
        (b"a", 0, b"one"),
        (b"long/" * 40 + b"n", 0, b"x" * 2000),
        ("é".encode(), 0, b""),
        (b"l", 200, b""),
    ]


def test_content_nobody_reads_is_skipped() -> None:
    assert len(list(Reader(_cut(_sample(), 700)))) == 4


def test_an_archive_without_its_end_marker_is_whole() -> None:
    assert [header.name for header in Reader(iter([tarhead.encode(Header(b"a"))]))] == [b"a"]
    assert list(Reader(iter([]))) == []


@pytest.mark.parametrize("length", [100, 600, 1400])
def test_an_archive_that_ends_early_is_an_error(length: int) -> None:
    data = tarhead.encode(Header(b"a", size=1000)) + bytes(1024)
    with pytest.raises(BadArchive, match="unexpected EOF"):
        list(Reader(iter([data[:length]])))


def test_an_endless_name_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadArchive, match="too long"):
        list(Reader(iter([tarhead.encode(Header(b"x", b"L", size=1 << 30))])))


@settings(max_examples=50)
@given(st.binary(max_size=2000))
def test_noise_is_an_error_or_nothing(noise: bytes) -> None:
    try:
        for _ in Reader(iter([noise])):
            pass
    except BadArchive:
        pass
