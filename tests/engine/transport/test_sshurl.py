from __future__ import annotations

import pytest

from pydock.engine.transport.sshurl import SSHAddress, parse
from pydock.errors import ConfigError

PREFIX = "Failed to initialize: ssh host connection is not valid: invalid SSH URL: "


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("ssh://h", SSHAddress("", "h", "", "")),
        ("ssh://u@h:22", SSHAddress("u", "h", "22", "")),
        ("ssh://h/run/x.sock", SSHAddress("", "h", "", "/run/x.sock")),
        ("ssh://h/", SSHAddress("", "h", "", "")),
        ("ssh://u@[::1]:2", SSHAddress("u", "::1", "2", "")),
    ],
)
def test_parts(url: str, address: SSHAddress) -> None:
    assert parse(url) == address


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ssh://", PREFIX + "hostname is empty"),
        ("ssh:///path", PREFIX + "hostname is empty"),
        ("ssh://u:p@h", PREFIX + "plain-text password is not supported"),
        ("ssh://h?x=1", PREFIX + 'query parameters are not allowed: "x=1"'),
        ("ssh://h#f", PREFIX + 'fragments are not allowed: "f"'),
        ("ssh://-oProxyCommand=x", PREFIX + "host and user may not begin with a dash"),
        ("ssh://-l@h", PREFIX + "host and user may not begin with a dash"),
        ("ssh://h;touch /x", 'Failed to initialize: parse "ssh://h;touch /x": invalid character " " in host name'),
        ("ssh://u@h:x", 'Failed to initialize: parse "ssh://u@h:x": invalid port ":x" after host'),
    ],
)
def test_what_is_refused(url: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(url)
    assert str(caught.value) == message


def test_the_far_shell_gets_quoted_words() -> None:
    assert parse("ssh://h").remote("docker") == "docker system dial-stdio"
    assert parse("ssh://h/a b;x").remote("pydock") == "pydock '--host=unix:///a b;x' system dial-stdio"
    assert parse("ssh://u@h:5").options() == ["-l", "u", "-p", "5"]
