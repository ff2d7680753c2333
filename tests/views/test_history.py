"""Layers as rows."""

from __future__ import annotations

import pytest

from pydock.views.history import listing

LAYER = {
    "Id": "sha256:0123456789abcdef",
    "Created": 1000,
    "CreatedBy": "RUN\t" + "x" * 60,
    "Size": 1234,
    "Comment": "c",
}


@pytest.mark.parametrize(
    ("human", "cells"),
    [
        (True, ["0123456789ab", "2 minutes ago", "RUN " + "x" * 40 + "…", "1.23kB"]),
        (False, ["0123456789ab", "1970-01-01T00:16:40Z", "RUN " + "x" * 40 + "…", "1234"]),
    ],
)
def test_cells(human: bool, cells: list[str]) -> None:
    fields = listing(now=1120, human=human).fields
    assert [fields[name](LAYER) for name in ("ID", "CreatedSince", "CreatedBy", "Size")] == cells


def test_layers_without_a_date() -> None:
    assert listing(now=0).fields["CreatedSince"]({"Created": 0}) == "N/A"
