from __future__ import annotations

import pytest

from pydock.config.hosts import parse_host
from pydock.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("", "unix:///var/run/docker.sock"),
        ("  ", "unix:///var/run/docker.sock"),
        ("unix://", "unix:///var/run/docker.sock"),
        ("unix:///x.sock", "unix:///x.sock"),
        ("unix://rel.sock", "unix://rel.sock"),
        ("tcp://", "tcp://localhost:2375"),
        ("tcp://127.0.0.1", "tcp://127.0.0.1:2375"),
        ("127.0.0.1:1", "tcp://127.0.0.1:1"),
        (":1", "tcp://localhost:1"),
        ("foo/bar", "tcp://foo:2375/bar"),
        ("/a/b", "tcp://localhost:2375/a/b"),
        ("unix:/x", "tcp://unix:2375/x"),
        ("tcp://h:1/p", "tcp://h:1/p"),
        ("tcp://::1", "tcp://[::1]:2375"),
        ("[::1]:5", "tcp://[::1]:5"),
        ("tcp://[::1]:", "tcp://[::1]:2375"),
        ("ssh://user@host:22/sock", "ssh://user@host:22/sock"),
        ("npipe://", "npipe:////./pipe/docker_engine"),
        ("fd://", "fd://"),
    ],
)
def test_addresses_are_completed(text: str, host: str) -> None:
    assert parse_host(text) == host


def test_the_default_with_tls_is_tcp() -> None:
    assert parse_host("", tls=True) == "tcp://localhost:2376"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bogus://", "invalid bind address format: bogus://"),
        ("http://127.0.0.1:1", "invalid bind address format: http://127.0.0.1:1"),
        ("://x", "invalid bind address format: ://x"),
        ("unix://a://b", "invalid proto, expected unix: a://b"),
        ("tcp://h:x", 'parse "tcp://h:x": invalid port ":x" after host'),
        ("tcp://a:b:c", 'parse "tcp://a:b:c": invalid port ":c" after host'),
        ("tcp://[::1]", "invalid bind address format: [::1]"),
        ("tcp://[::1", "parse \"tcp://[::1\": missing ']' in host"),
        ("tcp://a b", 'parse "tcp://a b": invalid character " " in host name'),
    ],
)
def test_bad_addresses(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_host(text)
    assert str(caught.value) == message
