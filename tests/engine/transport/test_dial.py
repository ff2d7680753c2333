"""Dialers: addresses, proxies, TLS and ssh, each against a real peer."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pydock.engine.connection import Connection
from pydock.engine.transport.dial import TCPDialer, UnixDialer, dialer, join_address, split_address
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import ConfigError, ConnectError
from tests.engine.transport.listener import ANSWER, Listener
from tests.support.engine import FakeEngine


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("h:1", ("h", 1)),
        ("h", ("h", 9)),
        (":1", ("localhost", 1)),
        ("[::1]:2", ("::1", 2)),
        ("[::1]", ("::1", 9)),
    ],
)
def test_addresses(text: str, address: tuple[str, int]) -> None:
    assert split_address(text, 9) == address


def test_bad_addresses() -> None:
    assert join_address("::1", 2) == "[::1]:2"
    with pytest.raises(ConfigError):
        split_address("h:x", 9)
    with pytest.raises(ConfigError, match="protocol not available"):
        dialer(Endpoint("d", "npipe:////./pipe/docker_engine"), {})


def test_bases() -> None:
    unix = dialer(Endpoint("d", "unix:///var/run/docker.sock"), {})
    assert isinstance(unix, UnixDialer)
    assert unix.base == "http://%2Fvar%2Frun%2Fdocker.sock"
    tcp = dialer(Endpoint("d", "tcp://h:99/prefix"), {})
    assert (tcp.base, tcp.authority, tcp.prefix) == ("http://h:99", "h:99", "/prefix")


@pytest.mark.parametrize(
    ("name", "environ", "proxied"),
    [
        ("far.example", {"HTTP_PROXY": "http://p:8080"}, "p:8080"),
        ("far.example", {"http_proxy": "p:8080"}, "p:8080"),
        ("far.example", {"HTTP_PROXY": "http://u:w@p:8080/"}, "p:8080"),
        ("far.example", {"HTTP_PROXY": "http://p:8080", "NO_PROXY": "a,.example"}, None),
        ("far.example", {"HTTP_PROXY": "http://p:8080", "NO_PROXY": "*"}, None),
        ("notexample", {"HTTP_PROXY": "http://p:8080", "NO_PROXY": "example"}, "p:8080"),
        ("localhost", {"HTTP_PROXY": "http://p:8080"}, None),
        ("127.0.0.1", {"HTTP_PROXY": "http://p:8080"}, None),
        ("far.example", {}, None),
    ],
)
def test_proxies(name: str, environ: dict[str, str], proxied: str | None) -> None:
    made = dialer(Endpoint("d", f"tcp://{name}:1"), environ)
    assert isinstance(made, TCPDialer)
    assert made.proxy == proxied


def test_tcp_and_a_proxy_that_is_told_the_whole_url() -> None:
    seen: list[bytes] = []

    def serve(sock: socket.socket) -> None:
        while data := sock.recv(65536):
            seen.append(data)
            sock.sendall(ANSWER)

    listener = Listener(serve)
    for host, environ in (
        (f"tcp://127.0.0.1:{listener.port}", {}),
        ("tcp://far.example:2375", {"HTTP_PROXY": f"http://127.0.0.1:{listener.port}"}),
    ):
        connection = Connection(Endpoint("d", host), environ=environ)
        assert connection.api_version == "1.50"
        connection.close()
    listener.close()
    assert seen[0].startswith(b"HEAD /_ping HTTP/1.1\r\nHost: 127.0.0.1:")
    assert seen[1].startswith(b"HEAD http://far.example:2375/_ping HTTP/1.1\r\nHost: far.example:2375")


def test_ssh_carries_requests_and_upgrades(fake: FakeEngine, tmp_path: Path) -> None:
    """A stand-in for ssh joins its standard streams to the engine's socket, as dial-stdio does."""
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\nexec {os.fspath(_python())} {Path(__file__).parent / 'dial_stdio.py'} {fake.path}\n")
    ssh.chmod(0o755)
    environ = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    fake.on("GET", "/info", json={"a": "b" * 100_000})

    def peer(sock: socket.socket) -> None:
        received = b""
        while data := sock.recv(65536):
            received += data
        sock.sendall(b"got " + received)

    fake.on("POST", "/x", upgrade=peer)
    connection = Connection(Endpoint("d", "ssh://u@far"), environ=environ)
    assert len(connection.call("GET", "/info")["a"]) == 100_000
    with connection.upgrade("POST", "/x") as stream:
        stream.sendall(b"typed")
        stream.close_write()
        assert stream.recv() + stream.recv() == b"got typed"
    connection.close()


def test_what_ssh_says_is_shown(tmp_path: Path) -> None:
    ssh = tmp_path / "ssh"
    ssh.write_text("#!/bin/sh\necho 'Permission denied (publickey).' >&2\nexit 255\n")
    ssh.chmod(0o755)
    with pytest.raises(ConnectError, match="Permission denied"):
        assert Connection(Endpoint("d", "ssh://far"), environ={"PATH": f"{tmp_path}:/bin"}).api_version


def _python() -> str:
    import sys

    return sys.executable
