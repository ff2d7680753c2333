"""The outcome of a call: gRPC's codes, its trailers, and the error that carries them."""

from __future__ import annotations

import base64
from typing import NamedTuple
from urllib.parse import quote, unquote

from pydock.errors import PydockError

OK, CANCELLED, UNKNOWN, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND = 0, 1, 2, 3, 4, 5
ALREADY_EXISTS, PERMISSION_DENIED, FAILED_PRECONDITION, OUT_OF_RANGE = 6, 7, 9, 11
UNIMPLEMENTED, INTERNAL, UNAVAILABLE = 12, 13, 14

NAMES = (
    "OK", "Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists",
    "PermissionDenied", "ResourceExhausted", "FailedPrecondition", "Aborted", "OutOfRange", "Unimplemented",
    "Internal", "Unavailable", "DataLoss", "Unauthenticated",
)  # fmt: skip


def code_name(code: int) -> str:
    """``Unknown`` for 2 and so on."""
    return NAMES[code] if 0 <= code < len(NAMES) else f"Code({code})"


class Status(NamedTuple):
    """``details``: the serialised google.rpc.Status of the grpc-status-details-bin trailer, b"" without one."""

    code: int
    message: str = ""
    details: bytes = b""

    def trailers(self) -> list[tuple[str, str]]:
        """The headers that end a response."""
        headers = [("grpc-status", str(self.code))]
        if self.message:
            headers.append(("grpc-message", quote(self.message, safe=" !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~")))
        if self.details:
            headers.append(("grpc-status-details-bin", base64.b64encode(self.details).decode().rstrip("=")))
        return headers


def from_headers(headers: dict[str, str]) -> Status | None:
    """The status that a block of headers holds; None where it holds none."""
    text = headers.get("grpc-status")
    if text is None:
        http = headers.get(":status", "200")
        return None if http == "200" else Status(UNKNOWN, f"unexpected HTTP status {http}")
    details = headers.get("grpc-status-details-bin", "")
    return Status(
        int(text) if text.isdigit() else UNKNOWN,
        unquote(headers.get("grpc-message", "")),
        base64.b64decode(details + "=" * (-len(details) % 4)),
    )


class GrpcError(PydockError):
    """A call that ended with a status other than OK; also what a handler raises to end its call so."""

    def __init__(self, code: int, message: str, details: bytes = b"") -> None:
        super().__init__(message)
        self.status = Status(code, message, details)

    @property
    def code(self) -> int:
        return self.status.code

    @property
    def rpc_text(self) -> str:
        """The error as Go's gRPC library tells it."""
        return f"rpc error: code = {code_name(self.code)} desc = {self.status.message}"
