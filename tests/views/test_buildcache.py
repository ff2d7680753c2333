"""The build cache as rows."""

from __future__ import annotations

from pydock.views.buildcache import listing, order


def test_cells_and_order() -> None:
    fields = listing(now=86400.0, trunc=True).fields
    row = {"ID": "0123456789abcdef", "InUse": True, "Size": 999, "CreatedAt": "1970-01-01T00:00:00Z", "UsageCount": 2}
    assert [fields[name](row) for name in ("ID", "Size", "CreatedSince", "LastUsedSince", "UsageCount", "Shared")] == [
        "0123456789ab*",
        "999B",
        "24 hours ago",
        "",
        "2",
        "false",
    ]
    rows = [
        {"ID": "b", "LastUsedAt": "2024-01-01T00:00:00Z"},
        {"ID": "c"},
        {"ID": "a", "LastUsedAt": "2023-01-01T00:00:00Z"},
    ]
    assert [row["ID"] for row in sorted(rows, key=order)] == ["c", "a", "b"]
