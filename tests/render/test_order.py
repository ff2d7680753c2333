"""The order of ``--sort``."""

from __future__ import annotations

import pytest

from pydock.render.order import natural


@pytest.mark.parametrize(
    "ordered",
    [
        ["999B", "1kB", "1.5MB", "2GB"],
        ["Less than a second ago", "2 seconds ago", "About a minute ago", "59 minutes ago", "About an hour ago"],
        ["Up 5 seconds", "Up 2 minutes", "Up 3 weeks (healthy)"],
        ["0.5%", "3%", "20.00%"],
        ["9", "10", "a", "B", "c"],
        [1, 2, 10],
    ],
)
def test_order(ordered: list[object]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural) == ordered
