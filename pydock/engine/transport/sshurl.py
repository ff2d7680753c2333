"""``ssh://[user@]host[:port][/socket]`` in its parts, refused where Docker refuses it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pydock.errors import ConfigError


class SSHAddress(NamedTuple):
    """``socket`` is a path on the far machine, empty for its default engine."""

    user: str
    host: str
    port: str
    socket: str

    def options(self) -> list[str]:
        """The options of ssh that say as whom and to which port."""
        return [*(["-l", self.user] if self.user else []), *(["-p", self.port] if self.port else [])]

    def remote(self, program: str) -> str:
        """The command for the far shell: joins its standard streams to the engine there."""
        from shlex import quote

        words = [program, *([f"--host=unix://{self.socket}"] if self.socket else []), "system", "dial-stdio"]
        return " ".join(quote(word) for word in words)


def parse(url: str) -> SSHAddress:
    """Raises ConfigError. Neither host nor user may look like an option of ssh."""
    rest = url.partition("://")[2]
    rest, hash_, fragment = rest.partition("#")
    rest, question, query = rest.partition("?")
    authority, slash, path = rest.partition("/")
    user, _, address = authority.rpartition("@")
    bracketed = re.fullmatch(r"\[([^\]]*)\](:.*)?", address)
    host, port = (bracketed[1], bracketed[2] or "") if bracketed else _split(address)
    if strange := re.search(r"[\s\x00-\x1f\x7f\\^`{|}]", authority):
        raise ConfigError(f'Failed to initialize: parse "{url}": invalid character "{strange[0]}" in host name')
    if port[1:] and not port[1:].isdigit():
        raise ConfigError(f'Failed to initialize: parse "{url}": invalid port "{port}" after host')
    if ":" in user:
        raise _invalid("plain-text password is not supported")
    if not host:
        raise _invalid("hostname is empty")
    if host.startswith("-") or user.startswith("-"):
        raise _invalid("host and user may not begin with a dash")
    if question:
        raise _invalid(f'query parameters are not allowed: "{query}"')
    if hash_:
        raise _invalid(f'fragments are not allowed: "{fragment}"')
    return SSHAddress(user, host, port[1:], slash + path if path.strip("/") else "")


def _split(address: str) -> tuple[str, str]:
    host, colon, port = address.rpartition(":")
    return (host, colon + port) if colon else (address, "")


def _invalid(reason: str) -> ConfigError:
    return ConfigError(f"Failed to initialize: ssh host connection is not valid: invalid SSH URL: {reason}")
