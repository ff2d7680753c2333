from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from pydock.config.contextarchive import LARGEST, Archive, import_context, pack, unpack
from pydock.config.contextstore import Context, ContextStore
from pydock.errors import ConfigError

CONTEXT = Context("c", {"Description": "d"}, {"docker": {"Host": "tcp://h"}})
META = b'{"Name":"c","Metadata":{},"Endpoints":{}}'


def _tar(*members: tuple[str, bytes | None], link: str | None = None) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            if content is None:
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                member.size = len(content)
            archive.addfile(member, io.BytesIO(content or b""))
    return target.getvalue()


def test_the_round_trip() -> None:
    tls = {"docker": {"ca.pem": b"a", "key.pem": b"k"}}
    assert unpack(pack(CONTEXT, tls)) == Archive(CONTEXT, tls)


def test_a_zip_is_read_too() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("meta.json", META)
        archive.writestr("tls/docker/ca.pem", b"a")
    assert unpack(target.getvalue()).tls == {"docker": {"ca.pem": b"a"}}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (_tar(("meta.json", META), ("../evil", b"x")), "unexpected path format"),
        (_tar(("meta.json", META), ("/etc/evil", b"x")), "unexpected path format"),
        (_tar(("meta.json", META), ("tls/../../evil", b"x")), "unexpected path format"),
        (_tar(("meta.json", META), ("tls/docker/a/b", b"x")), "unexpected context file"),
        (_tar(("meta.json", META), ("other", b"x")), "unexpected context file"),
        (_tar(("meta.json", META), ("tls\\docker\\x", b"x")), "unexpected '\\\\' in path"),
        (_tar(("meta.json", META), ("tls/docker/ca.pem", None)), "not a regular file"),
        (_tar(("tls/docker/ca.pem", b"x")), "no metadata found"),
        (_tar(("meta.json", b"{bad")), "parsing meta.json: invalid character 'b'"),
        (b"junk", "unexpected EOF"),
        (b"junk" * 500, "invalid tar header"),
        (b"PKjunk", "not a valid zip file"),
        (b"x" * (LARGEST + 1), "read exceeds the defined limit"),
        (b"", "no metadata found"),
    ],
)
def test_hostile_and_broken_archives_store_nothing(tmp_path: Path, raw: bytes, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        import_context(ContextStore(str(tmp_path)), "c1", raw)
    assert list(tmp_path.iterdir()) == []


def test_a_zip_that_unpacks_to_too_much(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("meta.json", META)
        archive.writestr("tls/docker/ca.pem", b"\0" * (LARGEST + 1))
    assert len(target.getvalue()) < 100_000
    with pytest.raises(ConfigError, match="read exceeds the defined limit"):
        unpack(target.getvalue())
