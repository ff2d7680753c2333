"""A build context behind an http URL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from pydock.errors import PydockError
from pydock.render.progress.messages import progress_text

_PIECE = 1 << 16
_TIMEOUT = 60
"""Seconds without a byte after which a download is given up."""


class Sink(Protocol):
    """Where progress goes."""

    def write(self, data: bytes | str) -> None: ...

    def flush(self) -> None: ...


def download(url: str, progress: Sink) -> Iterator[bytes]:
    """The body behind ``url`` in pieces. Raises PydockError at once when it cannot be had."""
    import requests

    try:
        answer = requests.get(url, stream=True, timeout=_TIMEOUT, headers={"Accept-Encoding": "identity"})
    except requests.RequestException as error:
        raise PydockError(f'unable to download remote context {url}: Get "{url}": {_why(error, url)}') from error
    if answer.status_code >= 400:
        with answer:
            raise PydockError(
                f"unable to download remote context {url}: failed to GET {url} with status "
                f"{answer.status_code} {answer.reason}: {answer.text.strip()}"
            )
    return _body(answer, url, progress)


def _body(answer: Any, url: str, progress: Sink) -> Iterator[bytes]:
    import requests

    total = int(answer.headers.get("Content-Length") or 0)
    received = 0
    with answer:
        try:
            for piece in answer.iter_content(_PIECE):
                received += len(piece)
                yield piece
        except requests.RequestException as error:
            raise PydockError(f"unable to download remote context {url}: {_why(error, url)}") from error
    if total and received < total:
        raise PydockError(f"unable to download remote context {url}: unexpected EOF")
    count = progress_text({"current": received, "total": total}, 200, float)
    progress.write(f"Downloading build context from remote url: {url} {count}\r\r\n")
    progress.flush()


def _why(error: BaseException, url: str) -> str:
    """The system's reason at the bottom of a chain of exceptions, as Go's client words it."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    address = f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, ConnectionRefusedError):
            return f"dial tcp {address}: connect: connection refused"
        if type(found).__name__ in ("gaierror", "NameResolutionError"):
            return f"dial tcp: lookup {parts.hostname}: no such host"
        inner = getattr(found, "reason", None) or (found.args[0] if found.args else None)
        found = found.__cause__ or found.__context__ or (inner if isinstance(inner, BaseException) else None)
    return str(error)
