"""A gRPC client and server joined by a socket pair."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from pydock.build.buildkit.control import Control
from pydock.build.buildkit.grpc.channel import Channel, Handler


@contextmanager
def served(handlers: Mapping[str, Handler]) -> Iterator[Channel]:
    """A client of a server with ``handlers``."""
    left, right = socket.socketpair()
    server, client = Channel(right, client=False, handlers=handlers), Channel(left, client=True)
    server.begin()
    client.begin()
    try:
        yield client
    finally:
        left.shutdown(socket.SHUT_RDWR)
        client.close()
        server.close()


@contextmanager
def serving(handlers: Mapping[str, Handler]) -> Iterator[Control]:
    """The client of an engine whose BuildKit is ``handlers``."""
    left, right = socket.socketpair()
    server = Channel(right, client=False, handlers=handlers)
    server.begin()
    control = Control(left)
    try:
        yield control
    finally:
        with suppress(OSError):  # who used it has closed it
            left.shutdown(socket.SHUT_RDWR)
        control.close()
        server.close()
