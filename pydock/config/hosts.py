"""Addresses of engines as people write them (``-H``, ``DOCKER_HOST``) made complete, by Docker's rules."""

from __future__ import annotations

from pydock.errors import ConfigError

DEFAULT_SOCKET = "/var/run/docker.sock"
DEFAULT_PIPE = "//./pipe/docker_engine"
DEFAULT_HOST = "unix://" + DEFAULT_SOCKET
DEFAULT_TLS_HOST = "tcp://localhost:2376"
_DEFAULT_TCP_PORT = "2375"


def parse_host(text: str, *, tls: bool = False) -> str:
    """The complete address for ``text``; the default one (the TLS default with ``tls``) when it is blank.

    A bare ``host:port`` is TCP; ``ssh`` and ``fd`` addresses are taken as they stand. Raises ConfigError.
    """
    address = text.strip()
    if not address:
        return DEFAULT_TLS_HOST if tls else DEFAULT_HOST
    scheme, separator, rest = address.partition("://")
    if not separator:
        scheme, rest = "tcp", address
    if scheme == "tcp":
        return _tcp(rest)
    if scheme in ("unix", "npipe"):
        if "://" in rest:
            raise ConfigError(f"invalid proto, expected {scheme}: {rest}")
        return f"{scheme}://{rest or (DEFAULT_SOCKET if scheme == 'unix' else DEFAULT_PIPE)}"
    if scheme in ("fd", "ssh"):
        return address
    raise ConfigError(f"invalid bind address format: {address}")


def _tcp(rest: str) -> str:
    authority, slash, path = rest.partition("/")
    if " " in authority:
        raise ConfigError(f'parse "tcp://{rest}": invalid character " " in host name')
    host, port = _split(authority, rest)
    shown = f"[{host}]" if ":" in host else host
    return f"tcp://{shown or 'localhost'}:{port or _DEFAULT_TCP_PORT}{slash}{path}"


def _split(authority: str, whole: str) -> tuple[str, str]:
    """Host without brackets, and port text ("" where there is none)."""
    if authority.startswith("["):
        host, bracket, port = authority[1:].partition("]")
        if not bracket:
            raise ConfigError(f"parse \"tcp://{whole}\": missing ']' in host")
        if not port.startswith(":"):
            # Docker takes a bracketed address only with its port.
            raise ConfigError(f"invalid bind address format: {whole}")
    else:
        host, colon, port = authority.rpartition(":")
        if not colon:
            return authority, ""
        port = colon + port
        if port[1:].isdigit() and ":" in host:
            return authority, ""
    if port[1:] and not port[1:].isdigit():
        raise ConfigError(f'parse "tcp://{whole}": invalid port "{port}" after host')
    return host, port[1:]
