"""Scripts of a fake engine for containers whose streams are attached."""

from __future__ import annotations

import socket
from collections.abc import Callable

from tests.support.engine import Answer, FakeEngine

ID = "ab" * 32


def frame(stream: int, data: bytes) -> bytes:
    """One stdcopy frame."""
    return bytes((stream, 0, 0, 0)) + len(data).to_bytes(4, "big") + data


def says(*parts: bytes) -> Callable[[socket.socket], None]:
    """An upgraded connection that sends ``parts`` and closes."""

    def serve(sock: socket.socket) -> None:
        for part in parts:
            sock.sendall(part)

    return serve


def echoes(sock: socket.socket) -> None:
    """An upgraded connection that sends back, framed, what it got until the client stops sending."""
    got = b""
    while data := sock.recv(4096):
        got += data
    sock.sendall(frame(1, got))


def scripted(
    fake: FakeEngine, *parts: bytes, status: int = 0, upgrade: Callable[[socket.socket], None] | None = None
) -> None:
    """Everything that ``run`` asks for, up to an end with ``status``."""
    fake.on("POST", "/containers/create", status=201, json={"Id": ID, "Warnings": []})
    fake.on("POST", f"/containers/{ID}/attach", Answer(upgrade=upgrade or says(*parts)))
    fake.on("POST", f"/containers/{ID}/wait", json={"StatusCode": status})
    fake.on("POST", f"/containers/{ID}/start", status=204)
