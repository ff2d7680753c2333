"""``pydock buildx history import``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option


@command(counting=True)
@option("-f", "--file", kind=kinds.STRING_ARRAY, help="Archives to read.")
def import_(app: App, file: list[str]) -> None:
    """Read build records from an archive."""
    import os

    from pydock.errors import PydockError
    from pydock.portable.sockets import unix_socket

    path = os.path.join(app.environ.get("HOME", ""), ".docker/desktop/docker-desktop-build.sock")
    for name in file or ["-"]:
        data = app.streams.stdin.read() if name == "-" else _read(app, name)
        try:
            with unix_socket() as sock:
                sock.connect(path)
                head = f"POST /upload HTTP/1.1\r\nHost: docker-desktop\r\nContent-Length: {len(data)}\r\n"
                sock.sendall(head.encode() + b"Connection: close\r\n\r\n" + data)
                answer = b"".join(iter(lambda: sock.recv(1 << 16), b""))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PydockError(
                "failed to send request, check if Docker Desktop is running:"
                f' Post "http://docker-desktop/upload": dial unix {path}: connect: {reason}'
            ) from error
        if b" 200 " not in answer.split(b"\r\n", 1)[0]:
            raise PydockError("failed to import the build record")


def _read(app: App, name: str) -> bytes:
    import os

    from pydock.errors import PydockError

    try:
        with open(os.path.join(app.cwd, name), "rb") as stream:
            return stream.read()
    except OSError as error:
        reason = f"open {name}: {(error.strerror or str(error)).lower()}"
        raise PydockError(f"failed to open file {name}: {reason}") from error
