"""Statuses as headers."""

from __future__ import annotations

from pydock.build.buildkit.grpc.status import UNKNOWN, GrpcError, Status, code_name, from_headers


def test_headers_and_back() -> None:
    status = Status(5, "no such thing: é%\n", b"\x00\x01details")
    assert from_headers(dict(status.trailers())) == status


def test_headers_without_a_status() -> None:
    assert from_headers({":status": "200"}) is None
    assert from_headers({":status": "502"}) == Status(UNKNOWN, "unexpected HTTP status 502")


def test_error_and_names() -> None:
    error = GrpcError(5, "gone")
    assert error.code == 5 and error.message == "gone" and error.exit_code == 1
    assert code_name(5) == "NotFound" and code_name(99) == "Code(99)"
