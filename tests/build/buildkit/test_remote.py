"""A buildkitd of its own: its address, its options, the tunnel of sessions."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.remote import RemoteNode, as_transport, check_endpoint, check_options
from pydock.errors import ConnectError, PydockError
from tests.support.grpc import served


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [("", "no remote endpoint provided"), ("ssh://host", "unrecognized url scheme ssh")],
)
def test_addresses_that_no_builder_has(endpoint: str, message: str) -> None:
    with pytest.raises(PydockError, match=message):
        check_endpoint(endpoint)
    check_endpoint("unix:///run/buildkit.sock")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cacert": "ca.pem"}, "non-absolute path 'ca.pem' provided for cacert"),
        ({"default-load": "perhaps"}, "perhaps"),
        ({"foo": "1"}, "invalid driver option foo for remote driver"),
    ],
)
def test_options(options: dict[str, str], message: str) -> None:
    with pytest.raises(PydockError, match=message):
        check_options(options)
    check_options({"cacert": "/ca.pem", "servername": "host", "default-load": "true"})


def test_a_socket_is_dialled(tmp_path: Path) -> None:
    path = f"{tmp_path}/buildkit.sock"
    node = RemoteNode("b", "b0", f"unix://{path}", {"default-load": "true"})
    assert node.driver.loads and not node.driver.moby
    with pytest.raises(ConnectError, match="failed to reach unix://"):
        node.status()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        assert node.status() == "running"


def test_bytes_go_through_the_tunnel() -> None:
    def echo(call: Call) -> None:
        while (message := call.receive()) is not None:
            call.send(message)

    with served({"/session": echo}) as client:
        call = client.call("/session")
        tunnel = as_transport(call)
        tunnel.sendall(b"there and back")
        assert tunnel.recv(100) == b"there and back"
        call.close_send()
        assert tunnel.recv(100) == b""
        tunnel.close()
