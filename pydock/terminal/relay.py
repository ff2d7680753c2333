"""Move bytes between an engine's stream and the standard streams, both ways at once.

    with connection.upgrade("POST", f"/containers/{id}/attach", query=...) as stream:
        with raw_mode(app.streams.stdin.fd):
            detached = relay(
                stream,
                stdin=app.streams.stdin,               # None: nothing is sent, nothing is closed
                stdout=app.streams.stdout,             # None: that stream's bytes are dropped
                stderr=app.streams.stderr,
                frames=None if tty else Demultiplexer(),
                detach_keys=parse_keys(keys) if tty else b"",
            )

Writing blocks while the reader of standard output is slow, which stops reading from the engine: that is all
the back-pressure there is. Standard input is read in a thread, so neither direction waits for the other.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from socket import socketpair
from typing import Protocol

from pydock.errors import ProtocolError
from pydock.portable.sockets import first_ready
from pydock.terminal.detach import Detacher
from pydock.terminal.streams import Input, Output, write_all

_READ = 1 << 15
STDERR = 2


class Source(Protocol):
    """What gives bytes: an engine's Response or Upgraded."""

    @property
    def buffered(self) -> bool: ...
    def read1(self) -> bytes: ...
    def fileno(self) -> int: ...


class Duplex(Source, Protocol):
    """What takes bytes as well: an Upgraded."""

    def sendall(self, data: bytes) -> None: ...
    def close_write(self) -> None: ...


class Frames(Protocol):
    """Splits one stream into two: engine.frames.Demultiplexer."""

    def feed(self, data: bytes) -> list[tuple[int, bytes]]: ...
    def close(self) -> None: ...


def copy(source: Source, stdout: Output | None, stderr: Output | None = None, frames: Frames | None = None) -> None:
    """Write all of ``source`` as it comes. Without ``frames`` everything goes to ``stdout``.

    Raises ProtocolError when the stream breaks off, BrokenPipeError when the reader is gone.
    """
    write = _writer(stdout, stderr, frames)
    while data := source.read1():
        write(data)
    if frames is not None:
        frames.close()


def relay(
    stream: Duplex,
    *,
    stdin: Input | None,
    stdout: Output | None,
    stderr: Output | None,
    frames: Frames | None = None,
    detach_keys: bytes = b"",
) -> bool:
    """Run until the engine ends the stream; True when the user typed the detach keys instead.

    The end of standard input closes the sending direction only. With neither output wanted, that end is the
    end of all.
    """
    if stdin is None:
        copy(stream, stdout, stderr, frames)
        return False
    pump = _Pump(stream, stdin, detach_keys)
    try:
        return _receive(stream, pump, stdout, stderr, frames)
    finally:
        pump.stop()


def _receive(
    stream: Duplex, pump: _Pump, stdout: Output | None, stderr: Output | None, frames: Frames | None
) -> bool:
    write = _writer(stdout, stderr, frames)
    ended = pump.ended.fileno()
    watched = [stream.fileno(), ended]
    while True:
        if not stream.buffered and ended in first_ready(watched):
            if pump.detached:
                return True
            if stdout is None and stderr is None:
                return False
            watched.remove(ended)
            continue
        data = stream.read1()
        if not data:
            break
        write(data)
    if frames is not None:
        frames.close()
    return pump.detached


class _Pump:
    """The thread that reads standard input. It never takes bytes that it will not send."""

    def __init__(self, stream: Duplex, stdin: Input, keys: bytes) -> None:
        from threading import Thread

        self._stream = stream
        self._fd = stdin.fd
        self._detacher = Detacher(keys)
        self.ended, self._ended = socketpair()
        self._stopped, self._stop = socketpair()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def detached(self) -> bool:
        return self._detacher.found

    def stop(self) -> None:
        """End the thread; one that hangs in sending is left behind."""
        self._stop.close()
        self._thread.join(0.2)
        self.ended.close()

    def _run(self) -> None:
        # Signals must interrupt the main thread's wait, not this one's.
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            self._pump()
        except (OSError, ProtocolError):
            pass  # whoever reads the stream learns why
        finally:
            self._ended.close()
            self._stopped.close()

    def _pump(self) -> None:
        stopped = self._stopped.fileno()
        while True:
            # Windows can wait for sockets only: there the thread hangs in reading until the process ends.
            if sys.platform != "win32" and stopped in first_ready([self._fd, stopped]):
                return
            try:
                data = os.read(self._fd, _READ)
            except OSError:
                data = b""  # a terminal that hung up, a descriptor that was never open
            if not data:
                self._stream.close_write()
                return
            data = self._detacher.feed(data)
            if data:
                self._stream.sendall(data)
            if self._detacher.found:
                return


def _writer(stdout: Output | None, stderr: Output | None, frames: Frames | None) -> Callable[[bytes], None]:
    for output in (stdout, stderr):
        if output is not None:
            output.flush()

    def plain(data: bytes) -> None:
        if stdout is not None:
            write_all(stdout.fd, data)

    if frames is None:
        return plain
    feed = frames.feed

    def split(data: bytes) -> None:
        for stream, payload in feed(data):
            output = stderr if stream == STDERR else stdout
            if output is not None:
                write_all(output.fd, payload)

    return split
