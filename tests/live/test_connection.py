"""The connection against real engines."""

from __future__ import annotations

import io
import tarfile

import pytest

from pydock.engine.connection import Connection
from pydock.engine.frames import Demultiplexer
from pydock.engine.jsonlines import messages
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import ConnectError, NotFoundError, ProtocolError
from tests.live.conftest import without
from tests.support.live import LiveEngine, Unavailable, available


def test_negotiation(live: LiveEngine) -> None:
    connection = live.connection
    assert connection.api_version == connection.ping.api_version or connection.api_version == "1.50"
    with pytest.raises(NotFoundError):
        connection.call("GET", "/containers/nobody/json")


@pytest.mark.parametrize("version", ["1.24", "v1.40", "1.44"])
def test_pinned_version(live: LiveEngine, version: str) -> None:
    offered = live.connection.call("GET", "/version")
    low, high = (tuple(map(int, offered[name].split("."))) for name in ("MinAPIVersion", "ApiVersion"))
    if not low <= tuple(map(int, version.lstrip("v").split("."))) <= high:
        pytest.skip(f"the engine speaks {offered['MinAPIVersion']} to {offered['ApiVersion']}")
    connection = Connection(Endpoint("d", live.host), environ={"DOCKER_API_VERSION": version})
    try:
        assert connection.call("GET", "/containers/json") == []
        assert connection.api_version == version.lstrip("v")
    finally:
        connection.close()


def test_attach_with_half_close(live: LiveEngine) -> None:
    call = live.connection.call
    body = {"Image": "busybox", "Cmd": ["sh", "-c", "cat; echo err >&2"], "OpenStdin": True, "StdinOnce": True}
    made = call("POST", "/containers/create", body={**body, "AttachStdin": True})["Id"]
    query = {"stream": True, "stdin": True, "stdout": True, "stderr": True}
    with live.connection.upgrade("POST", f"/containers/{made}/attach", query=query) as stream:
        call("POST", f"/containers/{made}/start")
        stream.sendall(b"y" * 1_000_000)
        stream.close_write()
        demultiplexer = Demultiplexer()
        sizes = {1: 0, 2: 0}
        while data := stream.recv():
            for number, payload in demultiplexer.feed(data):
                sizes[number] += len(payload)
    assert sizes == {1: 1_000_000, 2: 4}
    assert call("POST", f"/containers/{made}/wait")["StatusCode"] == 0


def test_upload_and_export(live: LiveEngine) -> None:
    call = live.connection.call
    made = call("POST", "/containers/create", body={"Image": "busybox", "Cmd": ["true"]})["Id"]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        entry = tarfile.TarInfo("big")
        entry.size = 5_000_000
        tar.addfile(entry, io.BytesIO(b"z" * entry.size))
    out.seek(0)
    call("PUT", f"/containers/{made}/archive", query={"path": "/tmp"}, body=out)
    with live.connection.open("GET", f"/containers/{made}/archive", query={"path": "/tmp/big"}) as response:
        with tarfile.open(fileobj=io.BytesIO(response.read())) as tar:
            assert tar.getmember("big").size == 5_000_000


def test_progress_streams(live: LiveEngine) -> None:
    call, open_ = live.connection.call, live.connection.open
    name = f"{live.registry().address}/base"
    anonymous = {"X-Registry-Auth": "e30="}
    call("POST", "/images/busybox/tag", query={"repo": name, "tag": "1"})
    for _ in range(2):
        pushed = list(messages(open_("POST", f"/images/{name}/push", query={"tag": "1"}, headers=anonymous)))
        assert not [message for message in pushed if "error" in message]
    call("DELETE", f"/images/{name}:1")
    pulled = list(messages(open_("POST", "/images/create", query={"fromImage": name, "tag": "1"})))
    assert pulled
    assert not [message for message in pulled if "error" in message]
    assert call("GET", f"/images/{name}:1/json")["Os"] == "linux"


def test_an_engine_killed_mid_stream() -> None:
    try:
        engine = LiveEngine(*available()[0])
    except Unavailable as reason:
        without(reason)
    try:
        with engine.connection.open("GET", "/events") as response:
            engine.kill()
            with pytest.raises(ProtocolError, match="unexpected EOF"):
                response.read1()
        with pytest.raises(ConnectError, match="Cannot connect to the Docker daemon"):
            engine.connection.call("GET", "/info")
    finally:
        engine.stop()
