"""Plugins as rows."""

from __future__ import annotations

from pydock.views.plugin import listing


def test_cells() -> None:
    fields = listing().fields
    row = {"Id": "0123456789abcdef", "Enabled": True, "Config": {"Description": "x" * 50 + "\n"}}
    assert (fields["ID"](row), fields["Enabled"](row), fields["Description"](row)) == (
        "0123456789ab",
        True,
        "x" * 44 + "…",
    )
