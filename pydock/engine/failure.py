"""What went wrong between client and engine, in the words of Docker's client."""

from __future__ import annotations

import errno
import os

from pydock.engine.transport.dial import Dialer, UnixDialer
from pydock.errors import ConflictError, ConnectError, EngineError, NotFoundError, PydockError

_MAX_ERROR = 1 << 20
_REFUSED = {errno.ECONNREFUSED, errno.ENOENT, errno.ENOTDIR, errno.ENOTSOCK}
_DENIED = {errno.EACCES, errno.EPERM}
_LIMITS = (
    "The engine asks for limits that it may not set here. Give lower ones with --ulimit nofile=1024:1024 "
    "--ulimit nproc=1024:1024, or as default_ulimits in the engine's configuration."
)
"""Podman's service gives containers limits of its own, and needs CAP_SYS_RESOURCE for that."""


class _PlainEngineError(EngineError):
    """An error status whose body says nothing of its own: the message has no ``Error response`` prefix."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.message = message


def status_error(dialer: Dialer, target: str, status: int, reason: str, content_type: str, body: bytes) -> EngineError:
    """The exception for an answer of 400 and above."""
    where = f"for API route and version {dialer.base}{target}, check if the server supports the requested API version"
    said = f"{status} {reason}".rstrip()
    if not body:
        return _PlainEngineError(status, f"request returned {said} {where}")
    if len(body) > _MAX_ERROR:
        return _PlainEngineError(status, f"request returned {said} with a message (> {_MAX_ERROR} bytes) {where}")
    kind = {404: NotFoundError, 409: ConflictError}.get(status, EngineError)
    if content_type != "application/json":
        return kind(status, body.decode("utf-8", "replace").strip())
    from json import JSONDecodeError, loads

    try:
        document = loads(body)
    except (JSONDecodeError, UnicodeDecodeError) as error:
        from pydock.config.gojson import explain

        return _PlainEngineError(status, f"Error reading JSON: {explain(body) or error}")
    message = document.get("message") if isinstance(document, dict) else None
    if message is not None and not isinstance(message, str):
        return _PlainEngineError(status, "Error reading JSON: the message is not a string")
    if not message:
        from http import HTTPStatus

        name = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
        return kind(status, f"API returned a {status} ({name}) but provided no error-message")
    told = kind(status, message.strip())
    if "error setting rlimit" in message:
        told.hint, told.hint_for_people = _LIMITS, True
    return told


def connect_error(dialer: Dialer, method: str, target: str, error: OSError) -> PydockError:
    """The exception for a connection that could not be made."""
    if hasattr(error, "reason") and hasattr(error, "library"):
        # An ssl.SSLError: its errno is no system error's number. The module is not imported to say so.
        from pydock.engine import tlsfaults

        return during_connect(dialer, method, target, tlsfaults.reason(dialer, error))
    code = error.errno
    if code in _DENIED:
        return _denied(dialer, method, target)
    if code in _REFUSED or isinstance(error, TimeoutError):
        reason = "refused" if code == errno.ECONNREFUSED else "missing"
        return ConnectError(
            f"Cannot connect to the Docker daemon at {dialer.host}. Is the docker daemon running?",
            reason="timeout" if isinstance(error, TimeoutError) else reason,
            hint=_why(dialer, error),
        )
    return during_connect(dialer, method, target, _network(dialer, error))


def during_connect(dialer: Dialer, method: str, target: str, what: str, *, reason: str = "") -> ConnectError:
    """The engine went away, or answered nothing, before its answer began."""
    error = ConnectError(f'error during connect: {method.capitalize()} "{dialer.base}{target}": {what}', reason=reason)
    if "tls: " in what:
        from pydock.engine import tlsfaults

        error.hint = tlsfaults.hint(dialer, what)
    return error


def foreign(dialer: Dialer, method: str, target: str, line: str) -> ConnectError:
    """Something answers that does not speak HTTP."""
    return ConnectError(
        f'{method.capitalize()} "{dialer.base}{target}": net/http: HTTP/1.x transport connection broken: '
        f'malformed HTTP response "{line}".\n* Are you trying to connect to a TLS-enabled daemon without TLS?',
        reason="foreign",
    )


def silent(dialer: Dialer, seconds: float) -> ConnectError:
    """The connection stands but nothing answers."""
    return ConnectError(
        f"Cannot connect to the Docker daemon at {dialer.host}. Is the docker daemon running?",
        reason="timeout",
        hint=f"It took the connection but did not answer within {seconds:.0f} seconds.",
    )


def _denied(dialer: Dialer, method: str, target: str) -> ConnectError:
    path = getattr(dialer, "path", dialer.host)
    hint = None
    if isinstance(dialer, UnixDialer):
        hint = _group_hint(dialer.path)
    return ConnectError(
        f"permission denied while trying to connect to the Docker daemon socket at {dialer.host}: "
        f'{method.capitalize()} "{dialer.base}{target}": dial unix {path}: connect: permission denied',
        reason="permission",
        hint=hint,
    )


def _group_hint(path: str) -> str | None:
    from pydock.portable.users import group_name

    try:
        group = group_name(os.stat(path).st_gid)
    except OSError:
        return None
    return group and f'Join the group "{group}" (sudo usermod -aG {group} $USER, then log in again) or use sudo.'


def _why(dialer: Dialer, error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "The address did not answer in time."
    if not isinstance(dialer, UnixDialer):
        return "Nothing listens at this address."
    if error.errno == errno.ECONNREFUSED:
        return f"{dialer.path} is there, but no engine listens on it."
    return f"There is no socket at {dialer.path}."


def _network(dialer: Dialer, error: OSError) -> str:
    from socket import gaierror

    address = getattr(dialer, "address", None)
    if isinstance(error, gaierror) and address:
        return f"dial tcp: lookup {address[0]}: no such host"
    text = error.strerror.lower() if error.strerror else str(error)
    if address:
        return f"dial tcp {address[0]}:{address[1]}: connect: {text}"
    return text
