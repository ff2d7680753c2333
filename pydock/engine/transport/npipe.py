"""Engines behind a named pipe of Windows.

A pipe is no socket: two threads carry its bytes to and from one end of a pair of sockets, whose other end is what
the connection gets. Reading and writing overlap, or a pending read would keep every write waiting. The end of a
direction is an empty message, as the engine's own library has it.
"""

from __future__ import annotations

import socket
import sys
from threading import Thread

from pydock.engine.transport.dial import Dialer

if sys.platform == "win32":
    import _winapi

assert sys.platform == "win32", "dial.py refuses npipe:// elsewhere"

_READ = 1 << 16
_BUSY = 231
_PATIENCE = 2000


class PipeDialer(Dialer):
    """``name`` is the pipe's, with slashes: ``//./pipe/docker_engine``."""

    def __init__(self, host: str, name: str) -> None:
        super().__init__(host, f"http://{name.replace('/', '%2F')}", "api.moby.localhost")
        self.path = name.replace("/", "\\")

    def connect(self) -> socket.socket:
        pipe = _open(self.path)
        ours, theirs = socket.socketpair()
        Thread(target=_fetch, args=(pipe, theirs), daemon=True).start()
        Thread(target=_bring, args=(theirs, pipe), daemon=True).start()
        return ours


def _open(path: str) -> int:
    while True:
        try:
            return _winapi.CreateFile(
                path,
                _winapi.GENERIC_READ | _winapi.GENERIC_WRITE,
                0,
                _winapi.NULL,
                _winapi.OPEN_EXISTING,
                _winapi.FILE_FLAG_OVERLAPPED,
                _winapi.NULL,
            )
        except OSError as error:
            if error.winerror != _BUSY:
                raise
            _winapi.WaitNamedPipe(path, _PATIENCE)


def _fetch(pipe: int, sock: socket.socket) -> None:
    """What the engine sends, until it ends; the pipe is closed then."""
    try:
        while data := _read(pipe):
            sock.sendall(data)
    except OSError:
        pass  # the reader sees the end
    finally:
        sock.close()
        _winapi.CloseHandle(pipe)


def _bring(sock: socket.socket, pipe: int) -> None:
    """What is for the engine, and the end of it."""
    try:
        data = b"more"
        while data:
            data = sock.recv(_READ)
            _write(pipe, data)
    except OSError:
        pass  # the pipe is gone, which the reader sees


def _read(pipe: int) -> bytes:
    overlapped, _ = _winapi.ReadFile(pipe, _READ, overlapped=True)
    overlapped.GetOverlappedResult(True)
    return bytes(overlapped.getbuffer() or b"")


def _write(pipe: int, data: bytes) -> None:
    while True:
        overlapped, _ = _winapi.WriteFile(pipe, data, overlapped=True)
        written, _ = overlapped.GetOverlappedResult(True)
        data = data[written:]
        if not data:
            return
