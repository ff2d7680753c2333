"""Open a byte stream to an engine: ``unix://``, ``tcp://`` (plain, by proxy, TLS) and ``ssh://``.

Every dialer gives a real socket, so that polling, half-close and ``sendfile`` work alike on all of them;
for ssh it is one end of a socket pair whose other end is the child's stdin and stdout.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping

from pydock.engine.transport.endpoint import Endpoint, TLSMaterial
from pydock.engine.urls import quote_host
from pydock.errors import ConfigError
from pydock.portable.sockets import unix_socket

CONNECT_TIMEOUT = 10.0
"""Seconds a TCP connection may take; established streams have no timeout."""


class Dialer:
    """One way to one engine.

    ``host`` is the address the user named, ``base`` the URL that Docker's messages have for it, ``authority``
    what the Host header says, ``prefix`` what precedes every path.
    """

    def __init__(self, host: str, base: str, authority: str, prefix: str = "") -> None:
        self.host = host
        self.base = base
        self.authority = authority
        self.prefix = prefix

    def connect(self) -> socket.socket:
        """A connected, blocking socket. Raises OSError as the system gives it."""
        raise NotImplementedError

    def target(self, path: str) -> str:
        """What stands in the request line for ``path``: an HTTP proxy wants the whole URL."""
        return path

    def tunnel(self) -> Dialer:
        """The dialer for upgraded connections, which a plain HTTP proxy cannot carry."""
        return self

    def complaint(self, sock: socket.socket) -> str:
        """Why the way of a connection broke, where a helper process of it has failed; "" otherwise."""
        return ""

    def other_way(self, sock: socket.socket) -> bool:
        """Whether, after that connection failed, there is another way for :meth:`connect` to take from now on."""
        return False

    def close(self) -> None:
        """Let go of what outlives the connections."""


class UnixDialer(Dialer):
    """A socket file."""

    def __init__(self, host: str, path: str) -> None:
        super().__init__(host, f"http://{quote_host(path)}", "api.moby.localhost")
        self.path = path

    def connect(self) -> socket.socket:
        sock = unix_socket()
        try:
            sock.connect(self.path)
        except BaseException:
            sock.close()
            raise
        return sock


class TCPDialer(Dialer):
    """A plain TCP address, directly or through an HTTP proxy (``proxy`` is ``host:port``)."""

    def __init__(self, host: str, address: tuple[str, int], *, prefix: str = "", proxy: str | None = None) -> None:
        authority = join_address(*address)
        super().__init__(host, f"http://{authority}", authority, prefix)
        self.address = address
        self.proxy = proxy

    def connect(self) -> socket.socket:
        return open_tcp(split_address(self.proxy, 80) if self.proxy else self.address)

    def target(self, path: str) -> str:
        return self.base + path if self.proxy else path

    def tunnel(self) -> Dialer:
        return TCPDialer(self.host, self.address, prefix=self.prefix)


def open_tcp(address: tuple[str, int]) -> socket.socket:
    """A TCP connection without Nagle's delay, with keep-alive probes, so that a dead peer is noticed in time."""
    sock = socket.create_connection(address, timeout=CONNECT_TIMEOUT)
    sock.settimeout(None)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return sock


def dialer(endpoint: Endpoint, environ: Mapping[str, str]) -> Dialer:
    """The dialer for an endpoint. ``environ`` is asked for HTTP_PROXY, HTTPS_PROXY and NO_PROXY.

    Raises ConfigError for an address that this platform has no way to.
    """
    host, tls = endpoint.host, endpoint.tls
    scheme, separator, rest = host.partition("://")
    if separator and scheme == "unix":
        return UnixDialer(host, rest)
    if separator and scheme in ("tcp", "http", "https"):
        secure = tls is not None or scheme == "https"
        authority, slash, path = rest.partition("/")
        address = split_address(authority, 2376 if secure else 2375)
        proxy = _proxy_for(address[0], environ, "https" if secure else "http")
        prefix = (slash + path).rstrip("/")
        if secure:
            from pydock.engine.transport.tls import TLSDialer

            return TLSDialer(host, address, tls or TLSMaterial(), prefix=prefix, proxy=proxy)
        return TCPDialer(host, address, prefix=prefix, proxy=proxy)
    if separator and scheme == "ssh":
        if sys.platform == "win32":
            raise ConfigError("ssh:// is not supported on Windows")
        else:
            from pydock.engine.transport.ssh import SSHDialer

            return SSHDialer(host, environ, persist=endpoint.ssh_persist)
    if separator and scheme == "npipe":
        if sys.platform == "win32":
            from pydock.engine.transport.npipe import PipeDialer

            return PipeDialer(host, rest)
        raise ConfigError(
            "Failed to initialize: protocol not available", hint="Named pipes (npipe://) exist on Windows only."
        )
    raise ConfigError(f"Failed to initialize: unable to parse docker host `{host}`")


def split_address(text: str, port: int) -> tuple[str, int]:
    """``host:port`` or ``[v6]:port`` in two; ``port`` where none is named."""
    if text.startswith("["):
        name, _, rest = text[1:].partition("]")
        digits = rest[1:]
    else:
        name, _, digits = text.partition(":")
    if digits and not digits.isdigit():
        raise ConfigError(f"invalid port in address {text}")
    return name or "localhost", int(digits) if digits else port


def join_address(name: str, port: int) -> str:
    """``host:port``, with the brackets an IPv6 address needs."""
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def _proxy_for(name: str, environ: Mapping[str, str], scheme: str) -> str | None:
    """The proxy for ``name`` by Go's rules: never for loopback, NO_PROXY by suffix, ``*`` for all."""
    url = environ.get(f"{scheme}_proxy") or environ.get(f"{scheme}_proxy".upper())
    if not url or name == "localhost" or name.startswith("127.") or name == "::1":
        return None
    for entry in (environ.get("no_proxy") or environ.get("NO_PROXY") or "").split(","):
        suffix = entry.strip().lower().split(":")[0]
        bare = suffix.lstrip("*").lstrip(".")
        if suffix == "*" or (bare and (name.lower() == bare or name.lower().endswith("." + bare))):
            return None
    return url.partition("://")[2].rstrip("/").rpartition("@")[2] if "://" in url else url
