"""File sync between our sender and our receiver, over a socket pair: what leaves one folder arrives in another."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pydock.build.buildkit import filesync
from pydock.build.buildkit.events import changed_files
from pydock.build.buildkit.filesync import FileSync, metadata_lists
from pydock.build.buildkit.grpc.channel import Channel
from pydock.build.buildkit.grpc.peer import envelope
from pydock.build.buildkit.grpc.status import GrpcError
from pydock.build.buildkit.proto import fsutil_pb2
from pydock.build.buildkit.receive import receive_folder
from pydock.build.buildkit.walk import Entry
from pydock.errors import PydockError


def _transfer(service: FileSync, target: Path, metadata: list[tuple[str, str]]) -> None:
    left, right = socket.socketpair()
    server = Channel(right, client=False, handlers={filesync.PATH: service})
    client = Channel(left, client=True)
    server.begin()
    client.begin()
    try:
        call = client.call(filesync.PATH, metadata=metadata)
        try:
            receive_folder(call, str(target))
        except PydockError:
            call.cancel()
            raise
        call.close_send()
        call.check()
    finally:
        left.shutdown(socket.SHUT_RDWR)
        client.close()
        server.close()


def test_a_folder_arrives_whole(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "d/e").mkdir(parents=True)
    target.mkdir()
    (source / "d/big").write_bytes(os.urandom(700_000))
    (source / "d/empty").write_bytes(b"")
    (source / "run.sh").write_text("#!/bin/sh\n")
    os.chmod(source / "run.sh", 0o750)
    os.utime(source / "run.sh", ns=(1_000_000_001, 1_600_000_000_123_456_789))
    (source / "soft").symlink_to("d/big")
    os.link(source / "run.sh", source / "zhard")
    for number in range(300):
        (source / "d/e" / f"f{number}").write_text(str(number))
    service = FileSync({"context": os.fsencode(source)})
    _transfer(service, target, [("dir-name", "context")])
    for found in source.rglob("*"):
        other = target / found.relative_to(source)
        assert other.is_symlink() == found.is_symlink() and other.is_dir() == found.is_dir()
        if found.is_file():
            assert other.read_bytes() == found.read_bytes()
    assert (target / "run.sh").stat().st_mtime_ns == 1_600_000_000_123_456_789
    assert (target / "run.sh").stat().st_mode & 0o777 == 0o750
    assert (target / "zhard").stat().st_ino == (target / "run.sh").stat().st_ino
    assert service.sent > 700_000


def test_files_that_change_after_they_were_listed_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    (source / "grown").write_text("four")
    (source / "same").write_text("four")
    listed = [Entry(b"gone", 0o644, 4, 0), Entry(b"grown", 0o644, 1, 0), Entry(b"same", 0o644, 4, 0)]
    monkeypatch.setattr(filesync, "walk", lambda root, wanted: listed)
    service = FileSync({"context": os.fsencode(source)})
    _transfer(service, target, [("dir-name", "context")])
    assert (target / "gone").read_bytes() == b"" and (target / "grown").read_text() == "four"
    assert sorted(service.changed) == ["gone", "grown"]
    told = changed_files(service.changed)
    assert [w.vertex for w in told.warnings] == [told.vertexes[0].digest] * 2


def test_patterns_of_the_engine_are_honoured(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    for name in ("keep", "drop.log"):
        (source / name).write_text(name)
    metadata = [("dir-name", "x"), ("exclude-patterns", "%2A.log"), ("exclude-patterns-encoded", "1")]
    _transfer(FileSync({"x": os.fsencode(source)}), target, metadata)
    assert [path.name for path in target.iterdir()] == ["keep"]


def test_unknown_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GrpcError, match='no access allowed to dir "y"'):
        _transfer(FileSync({"x": b"/nonexistent"}), tmp_path, [("dir-name", "y")])


def test_metadata_lists() -> None:
    found = metadata_lists({"a": ["x+y"], "b": ["x+y"], "b-encoded": ["1"]})
    assert found["a"] == ["x+y"] and found["b"] == ["x y"]


@pytest.mark.parametrize("path", [b"../out", b"/abs", b"a/../b", b"a//b", b""])
def test_unsafe_paths_are_refused(tmp_path: Path, path: bytes) -> None:
    with pytest.raises(PydockError, match="unsafe path"):
        _send_entries(tmp_path, [fsutil_pb2.Stat(path=path, mode=0o644)])
    assert not (tmp_path.parent / "out").exists()


def test_links_in_the_way_are_not_followed(tmp_path: Path) -> None:
    outside, target = tmp_path / "outside", tmp_path / "target"
    outside.mkdir()
    target.mkdir()
    (target / "d").symlink_to(outside)
    with pytest.raises(PydockError, match="cannot write d/f"):
        _send_entries(target, [fsutil_pb2.Stat(path=b"d/f", mode=0o777 | 1 << 31)])
    assert list(outside.iterdir()) == []


def _send_entries(target: Path, stats: list[fsutil_pb2.Stat]) -> None:
    """A sender that only lists ``stats``."""
    packets = [fsutil_pb2.Packet(type=fsutil_pb2.PACKET_STAT, stat=stat) for stat in stats]

    def handler(call: object) -> None:
        call.send_enveloped(b"".join(envelope(p.SerializeToString()) for p in packets))  # type: ignore[attr-defined]
        call.receive()  # type: ignore[attr-defined]

    left, right = socket.socketpair()
    server = Channel(right, client=False, handlers={"/t/Send": handler})
    client = Channel(left, client=True)
    server.begin()
    client.begin()
    try:
        receive_folder(client.call("/t/Send"), str(target))
    finally:
        left.shutdown(socket.SHUT_RDWR)
        client.close()
        server.close()
