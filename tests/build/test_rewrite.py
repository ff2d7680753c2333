from __future__ import annotations

import io
import tarfile

import pytest

from pydock.build import tarhead
from pydock.build.rewrite import add_files, decompress
from pydock.build.tarhead import Header, padding
from pydock.errors import PydockError


def _file(name: bytes, data: bytes) -> bytes:
    return tarhead.encode(Header(name, size=len(data), mode=0o640)) + data + bytes(padding(len(data)))


def test_files_are_replaced_and_added_in_a_stream() -> None:
    source = _file(b"old", b"1") + _file(b"big", b"x" * 100_000) + _file(b".dockerignore", b"*.md") + tarhead.END
    made = b"".join(add_files(iter([source]), {b"old": b"2", b"new": b"3"}, ignored=b"new"))
    with tarfile.open(fileobj=io.BytesIO(made)) as found:
        data = {member.name: found.extractfile(member).read() for member in found}  # type: ignore[union-attr]
        assert found.getmember(".dockerignore").mode == 0o640
    assert data == {"big": b"x" * 100_000, ".dockerignore": b"*.md\nnew\n", "old": b"2", "new": b"3"}


def test_zstd_cannot_be_taken_apart() -> None:
    with pytest.raises(PydockError, match="compressed with zstd"):
        list(decompress(iter([b"\x28\xb5\x2f\xfd"])))
