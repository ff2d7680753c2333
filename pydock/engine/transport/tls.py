"""TLS over TCP. The only place that imports ``ssl``, which takes as long as everything else together."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import sys
from _thread import LockType, allocate_lock
from collections.abc import Callable
from typing import Any, TypeVar

from pydock.engine.transport.dial import Dialer, join_address, open_tcp, split_address
from pydock.engine.transport.endpoint import TLSMaterial
from pydock.engine.transport.tlsfiles import load_authority, load_pair
from pydock.portable.sockets import ready

_RECORDS = 1 << 16
T = TypeVar("T")


class TLSSocket(ssl.SSLSocket):
    """An SSLSocket for one reader and one writer in threads of their own, which can end the writing direction alone.

    OpenSSL's state is not for two threads at once, and one that waits must not keep the other out: so the
    socket never blocks, a lock guards each step, and waiting is done without it.
    """

    _early: bytes = b""
    _limit: float | None = None
    _lock: LockType | None = None
    _sslobj: Any

    def begin(self) -> None:
        """The handshake is over: from now on as the class says."""
        super().settimeout(0)
        self._lock = allocate_lock()

    def settimeout(self, value: float | None) -> None:
        if self._lock is None:
            super().settimeout(value)
        self._limit = value

    def recv(self, buflen: int = 65536, flags: int = 0) -> bytes:
        return self._step(lambda: self._take(buflen))

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        view = memoryview(buffer)
        data = self.recv(nbytes or len(view))
        view[: len(data)] = data
        return len(data)

    def send(self, data: Any, flags: int = 0) -> int:
        return self._step(lambda: super(TLSSocket, self).send(data))

    def sendall(self, data: Any, flags: int = 0) -> None:
        view = memoryview(data)
        while view:
            view = view[self.send(view[:_RECORDS]) :]

    def shutdown(self, how: int) -> None:
        """SHUT_WR sends close_notify and keeps reading; everything else closes both directions."""
        if how != socket.SHUT_WR or self._lock is None:
            super().shutdown(how)
            return
        if sys.platform == "win32":  # a socket there is no descriptor that could be put in another's place
            with self._lock, contextlib.suppress(OSError):
                self._sslobj.shutdown()
            return
        # OpenSSL goes on to read the peer's close_notify, and loses data that arrives in its place. So it meets
        # one end of a pair while it does, from which nothing comes, and its complaint about that means "sent".
        near, far = socket.socketpair()
        with near, far:
            near.setblocking(False)
            far.setblocking(False)
            with self._lock:
                own = os.dup(self.fileno())
                try:
                    os.dup2(near.fileno(), self.fileno(), inheritable=False)
                    with contextlib.suppress(OSError):
                        self._sslobj.shutdown()
                finally:
                    os.dup2(own, self.fileno(), inheritable=False)
                    os.close(own)
            with contextlib.suppress(OSError):
                self._send_raw(far.recv(65536))

    def _send_raw(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self.fileno(), data) :]
            except BlockingIOError:
                ready(self, writing=True)

    def spent(self) -> bool:
        """Whether the idle peer has closed, or sent what nobody asked for. Session tickets are neither."""
        with contextlib.suppress(ssl.SSLWantReadError):
            self._early += super().recv(1)
            return True
        return False

    def pending(self) -> int:
        return len(self._early) or super().pending()

    def _take(self, size: int) -> bytes:
        if self._early:
            data, self._early = self._early[:size], self._early[size:]
            return data
        try:
            return super().recv(size)
        except ssl.SSLZeroReturnError:
            return b""  # the peer's end after our own, which Python takes for a fault

    def _step(self, action: Callable[[], T]) -> T:
        """Do ``action`` as soon as the socket is ready for it. Raises TimeoutError."""
        if self._lock is None:
            return action()
        while True:
            with self._lock:
                try:
                    return action()
                except ssl.SSLWantReadError:
                    writing = False
                except ssl.SSLWantWriteError:
                    writing = True
            if not ready(self, writing=writing, timeout=self._limit):
                raise TimeoutError("timed out")


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
            secured = context.wrap_socket(sock, server_hostname=self.address[0])
            assert isinstance(secured, TLSSocket)
            secured.begin()
            return secured
        except BaseException:
            sock.close()
            raise


def _context(tls: TLSMaterial) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.sslsocket_class = TLSSocket
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if not tls.skip_verify:
        if tls.ca:
            load_authority(context, tls.ca)
        else:
            context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if tls.cert and tls.key:
        load_pair(context, tls.cert, tls.key)
    return context


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
