"""A gRPC connection on a socket: one thread reads, callers block, handlers of incoming calls have threads of their own.

Whoever has bytes to send writes them; while one thread writes, the others leave theirs to it. Nobody holds
the state's lock while writing, so a peer that is slow to read stalls only those who wait for its windows.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from pydock.build.buildkit.grpc import peer as peers
from pydock.build.buildkit.grpc import status as statuses
from pydock.build.buildkit.grpc.peer import Peer, envelope
from pydock.build.buildkit.grpc.status import GrpcError, Status
from pydock.errors import PydockError

_READ = 1 << 18
_CLOSED = "the engine closed the connection"


class Transport(Protocol):
    """What a channel needs of an upgraded connection."""

    def recv(self, size: int, /) -> bytes: ...
    def sendall(self, data: bytes, /) -> None: ...
    def close(self) -> None: ...


class Call:
    """One call from either side. A server's handler and a client's caller use the same methods."""

    def __init__(self, channel: Channel, stream: int, metadata: Mapping[str, list[str]] | None = None) -> None:
        self.stream = stream
        self.metadata = metadata or {}
        self.status: Status | None = None
        self.half_closed = False
        self.changed = threading.Condition(channel.lock)
        self.inbox: deque[peers.Message] = deque()
        self._channel = channel

    def receive(self, timeout: float | None = None) -> bytes | None:
        """The next message; None when no more will come. Raises ``TimeoutError`` after ``timeout`` seconds."""
        with self.changed:
            while not self.inbox:
                if self.half_closed or self.status is not None:
                    return None
                if not self.changed.wait(timeout):
                    raise TimeoutError
            message = self.inbox.popleft()
            if message.size:
                self._channel.peer.consumed(self.stream, message.size)
        if message.size:
            self._channel.flush()
        return message.data

    def waiting(self) -> bool:
        """Whether :meth:`receive` would return at once."""
        return bool(self.inbox) or self.half_closed or self.status is not None

    def send(self, message: bytes) -> None:
        """Send one message, waiting for the window."""
        self.send_enveloped(envelope(message))

    def send_enveloped(self, data: bytes | bytearray) -> None:
        """Send messages already in their envelopes. Raises :class:`GrpcError` if the call is over."""
        view = memoryview(data)
        while view:
            with self.changed:
                while (room := self._channel.peer.room(self.stream)) <= 0 or self.status is not None:
                    if room < 0 or self.status is not None:
                        raise GrpcError(statuses.CANCELLED, "the call is over")
                    self.changed.wait()
                self._channel.peer.send(self.stream, view[:room])
            view = view[room:]
            self._channel.flush()

    def close_send(self) -> None:
        """Say that no more messages will come from us (clients only)."""
        with self.changed:
            if self.status is None:
                self._channel.peer.finish(self.stream)
        self._channel.flush()

    def cancel(self) -> None:
        """End the call without waiting for the other side."""
        with self.changed:
            if self.status is None:
                self.status = Status(statuses.CANCELLED, "the call was cancelled")
                self._channel.peer.cancel(self.stream)
                self.changed.notify_all()
        self._channel.flush()

    def result(self) -> Status:
        """Wait for the end of the call."""
        with self.changed:
            while self.status is None:
                self.changed.wait()
            return self.status

    def check(self) -> None:
        """Wait for the end of the call; raises :class:`GrpcError` unless it is OK."""
        status = self.result()
        if status.code != statuses.OK:
            raise GrpcError(*status)

    def __iter__(self) -> Iterator[bytes]:
        """Every message until there are no more."""
        while (message := self.receive()) is not None:
            yield message


Handler = Callable[[Call], None]


class Channel:
    """Run :class:`Peer` on ``transport``. ``handlers`` maps paths of incoming calls to functions (servers only)."""

    def __init__(self, transport: Transport, *, client: bool, handlers: Mapping[str, Handler] | None = None) -> None:
        self.lock = threading.RLock()
        self.peer = Peer(client=client)
        self._transport = transport
        self._handlers = handlers or {}
        self._calls: dict[int, Call] = {}
        self._writing = threading.Lock()
        self._pending = bytearray()
        self._closed = False
        self._reader = threading.Thread(target=self._read, name="pydock-grpc", daemon=True)

    def begin(self) -> None:
        """Send the preface and start to read."""
        self.flush()
        self._reader.start()

    def call(self, path: str, request: bytes | None = None, metadata: Iterable[tuple[str, str]] = ()) -> Call:
        """Begin a call; with ``request`` it is the only message. Raises :class:`GrpcError` on a closed channel."""
        with self.lock:
            if self._closed:
                raise GrpcError(statuses.UNAVAILABLE, self.peer.broken or _CLOSED)
            call = Call(self, self.peer.start(path, metadata))
            self._calls[call.stream] = call
        if request is not None:
            call.send(request)
            call.close_send()
        else:
            self.flush()
        return call

    def unary(self, path: str, request: bytes, metadata: Iterable[tuple[str, str]] = ()) -> bytes:
        """One request, one response. Raises :class:`GrpcError`."""
        call = self.call(path, request, metadata)
        response = call.receive()
        call.check()
        if response is None:
            raise GrpcError(statuses.INTERNAL, f"the engine gave no answer to {path}")
        return response

    def close(self) -> None:
        """Say good-bye, close the socket and end every call."""
        with self.lock:
            already, self._closed = self._closed, True
            if not already:
                self.peer.close()
        if not already:
            try:
                self.flush()
            except OSError:
                pass
            # A reader that waits in recv is only woken by the peer's end, which ours brings about.
            half_close = getattr(self._transport, "close_write", None)
            if half_close is not None:
                half_close()
        self._transport.close()
        self._end_all("the connection was closed")

    @property
    def closed(self) -> bool:
        return self._closed

    def flush(self) -> None:
        """Write what waits, or leave it to the thread that is writing."""
        while True:
            with self.lock:
                self._pending += self.peer.take()
                if not self._pending:
                    return
            if not self._writing.acquire(blocking=False):
                return
            try:
                with self.lock:
                    data, self._pending = bytes(self._pending), bytearray()
                if data:
                    self._transport.sendall(data)
            except (OSError, PydockError) as error:
                self._lost(_why(error))
                return
            finally:
                self._writing.release()

    def _read(self) -> None:
        reason = _CLOSED
        try:
            while data := self._transport.recv(_READ):
                with self.lock:
                    for event in self.peer.receive(data):
                        self._dispatch(event)
                self.flush()
        except Exception as error:  # whatever it was: nobody else would end the calls that wait
            reason = _why(error)
        self._lost(reason)

    def _lost(self, reason: str) -> None:
        explain = getattr(self._transport, "lost", None)
        if explain is not None and reason == _CLOSED and not self._closed:
            reason = explain(reason)  # a way to the engine that broke knows more of that
        with self.lock:
            self._closed = True
            self.peer.broken = self.peer.broken or reason
        self._end_all(self.peer.broken)

    def _end_all(self, reason: str) -> None:
        with self.lock:
            for call in self._calls.values():
                if call.status is None:
                    call.status = Status(statuses.UNAVAILABLE, reason)
                call.changed.notify_all()

    def _dispatch(self, event: peers.Event) -> None:
        if isinstance(event, peers.Started):
            self._accept(event)
            return
        if event.stream == 0:
            for call in self._calls.values():
                call.changed.notify_all()
            return
        found = self._calls.get(event.stream)
        if found is None:
            if isinstance(event, peers.Message):
                self.peer.consumed(event.stream, event.size)
            return
        if isinstance(event, peers.Message):
            found.inbox.append(event)
        elif isinstance(event, peers.HalfClosed):
            found.half_closed = True
            if self.peer.client and found.status is None:
                found.status = Status(statuses.UNAVAILABLE, "the engine ended the call without a status")
        elif isinstance(event, peers.Ended) and found.status is None:
            found.status = event.status
        if self.peer.client and found.status is not None:
            del self._calls[event.stream]
            self.peer.forget(event.stream)
        found.changed.notify_all()

    def _accept(self, event: peers.Started) -> None:
        handler = self._handlers.get(event.path)
        if handler is None:
            self.peer.finish(event.stream, Status(statuses.UNIMPLEMENTED, f"unknown service {event.path}"))
            return
        call = Call(self, event.stream, event.metadata)
        self._calls[event.stream] = call
        threading.Thread(target=self._serve, args=(handler, call), name="pydock-call", daemon=True).start()

    def _serve(self, handler: Handler, call: Call) -> None:
        status = Status(statuses.OK)
        try:
            handler(call)
        except GrpcError as error:
            status = error.status
        except Exception as error:  # the engine waits for a status, whatever failed
            status = Status(statuses.UNKNOWN, str(error))
        with self.lock:
            self._calls.pop(call.stream, None)
            if call.status is None and not self._closed:
                call.status = status
                self.peer.finish(call.stream, status)
        self.flush()


def _why(error: Exception) -> str:
    """Why a connection is lost. An engine that died is seen as an end, a reset or a broken pipe, by chance."""
    if isinstance(error, ConnectionError) or isinstance(error.__cause__, ConnectionError):
        return _CLOSED
    return str((isinstance(error, OSError) and error.strerror) or error)
