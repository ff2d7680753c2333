"""Containers as rows."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.listing import Row
from pydock.render.template import compile_template
from pydock.views.container import listing

ROW: dict[str, Any] = {
    "Id": "0123456789abcdef",
    "Names": ["/other/alias", "/web"],
    "Image": "docker.io/library/busybox:1@sha256:" + "0" * 64,
    "Command": 'sh -c "a very long command line"',
    "Created": 1000,
    "State": "running",
    "Status": "Up 3 seconds (unhealthy)",
    "SizeRw": 2000,
    "SizeRootFs": 5000000,
    "Mounts": [{"Name": "a-volume-with-a-long-name", "Driver": "local"}, {"Source": "/x"}],
    "NetworkSettings": {"Networks": {"b": {}, "a": {}}},
}


@pytest.mark.parametrize(
    ("template", "short", "full"),
    [
        ("{{.ID}}", "0123456789ab", "0123456789abcdef"),
        ("{{.Names}}", "web", "other/alias,web"),
        ("{{.Image}}", "busybox:1", "docker.io/library/busybox:1@sha256:" + "0" * 64),
        ("{{.Command}}", '"sh -c \\"a very long …"', '"sh -c \\"a very long command line\\""'),
        ("{{.Mounts}}", "a-volume-with-…,/x", "a-volume-with-a-long-name,/x"),
        ("{{.Networks}} {{.LocalVolumes}} {{.RunningFor}}", "b,a 1 2 minutes ago", "b,a 1 2 minutes ago"),
        ("{{.Size}}", "2kB (virtual 5MB)", "2kB (virtual 5MB)"),
        ("{{.Platform}}", "<nil>", "<nil>"),
    ],
)
def test_cells(template: str, short: str, full: str) -> None:
    compiled = compile_template(template)
    assert compiled.execute(Row(listing(now=1120), ROW)) == short
    assert compiled.execute(Row(listing(now=1120, no_trunc=True), ROW)) == full


def test_an_empty_row_has_every_cell() -> None:
    assert Row(listing(now=0), {}).go_json()["Image"] == "<no image>"


def test_what_needs_a_look_is_red() -> None:
    styles = listing(now=0).styles
    assert styles["Status"](ROW) == "red"
    assert styles["Status"]({"State": "running", "Status": "Up"}) == "green"
    assert styles["Status"]({"State": "exited", "Status": "Exited (0) now"}) == "dim"
    assert styles["Status"]({"State": "paused", "Status": "Up (Paused)"}) == "yellow"
