"""A stand-in for buildkitd: the BuildKit inside an engine, behind a socket of its own and in an image of its own.

As a program (``buildkitd.py ENGINE_SOCKET ADDRESS``) every connection to ADDRESS becomes an upgraded
``POST /grpc`` of the engine. ADDRESS: ``unix:PATH``, ``tcp:PORT`` or ``tls:PORT:CERT:KEY:CA`` on the loopback.
"""

from __future__ import annotations

import asyncio
import ssl
import sys

PORT = 2222
IMAGE = "moby/buildkit:buildx-stable-1"
DOCKERFILE = f"""\
FROM busybox
RUN printf '#!/bin/sh\\n[ "$1" = dial-stdio ] && exec nc 127.0.0.1 {PORT}\\ntrue\\n' >/bin/buildctl \\
 && printf '#!/bin/sh\\necho "$@" >/args\\ntrap exit TERM\\nwhile sleep 0.1; do :; done\\n' >/bin/buildkitd \\
 && chmod 755 /bin/buildctl /bin/buildkitd
ENTRYPOINT ["buildkitd"]
"""
_ASK = b"POST /grpc HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(1 << 16):
        target.write(data)
        await target.drain()
    if target.can_write_eof():
        target.write_eof()


async def serve(engine: str, address: str) -> None:
    """Listen until cancelled."""

    async def bridge(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, to_inner = await asyncio.open_unix_connection(engine)
        to_inner.write(_ASK)
        await inner.readuntil(b"\r\n\r\n")
        copies = [asyncio.ensure_future(_copy(inner, writer)), asyncio.ensure_future(_copy(reader, to_inner))]
        await asyncio.wait(copies, return_when=asyncio.FIRST_COMPLETED)
        for copy in copies:
            copy.cancel()
        writer.close()
        to_inner.close()

    kind, *rest = address.split(":")
    if kind == "unix":
        server = await asyncio.start_unix_server(bridge, rest[0])
    else:
        server = await asyncio.start_server(
            bridge, "127.0.0.1", int(rest[0]), ssl=_tls(*rest[1:]) if rest[1:] else None
        )
    async with server:
        await server.serve_forever()


def _tls(cert: str, key: str, ca: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    context.load_verify_locations(ca)
    context.verify_mode = ssl.CERT_REQUIRED
    context.set_alpn_protocols(["h2"])
    return context


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
