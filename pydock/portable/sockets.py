"""Sockets: those with a path, and waiting for one."""

from __future__ import annotations

import socket
import sys

if sys.platform == "win32":
    AT_ONCE = 0
else:
    AT_ONCE = socket.MSG_DONTWAIT
"""Flag of ``send`` and ``recv``: do what can be done without waiting. Windows knows it per socket only, and waits."""


def unix_socket() -> socket.socket:
    """A stream socket for a path. Raises OSError where Python has none, which is on Windows."""
    if sys.platform == "win32":
        raise OSError("sockets with a path are not supported on Windows")
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)


def first_ready(sockets: list[int]) -> list[int]:
    """Wait until at least one of these descriptors can be read, and say which ones. On Windows: sockets only."""
    import select

    if sys.platform == "win32":
        return select.select(sockets, [], [])[0]
    poller = select.poll()
    for number in sockets:
        poller.register(number, select.POLLIN)
    return [number for number, _ in poller.poll()]


def ready(sock: socket.socket | int, *, writing: bool = False, timeout: float | None = None) -> bool:
    """Wait until the socket can be read (or written); False after ``timeout`` seconds."""
    import select

    if sys.platform == "win32":
        return any(select.select([] if writing else [sock], [sock] if writing else [], [], timeout))
    poller = select.poll()
    poller.register(sock, select.POLLOUT if writing else select.POLLIN)
    return bool(poller.poll(None if timeout is None else timeout * 1000))
