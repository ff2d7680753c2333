"""Compose's workers on the fake engine: containers as lists show them, and what was reported."""

from __future__ import annotations

from typing import Any

from pydock.compose import labels
from pydock.compose.events import Reporter
from pydock.compose.observe import Container
from tests.support import shown


class Shown(shown.Shown):
    """With a reporter to give to what is tested."""

    @property
    def report(self) -> Reporter:
        return Reporter(self)


def container(service: str, number: int = 1, **summary: Any) -> Container:
    """A container of project ``p``, running unless said otherwise; its id is ``SERVICE-NUMBER``."""
    marks = {labels.SERVICE: service, labels.NUMBER: str(number), labels.PROJECT: "p", **summary.pop("marks", {})}
    whole = {"Id": f"{service}-{number}", "Names": [f"/p-{service}-{number}"], "State": "running", "Labels": marks}
    return Container({**whole, **summary})
