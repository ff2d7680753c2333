"""TLS with a real server: certificates, upgrades, half-close."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint, TLSMaterial
from pydock.errors import ConfigError, ConnectError
from tests.engine.transport.listener import ANSWER, Listener


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
    assert connection.api_version == "1.50"
    connection.close()
    with connection.upgrade("POST", "/x") as stream:
        stream.sendall(b"x" * 300_000)
        stream.close_write()
        out = b""
        while data := stream.recv():
            out += data
    assert out == b"hello got 300000"


def test_tls_connections_are_kept(tls_echo: Listener, certificate: Path) -> None:
    material = TLSMaterial(ca=str(certificate / "cert.pem"))
    connection = Connection(Endpoint("d", f"tcp://127.0.0.1:{tls_echo.port}", material))
    for _ in range(3):
        connection.call("GET", "/info")
    connection.close()
    assert tls_echo.accepted == 1


def test_tls_answers_to_a_half_close_that_come_at_once_and_end_in_order(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")

    def serve(plain: socket.socket) -> None:
        sock = context.wrap_socket(plain, server_side=True)
        sock.recv(65536)
        sock.sendall(b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
        while sock.recv(65536):
            pass
        sock.sendall(b"the answer")
        with contextlib.suppress(OSError):
            sock.unwrap().close()

    listener = Listener(serve)
    host = f"tcp://127.0.0.1:{listener.port}"
    for _ in range(100):
        connection = Connection(
            Endpoint("d", host, TLSMaterial(skip_verify=True)), environ={"DOCKER_API_VERSION": "1.51"}
        )
        with connection.upgrade("POST", "/x") as stream:
            stream.close_write()
            out = b""
            while data := stream.recv():
                out += data
        assert out == b"the answer"
    listener.close()


def test_tls_both_directions_at_once(certificate: Path) -> None:
    """A peer that echoes as it reads: megabytes both ways through one connection, by two threads."""
    size = 8 << 20
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")

    def serve(plain: socket.socket) -> None:
        with context.wrap_socket(plain, server_side=True) as sock:
            sock.recv(65536)
            sock.sendall(b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
            left = size
            while left:
                data = sock.recv(65536)
                left -= len(data)
                sock.sendall(data)

    listener = Listener(serve)
    host = f"tcp://127.0.0.1:{listener.port}"
    connection = Connection(Endpoint("d", host, TLSMaterial(skip_verify=True)), environ={"DOCKER_API_VERSION": "1.51"})
    with connection.upgrade("POST", "/x") as stream:
        writer = threading.Thread(target=stream.sendall, args=(b"z" * size,))
        writer.start()
        received = 0
        while data := stream.recv():
            received += len(data)
        writer.join()
    listener.close()
    assert received == size


def test_tls_certificates_are_checked(tls_echo: Listener) -> None:
    host = f"tcp://127.0.0.1:{tls_echo.port}"
    with pytest.raises(ConnectError):
        assert Connection(Endpoint("d", host, TLSMaterial())).api_version
    trusting = Connection(Endpoint("d", host, TLSMaterial(skip_verify=True)))
    assert trusting.api_version == "1.50"
    trusting.close()


def test_tls_files(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.pem")
    with pytest.raises(ConfigError, match="no such file"):
        assert Connection(Endpoint("d", "tcp://127.0.0.1:1", TLSMaterial(ca=missing))).api_version
    (tmp_path / "bad.pem").write_text("nothing")
    with pytest.raises(ConfigError, match=r"ca\.pem seems invalid"):
        assert Connection(Endpoint("d", "tcp://127.0.0.1:1", TLSMaterial(ca=str(tmp_path / "bad.pem")))).api_version
