"""Networks as rows."""

from __future__ import annotations

from pydock.views.network import listing


def test_cells() -> None:
    fields = listing().fields
    row = {"Id": "0123456789abcdef", "EnableIPv6": True, "Created": "2024-01-02T03:04:05.5Z", "Labels": {"a": "b"}}
    assert [fields[name](row) for name in ("ID", "IPv4", "IPv6", "Internal", "Labels", "CreatedAt")] == [
        "0123456789ab",
        "false",
        "true",
        "false",
        "a=b",
        "2024-01-02 03:04:05.5 +0000 UTC",
    ]
    assert fields["CreatedAt"]({}) == "0001-01-01 00:00:00 +0000 UTC"
