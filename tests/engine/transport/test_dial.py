"""Dialers: addresses, proxies, TLS and ssh, each against a real peer."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pydock.engine.connection import Connection
from pydock.engine.transport.dial import TCPDialer, UnixDialer, dialer, join_address, split_address
from pydock.engine.transport.endpoint import Endpoint, TLSMaterial
from pydock.engine.transport.ssh import arguments
from pydock.errors import ConfigError, ConnectError
from tests.support.engine import FakeEngine

ANSWER = b"HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nContent-Length: 0\r\n\r\n"


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
    with pytest.raises(ConfigError, match="unable to parse docker host"):
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


class Listener:
    """A TCP listener that serves one connection after another with ``serve(socket)``."""

    def __init__(self, serve: Callable[[socket.socket], None]) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.seen: list[bytes] = []
        self._serve = serve
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                sock, _ = self.socket.accept()
            except OSError:
                return
            with sock:
                self._serve(sock)

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self._thread.join(30)


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
        assert connection.api_version == "1.51"
        connection.close()
    listener.close()
    assert seen[0].startswith(b"HEAD /_ping HTTP/1.1\r\nHost: 127.0.0.1:")
    assert seen[1].startswith(b"HEAD http://far.example:2375/_ping HTTP/1.1\r\nHost: far.example:2375")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with cert.pem and key.pem for 127.0.0.1, signed by themselves."""
    folder = tmp_path_factory.mktemp("tls")
    subject = ["-subj", "/CN=engine", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def tls_echo(certificate: Path) -> Iterator[Listener]:
    """Answers a ping, and an upgrade by echoing everything once its input ended."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")

    def serve(plain: socket.socket) -> None:
        try:
            with context.wrap_socket(plain, server_side=True, suppress_ragged_eofs=True) as sock:
                while data := sock.recv(65536):
                    if b"Upgrade" not in data:
                        sock.sendall(ANSWER)
                        continue
                    sock.sendall(b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello ")
                    received = b""
                    while data := sock.recv(65536):
                        received += data
                    sock.sendall(b"got %d" % len(received))
                    return
        except OSError:
            pass

    listener = Listener(serve)
    yield listener
    listener.close()


def test_tls_upgrade_with_half_close(tls_echo: Listener, certificate: Path) -> None:
    material = TLSMaterial(ca=str(certificate / "cert.pem"))
    connection = Connection(Endpoint("d", f"tcp://127.0.0.1:{tls_echo.port}", material))
    assert connection.api_version == "1.51"
    connection.close()
    with connection.upgrade("POST", "/x") as stream:
        stream.sendall(b"x" * 300_000)
        stream.close_write()
        out = b""
        while data := stream.recv():
            out += data
    assert out == b"hello got 300000"


def test_tls_certificates_are_checked(tls_echo: Listener) -> None:
    host = f"tcp://127.0.0.1:{tls_echo.port}"
    with pytest.raises(ConnectError):
        assert Connection(Endpoint("d", host, TLSMaterial())).api_version
    trusting = Connection(Endpoint("d", host, TLSMaterial(skip_verify=True)))
    assert trusting.api_version == "1.51"
    trusting.close()


def test_tls_files(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.pem")
    with pytest.raises(ConfigError, match="no such file"):
        assert Connection(Endpoint("d", "tcp://127.0.0.1:1", TLSMaterial(ca=missing))).api_version
    (tmp_path / "bad.pem").write_text("nothing")
    with pytest.raises(ConfigError, match="CA certificate"):
        assert Connection(Endpoint("d", "tcp://127.0.0.1:1", TLSMaterial(ca=str(tmp_path / "bad.pem")))).api_version


@pytest.mark.parametrize(
    ("rest", "command"),
    [
        ("h", "-o ConnectTimeout=30 -T -- h docker"),
        ("u@h:22", "-l u -p 22 -o ConnectTimeout=30 -T -- h docker"),
        ("h/run/x.sock", "-o ConnectTimeout=30 -T -- h docker --host unix:///run/x.sock"),
        ("u@[::1]:2", "-l u -p 2 -o ConnectTimeout=30 -T -- ::1 docker"),
    ],
)
def test_ssh_arguments(rest: str, command: str) -> None:
    assert arguments(rest) == ["ssh", *command.split(), "system", "dial-stdio"]


@pytest.mark.parametrize("rest", ["", "u:pw@h", "/path"])
def test_ssh_refuses(rest: str) -> None:
    with pytest.raises(ConfigError):
        arguments(rest)


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
