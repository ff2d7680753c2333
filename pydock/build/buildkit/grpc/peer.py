"""One end of a gRPC connection without I/O: bytes in, events out; calls in, bytes out.

The engine's side of a session is an ordinary gRPC client or server; which one we are is ``client``. DATA
frames carry messages in a five-byte envelope whatever their borders: many small messages share a frame.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydock.build.buildkit.grpc import status as statuses
from pydock.build.buildkit.grpc.status import Status
from pydock.errors import ProtocolError

RECEIVE_WINDOW = 4 << 20
_FRAME = 16384
_ENVELOPE = struct.Struct(">BI")


class Started(NamedTuple):
    """The other side began a call (servers only)."""

    stream: int
    path: str
    metadata: dict[str, list[str]]


class Message(NamedTuple):
    """One message. ``size`` bytes of the window are held until :meth:`Peer.consumed` gives them back (a frame's
    bytes are counted with the first message that it completes)."""

    stream: int
    data: bytes
    size: int


class HalfClosed(NamedTuple):
    """No more messages will come on this stream."""

    stream: int


class Ended(NamedTuple):
    """The call is over: with the trailers' status, or because it was reset."""

    stream: int
    status: Status


class Opened(NamedTuple):
    """A window grew: whoever waits to send may look again (stream 0: all of them)."""

    stream: int


Event = Started | Message | HalfClosed | Ended | Opened


def envelope(data: bytes) -> bytes:
    """A message as it travels."""
    return _ENVELOPE.pack(0, len(data)) + data


class _Inbound:
    """Messages from DATA frames of any size."""

    __slots__ = ("buffer",)

    def __init__(self) -> None:
        self.buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        self.buffer += data
        messages, position, held = [], 0, len(self.buffer)
        while held - position >= 5:
            flag, size = _ENVELOPE.unpack_from(self.buffer, position)
            if flag:
                raise ProtocolError("the engine sent a compressed gRPC message")
            if held - position - 5 < size:
                break
            messages.append(bytes(self.buffer[position + 5 : position + 5 + size]))
            position += 5 + size
        del self.buffer[:position]
        return messages


class Peer:
    """HTTP/2 state of one connection. Not safe for threads: the channel holds a lock around it."""

    def __init__(self, *, client: bool, authority: str = "localhost") -> None:
        from h2.config import H2Configuration
        from h2.connection import H2Connection
        from h2.settings import SettingCodes

        self.client = client
        self.authority = authority
        self.broken: str | None = None
        self._inbound: dict[int, _Inbound] = {}
        self._answered: set[int] = set()
        self._h2 = H2Connection(
            H2Configuration(
                client_side=client,
                header_encoding="utf-8",
                validate_inbound_headers=False,
                validate_outbound_headers=False,
                normalize_inbound_headers=False,
                normalize_outbound_headers=False,
            )
        )
        self._h2.local_settings = self._settings(client, SettingCodes.INITIAL_WINDOW_SIZE)
        self._h2.initiate_connection()
        self._h2.increment_flow_control_window(4 * RECEIVE_WINDOW)

    @staticmethod
    def _settings(client: bool, initial_window: Any) -> Any:
        from h2.settings import SettingCodes, Settings

        values = {initial_window: RECEIVE_WINDOW, SettingCodes.MAX_CONCURRENT_STREAMS: 1000}
        if client:
            values[SettingCodes.ENABLE_PUSH] = 0
        return Settings(client=client, initial_values=values)

    def receive(self, data: bytes) -> list[Event]:
        """Take bytes off the wire. Raises :class:`ProtocolError` where they are not HTTP/2."""
        from h2 import events as h2_events
        from h2.exceptions import ProtocolError as H2ProtocolError

        out: list[Event] = []
        try:
            received = self._h2.receive_data(data)
        except H2ProtocolError as error:
            self.broken = str(error)
            raise ProtocolError(f"the engine broke HTTP/2: {error}") from error
        for event in received:
            if isinstance(event, h2_events.DataReceived):
                self._data(event, out)
            elif isinstance(event, h2_events.WindowUpdated):
                out.append(Opened(event.stream_id or 0))
            elif isinstance(event, h2_events.RequestReceived):
                self._request(event, out)
            elif isinstance(event, (h2_events.ResponseReceived, h2_events.TrailersReceived)):
                self._headers(event, out)
            elif isinstance(event, h2_events.StreamEnded):
                out.append(HalfClosed(event.stream_id))
            elif isinstance(event, h2_events.StreamReset):
                code = statuses.CANCELLED if int(event.error_code or 0) == 8 else statuses.UNAVAILABLE
                out.append(Ended(event.stream_id, Status(code, "the engine reset the call")))
            elif isinstance(event, h2_events.RemoteSettingsChanged):
                out.append(Opened(0))
            elif isinstance(event, h2_events.ConnectionTerminated):
                self.broken = "the engine closed the connection"
        return out

    def start(self, path: str, metadata: Iterable[tuple[str, str]] = ()) -> int:
        """Begin a call (clients only); returns its stream."""
        stream = int(self._h2.get_next_available_stream_id())
        headers = [
            (":method", "POST"),
            (":scheme", "http"),
            (":path", path),
            (":authority", self.authority),
            ("content-type", "application/grpc"),
            ("user-agent", "pydock-grpc/1"),
            ("te", "trailers"),
            *metadata,
        ]
        self._inbound[stream] = _Inbound()
        self._h2.send_headers(stream, headers)
        return stream

    def answer(self, stream: int) -> None:
        """Send the headers of a response once (servers only)."""
        if stream not in self._answered:
            self._answered.add(stream)
            self._h2.send_headers(stream, [(":status", "200"), ("content-type", "application/grpc")])

    def room(self, stream: int) -> int:
        """How many bytes may be sent now; -1 where the stream takes none any more."""
        from h2.exceptions import StreamClosedError

        if stream not in self._inbound:
            return -1
        try:
            return int(self._h2.local_flow_control_window(stream))
        except (StreamClosedError, KeyError):
            return -1

    def send(self, stream: int, data: bytes | memoryview) -> None:
        """Send enveloped bytes; no more than :meth:`room`."""
        if not self.client:
            self.answer(stream)
        for start in range(0, len(data), _FRAME):
            self._h2.send_data(stream, bytes(data[start : start + _FRAME]))

    def finish(self, stream: int, status: Status | None = None) -> None:
        """End our side: a client's half-close, or a server's trailers."""
        if self.client:
            self._h2.end_stream(stream)
            return
        self.answer(stream)
        self._h2.send_headers(stream, (status or Status(statuses.OK)).trailers(), end_stream=True)
        self.forget(stream)

    def cancel(self, stream: int) -> None:
        """Reset a stream that is still open."""
        from h2.errors import ErrorCodes
        from h2.exceptions import ProtocolError as H2ProtocolError

        try:
            self._h2.reset_stream(stream, ErrorCodes.CANCEL)
        except (H2ProtocolError, KeyError):
            pass
        self.forget(stream)

    def consumed(self, stream: int, size: int) -> None:
        """Give ``size`` bytes back to the windows."""
        from h2.exceptions import ProtocolError as H2ProtocolError

        try:
            self._h2.acknowledge_received_data(size, stream)
        except (H2ProtocolError, KeyError):
            pass

    def close(self) -> None:
        """Say good-bye to the other side."""
        from h2.exceptions import ProtocolError as H2ProtocolError

        try:
            self._h2.close_connection()
        except H2ProtocolError:
            pass

    def take(self) -> bytes:
        """The bytes to write now."""
        return bytes(self._h2.data_to_send())

    def forget(self, stream: int) -> None:
        """Drop what is kept of a stream."""
        self._inbound.pop(stream, None)
        self._answered.discard(stream)

    def _data(self, event: Any, out: list[Event]) -> None:
        stream, size = event.stream_id, event.flow_controlled_length
        inbound = self._inbound.get(stream)
        messages = inbound.feed(event.data) if inbound is not None else []
        if not messages:
            self.consumed(stream, size)
            return
        for position, message in enumerate(messages):
            out.append(Message(stream, message, 0 if position else size))

    def _request(self, event: Any, out: list[Event]) -> None:
        metadata: dict[str, list[str]] = {}
        for name, value in event.headers:
            metadata.setdefault(name, []).append(value)
        self._inbound[event.stream_id] = _Inbound()
        out.append(Started(event.stream_id, metadata.get(":path", [""])[0], metadata))

    def _headers(self, event: Any, out: list[Event]) -> None:
        status = statuses.from_headers(dict(event.headers))
        if status is not None:
            out.append(Ended(event.stream_id, status))
