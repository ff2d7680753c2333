"""``pydock buildx dial-stdio``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.cli.command import command, option

if TYPE_CHECKING:
    from pydock.build.buildkit.node import Duplex


@command()
@option("--platform", help="The node must build for this platform.")
@option("--progress", default="none", help="How progress is shown.")
def dial_stdio(app: App, platform: str | None, progress: str) -> None:
    """Join standard input and output to a builder's socket."""
    import threading

    from pydock.commands.buildx import _builders

    transport = _builders.node(app, _builders.find(app, None)).dial()
    threading.Thread(target=_send, args=(app, transport), daemon=True).start()
    while data := transport.recv(1 << 16):
        app.out(data)
        app.streams.stdout.flush()


def _send(app: App, transport: Duplex) -> None:
    while data := app.streams.stdin.read(1 << 16):
        transport.sendall(data)
    transport.close_write()
