"""``pydock buildx dial-stdio``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.cli.command import command, option

if TYPE_CHECKING:
    from pydock.build.buildkit.grpc.channel import Transport


@command()
@option("--platform", help="The node must build for this platform.")
@option("--progress", default="none", help="How progress is shown.")
def dial_stdio(app: App, platform: str | None, progress: str) -> None:
    """Join standard input and output to a builder's socket."""
    import threading

    from pydock.build.buildkit.node import EngineNode
    from pydock.build.buildkit.remote import RemoteNode
    from pydock.commands.buildx import _builders
    from pydock.errors import PydockError

    node = _builders.node(app, _builders.find(app, None))
    if isinstance(node, EngineNode):
        upgraded = node.connection.upgrade("POST", "/grpc", protocol="h2c")
        thread = threading.Thread(target=_send, args=(app, upgraded, upgraded.close_write), daemon=True)
        thread.start()
        _receive(app, upgraded)
    elif isinstance(node, RemoteNode):
        import socket

        sock = node.dial()
        shut = (socket.SHUT_WR,)
        thread = threading.Thread(target=_send, args=(app, sock, lambda: sock.shutdown(*shut)), daemon=True)
        thread.start()
        _receive(app, sock)
    else:
        raise PydockError("ERROR: the builder has no socket")


def _send(app: App, transport: Transport, end: object) -> None:
    while data := app.streams.stdin.read(1 << 16):
        transport.sendall(data)
    if callable(end):
        end()


def _receive(app: App, transport: Transport) -> None:
    while data := transport.recv(1 << 16):
        app.out(data)
        app.streams.stdout.flush()
