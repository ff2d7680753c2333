"""``pydock system dial-stdio``: what an ``ssh://`` client runs on the engine's machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.cli.command import command
from pydock.errors import ConnectError

if TYPE_CHECKING:
    from socket import socket

    from pydock.terminal.streams import Input

_PIECE = 1 << 16


@command()
def dial_stdio(app: App) -> None:
    """Join standard input and output to the engine's socket."""
    from threading import Thread

    try:
        sock = app.engine.connection.dialer.tunnel().connect()
    except OSError as error:
        raise ConnectError(f"failed to open the raw stream connection: {error.strerror or error}") from None
    with sock:
        Thread(target=_send, args=(app.streams.stdin, sock), daemon=True).start()
        while data := _receive(sock):
            app.out(data)
            app.streams.stdout.flush()


def _receive(sock: socket) -> bytes:
    try:
        return sock.recv(_PIECE)
    except ConnectionResetError:
        return b""


def _send(source: Input, sock: socket) -> None:
    """Standard input to the engine; its end closes that direction only, the answer still comes."""
    import os
    import socket

    try:
        while data := os.read(source.fd, _PIECE):
            sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the engine has closed: the other direction ends as well
