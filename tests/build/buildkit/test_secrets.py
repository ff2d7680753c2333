"""Secrets: parsed, served by id, never read before they are asked for."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from pydock.build.buildkit.grpc.channel import Channel
from pydock.build.buildkit.grpc.status import GrpcError
from pydock.build.buildkit.proto import session_pb2
from pydock.build.buildkit.secrets import PATH, Secrets, Source, parse_secret
from pydock.errors import PydockError


def _ask(service: Secrets, identifier: str) -> bytes:
    left, right = socket.socketpair()
    server, client = Channel(right, client=False, handlers={PATH: service}), Channel(left, client=True)
    server.begin()
    client.begin()
    try:
        request = session_pb2.GetSecretRequest(ID=identifier).SerializeToString()
        return session_pb2.GetSecretResponse.FromString(client.unary(PATH, request)).data
    finally:
        left.shutdown(socket.SHUT_RDWR)
        client.close()
        server.close()


def test_parsing() -> None:
    assert parse_secret(["id=a", "src=f"], {}) == Source("a", "f")
    assert parse_secret(["id=a", "type=env", "src=V"], {}) == Source("a", "", "V")
    assert parse_secret(["id=HOME"], {"HOME": "/"}) == Source("HOME", "", "HOME")
    with pytest.raises(PydockError, match="invalid field 'x' must be a key=value pair"):
        parse_secret(["x"], {})
    with pytest.raises(PydockError, match="unexpected key 'y' in 'y=1'"):
        parse_secret(["y=1"], {})


def test_serving(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"\x00bytes\n")
    sources = [Source("file", str(tmp_path / "f")), Source("env", "", "V"), Source("gone", "", "W")]
    service = Secrets(sources, {"V": "v"})
    assert _ask(service, "file") == b"\x00bytes\n"
    assert _ask(service, "env") == b"v"
    for name in ("gone", "other"):
        with pytest.raises(GrpcError, match="not found"):
            _ask(service, name)


def test_refused(tmp_path: Path) -> None:
    with pytest.raises(PydockError, match="failed to stat nope: stat nope: no such file or directory"):
        Secrets([Source("a", "nope")], {})
    with pytest.raises(PydockError, match="secret missing ID"):
        Secrets([Source("", "x")], {})
    (tmp_path / "big").write_bytes(b"x" * 600_000)
    with pytest.raises(PydockError, match="too big"):
        Secrets([Source("a", str(tmp_path / "big"))], {})
