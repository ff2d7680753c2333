"""Blobs of layouts, as the engine reads and writes them on the session."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from pydock.build.buildkit.contentstore import ContentStores
from pydock.build.buildkit.grpc.channel import Call, Channel
from pydock.build.buildkit.grpc.status import (
    ALREADY_EXISTS,
    FAILED_PRECONDITION,
    INVALID_ARGUMENT,
    NOT_FOUND,
    OUT_OF_RANGE,
    PERMISSION_DENIED,
    GrpcError,
)
from pydock.build.buildkit.layout import Layout
from pydock.build.buildkit.proto import content_pb2 as messages
from tests.support.grpc import served

_SERVICE = "/containerd.services.content.v1.Content/"
_STORE = [("buildkit-attachable-store-id", "s")]
_DATA = b"0123456789"
_DIGEST = f"sha256:{sha256(_DATA).hexdigest()}"
_WRITE, _COMMIT, _STAT = messages.WriteAction.WRITE, messages.WriteAction.COMMIT, messages.WriteAction.STAT


def _request(action: messages.WriteAction, offset: int = 0, data: bytes = b"", **more: int | str) -> bytes:
    request = messages.WriteContentRequest(action=action, ref="r", offset=offset, data=data)
    for name, value in more.items():
        setattr(request, name, value)
    return request.SerializeToString()


def _write(client: Channel, requests: Sequence[bytes]) -> tuple[Call, list[messages.WriteContentResponse]]:
    call = client.call(_SERVICE + "Write", metadata=_STORE)
    answers = []
    for request in requests:
        call.send(request)
        if (answer := call.receive()) is not None:
            answers.append(messages.WriteContentResponse.FromString(answer))
    return call, answers


def _blobs(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_blobs_are_read(tmp_path: Path) -> None:
    path = tmp_path / "blobs" / _DIGEST.replace(":", "/")
    path.parent.mkdir(parents=True)
    path.write_bytes(_DATA)
    with served(ContentStores({"s": Layout(str(tmp_path))}).handlers()) as client:
        info = client.unary(_SERVICE + "Info", messages.InfoRequest(digest=_DIGEST).SerializeToString(), _STORE)
        assert messages.InfoResponse.FromString(info).info.size == 10
        request = messages.ReadContentRequest(digest=_DIGEST, offset=2, size=5).SerializeToString()
        answers = [messages.ReadContentResponse.FromString(m) for m in client.call(_SERVICE + "Read", request, _STORE)]
        assert b"".join(answer.data for answer in answers) == b"23456"
        for bad, code in (("sha256:" + "cd" * 32, NOT_FOUND), ("sha256:../../x", INVALID_ARGUMENT)):
            with pytest.raises(GrpcError) as caught:
                client.unary(_SERVICE + "Info", messages.InfoRequest(digest=bad).SerializeToString(), _STORE)
            assert caught.value.code == code
        with pytest.raises(GrpcError, match="unknown store"):
            client.unary(_SERVICE + "Info", messages.InfoRequest(digest=_DIGEST).SerializeToString())


def test_blobs_are_written(tmp_path: Path) -> None:
    with served(ContentStores({}, {"s": Layout(str(tmp_path))}).handlers()) as client:
        steps = [_request(_STAT, total=10, expected=_DIGEST), _request(_WRITE, 0, _DATA[:4])]
        call, answers = _write(client, [*steps, _request(_COMMIT, 4, _DATA[4:], total=10, expected=_DIGEST)])
        call.check()
        assert [answer.offset for answer in answers] == [0, 4, 10] and answers[-1].digest == _DIGEST
        assert [path.read_bytes() for path in _blobs(tmp_path)] == [_DATA]
        again, _ = _write(client, [_request(_STAT, total=10, expected=_DIGEST)])
        assert again.result().code == ALREADY_EXISTS


@pytest.mark.parametrize(
    ("requests", "code"),
    [
        ([_request(_COMMIT, 0, _DATA, expected="sha256:" + "00" * 32)], FAILED_PRECONDITION),
        ([_request(_COMMIT, 0, _DATA, total=11)], FAILED_PRECONDITION),
        ([_request(_WRITE, 0, _DATA), _request(_WRITE, 5, _DATA)], OUT_OF_RANGE),
        ([_request(_COMMIT, 0, _DATA, expected="sha256:../../../x")], INVALID_ARGUMENT),
    ],
    ids=["digest", "size", "offset", "no digest"],
)
def test_nothing_wrong_is_kept(tmp_path: Path, requests: list[bytes], code: int) -> None:
    with served(ContentStores({}, {"s": Layout(str(tmp_path))}).handlers()) as client:
        call, _ = _write(client, requests)
        assert call.result().code == code
    assert _blobs(tmp_path) == []


def test_what_ends_early_is_not_kept(tmp_path: Path) -> None:
    with served(ContentStores({}, {"s": Layout(str(tmp_path))}).handlers()) as client:
        call, _ = _write(client, [_request(_WRITE, 0, _DATA)])
        call.close_send()
        call.check()
    assert _blobs(tmp_path) == []


def test_a_store_to_read_from_is_not_written(tmp_path: Path) -> None:
    stores = ContentStores({"s": Layout(str(tmp_path))}, {"other": Layout(str(tmp_path / "o"))})
    with served(stores.handlers()) as client:
        call, _ = _write(client, [_request(_COMMIT, 0, _DATA)])
        assert call.result().code == PERMISSION_DENIED
