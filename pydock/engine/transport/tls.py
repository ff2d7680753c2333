"""TLS over TCP. The only place that imports ``ssl``, which takes as long as everything else together."""

from __future__ import annotations

import contextlib
import socket
import ssl

from pydock.engine.transport.dial import Dialer, join_address, open_tcp, split_address
from pydock.engine.transport.endpoint import TLSMaterial
from pydock.errors import ConfigError


class TLSSocket(ssl.SSLSocket):
    """An SSLSocket that can end its own direction and still read the other."""

    _early: bytes = b""

    def shutdown(self, how: int) -> None:
        """SHUT_WR sends close_notify and keeps reading; everything else closes both directions."""
        if how != socket.SHUT_WR:
            super().shutdown(how)
            return
        # unwrap() goes on to wait for the peer's close_notify, which it reads in vain from an empty
        # non-blocking socket: so what has arrived is put aside first, and its complaint means "sent".
        self.setblocking(False)
        try:
            with contextlib.suppress(ssl.SSLError, BlockingIOError):
                while data := super().recv(65536):
                    self._early += data
            with contextlib.suppress(ssl.SSLError, BlockingIOError, OSError):
                self.unwrap()
        finally:
            self.setblocking(True)

    def recv(self, buflen: int = 65536, flags: int = 0) -> bytes:
        if self._early:
            data, self._early = self._early[:buflen], self._early[buflen:]
            return data
        return super().recv(buflen, flags)

    def pending(self) -> int:
        return len(self._early) or super().pending()


class TLSDialer(Dialer):
    """A TCP address behind TLS, directly or by a proxy's CONNECT."""

    def __init__(
        self, host: str, address: tuple[str, int], tls: TLSMaterial, *, prefix: str = "", proxy: str | None = None
    ) -> None:
        authority = join_address(*address)
        super().__init__(host, f"https://{authority}", authority, prefix)
        self.address = address
        self.tls = tls
        self.proxy = proxy
        self._context: ssl.SSLContext | None = None

    def connect(self) -> socket.socket:
        context = self._context = self._context or _context(self.tls)
        sock = open_tcp(split_address(self.proxy, 80) if self.proxy else self.address)
        try:
            if self.proxy:
                _tunnel(sock, self.authority)
            return context.wrap_socket(sock, server_hostname=self.address[0])
        except BaseException:
            sock.close()
            raise


def _context(tls: TLSMaterial) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.sslsocket_class = TLSSocket
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if not tls.skip_verify:
        if tls.ca:
            _load(lambda: context.load_verify_locations(cafile=tls.ca), "could not read CA certificate", tls.ca)
        else:
            context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if tls.cert and tls.key:
        cert, key = tls.cert, tls.key
        _load(lambda: context.load_cert_chain(cert, key), "could not read X509 key pair", f"{cert}, {key}")
    return context


def _load(action: object, what: str, where: str) -> None:
    assert callable(action)
    try:
        action()
    except FileNotFoundError:
        raise ConfigError(f"{what}: open {where}: no such file or directory") from None
    except PermissionError:
        raise ConfigError(f"{what}: open {where}: permission denied") from None
    except ssl.SSLError as error:
        raise ConfigError(f"{what} ({where}): {error.reason or error}") from None


def _tunnel(sock: socket.socket, authority: str) -> None:
    sock.sendall(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode("latin-1"))
    answer = b""
    while b"\r\n\r\n" not in answer:
        data = sock.recv(4096)
        if not data:
            raise ConnectionResetError("the proxy closed the connection")
        answer += data
    status = answer.split(b" ", 2)[1:2]
    if status != [b"200"]:
        raise ConnectionRefusedError(answer.split(b"\r\n")[0].decode("latin-1"))
