from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pydock.errors import RegistryError
from pydock.registry.http import Transport
from pydock.registry.trust import Trust
from tests.support.registry import Answer, FakeRegistry


@contextmanager
def _transport(waits: list[float], told: list[str] | None = None) -> Iterator[Transport]:
    transport = Transport(Trust("x", {}), {}, sleep=waits.append, warn=None if told is None else told.append)
    try:
        yield transport
    finally:
        transport.close()


def test_a_busy_registry_is_asked_again_as_it_says(server: FakeRegistry) -> None:
    server.on("GET", "/x", Answer(429, b"", {"Retry-After": "7"}), Answer(503), Answer(200, b"ok"))
    waits: list[float] = []
    told: list[str] = []
    with _transport(waits, told) as transport:
        assert transport.send("GET", f"{server.url}/x").content == b"ok"
    assert waits == [7.0, 1.0]
    assert told[0] == f"{server.host} answered 429; trying again in 7.0s"


def test_patience_ends_and_is_bounded(server: FakeRegistry) -> None:
    server.on("GET", "/x", Answer(503, b"", {"Retry-After": "99999"}))
    waits: list[float] = []
    with _transport(waits) as transport:
        assert transport.send("GET", f"{server.url}/x").status_code == 503
    assert waits == [30.0] * 4


def test_what_changes_something_is_sent_once(server: FakeRegistry) -> None:
    server.on("PUT", "/x", Answer(503))
    waits: list[float] = []
    with _transport(waits) as transport:
        assert transport.send("PUT", f"{server.url}/x", body=b"1").status_code == 503
    assert waits == []
    assert len(server.seen) == 1


def test_credentials_stay_with_their_host(server: FakeRegistry, other: FakeRegistry) -> None:
    server.on("GET", "/a", Answer(307, b"", {"Location": "/b"}))
    server.on("GET", "/b", Answer(302, b"", {"Location": f"{other.url}/c"}))
    other.on("GET", "/c", Answer(200, b"blob"))
    with _transport([]) as transport:
        answer = transport.send("GET", f"{server.url}/a", authorization="Bearer secret")
        assert answer.content == b"blob"
    assert [seen.authorization for seen in server.seen] == ["Bearer secret", "Bearer secret"]
    assert [seen.authorization for seen in other.seen] == [""]


def test_redirects_end(server: FakeRegistry) -> None:
    server.on("GET", "/a", Answer(302, b"", {"Location": "/a"}))
    server.on("GET", "/f", Answer(302, b"", {"Location": "file:///etc/passwd"}))
    with _transport([]) as transport:
        with pytest.raises(RegistryError, match="stopped after 10 redirects"):
            transport.send("GET", f"{server.url}/a")
        with pytest.raises(RegistryError, match="redirects to file:"):
            transport.send("GET", f"{server.url}/f")


def test_nobody_there() -> None:
    with _transport([]) as transport, pytest.raises(RegistryError) as caught:
        transport.send("GET", "http://127.0.0.1:1/v2/?signature=secret")
    assert caught.value.message == 'Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused'


def test_no_credential_is_taken_from_netrc(
    server: FakeRegistry, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path_factory.mktemp("home") / ".netrc"
    netrc.write_text("machine 127.0.0.1 login alice password hunter2\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server.on("GET", "/x", Answer(200))
    with _transport([]) as transport:
        transport.send("GET", f"{server.url}/x").close()
    assert server.seen[0].authorization == ""
