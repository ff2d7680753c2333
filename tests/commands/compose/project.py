"""A project of two services as an engine lists it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydock.compose import labels
from tests.support.engine import FakeEngine

TEXT = """\
name: shop
services:
  db: {image: busybox}
  web: {image: busybox, depends_on: {db: {condition: service_started, restart: true}}}
"""


def row(service: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """One container as ``/containers/json`` shows it."""
    marks = {
        labels.PROJECT: "shop",
        labels.SERVICE: service,
        labels.NUMBER: str(number),
        labels.ONEOFF: "False",
        labels.HASH: "x",
        labels.CONFIG_FILES: "/work/compose.yaml",
    }
    summary = {"Id": f"{service}{number}", "Names": [f"/shop-{service}-{number}"], "State": "running"}
    return {**summary, "ImageID": "sha256:i", "Image": "busybox", "Status": "Up", "Labels": marks, **more}


def project(folder: Path, fake: FakeEngine, *rows: dict[str, Any]) -> None:
    """Write the file, and make the engine have ``rows`` (one container of each service by default)."""
    (folder / "compose.yaml").write_text(TEXT)
    fake.may("GET", "/containers/json", json=list(rows) or [row("db"), row("web")])
