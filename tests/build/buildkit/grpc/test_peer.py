"""The gRPC peer without I/O: messages survive any chunking, statuses and windows work."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.build.buildkit.grpc.peer import Ended, Event, HalfClosed, Message, Peer, Started, envelope
from pydock.build.buildkit.grpc.status import NOT_FOUND, Status


def feed(peer: Peer, data: bytes, cuts: list[int]) -> list[Event]:
    events: list[Event] = []
    places = sorted({cut % (len(data) + 1) for cut in cuts} | {0, len(data)})
    for start, end in itertools.pairwise(places):
        events += peer.receive(data[start:end])
    return events


@settings(max_examples=60, deadline=None)
@given(
    messages=st.lists(st.binary(max_size=40000), max_size=8),
    cuts=st.lists(st.integers(0, 200000), max_size=12),
)
def test_messages_survive_any_chunking(messages: list[bytes], cuts: list[int]) -> None:
    client, server = Peer(client=True), Peer(client=False)
    server.receive(client.take())
    client.receive(server.take())
    server.receive(client.take())
    stream = client.start("/service/Method", [("key", "value")])
    out = b"".join(envelope(message) for message in messages)
    client.send(stream, out[: client.room(stream)])
    client.finish(stream)
    events = feed(server, client.take(), cuts)
    assert isinstance(events[0], Started)
    assert events[0].path == "/service/Method" and events[0].metadata["key"] == ["value"]
    got = [event.data for event in events if isinstance(event, Message)]
    assert got == messages[: len(got)] and (len(out) > 65535 or got == messages)
    assert any(isinstance(event, HalfClosed) for event in events)


@settings(max_examples=40, deadline=None)
@given(
    code=st.integers(0, 16),
    text=st.text(max_size=60),
    details=st.binary(max_size=50),
    cuts=st.lists(st.integers(0, 500), max_size=6),
)
def test_statuses_survive(code: int, text: str, details: bytes, cuts: list[int]) -> None:
    client, server = Peer(client=True), Peer(client=False)
    server.receive(client.take())
    stream = client.start("/a/B")
    client.receive(server.take())
    server.receive(client.take())
    server.finish(stream, Status(code, text, details))
    ended = [event for event in feed(client, server.take(), cuts) if isinstance(event, Ended)]
    assert ended == [Ended(stream, Status(code, text, details))]


def test_a_closed_stream_takes_nothing() -> None:
    client, server = Peer(client=True), Peer(client=False)
    server.receive(client.take())
    stream = client.start("/a/B")
    server.receive(client.take())
    server.finish(stream, Status(NOT_FOUND, "gone"))
    client.receive(server.take())
    client.cancel(stream)
    assert client.room(stream) == -1
