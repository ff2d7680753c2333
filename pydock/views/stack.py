"""Stacks as rows: they are what the labels of services say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydock.errors import PydockError
from pydock.render.listing import Listing
from pydock.views.common import natural_key
from pydock.views.service import STACK

Row = tuple[str, int]


def listing() -> Listing:
    """Rows are ``(name, number of services)``."""
    return Listing(
        "*formatter.stackContext",
        fields={"Name": lambda row: row[0], "Services": lambda row: str(row[1])},
        headers={"Name": "NAME", "Services": "SERVICES"},
        table=("Name", "Services"),
        quiet="Name",
    )


def stacks(services: Iterable[dict[str, Any]]) -> list[Row]:
    """How many services each stack has, by the stack's name."""
    counts: Counter[str] = Counter()
    for service in services:
        labels = service["Spec"].get("Labels") or {}
        if STACK not in labels:
            raise PydockError(f"cannot get label {STACK} for service {service['ID']}")
        counts[labels[STACK]] += 1
    return sorted(counts.items(), key=lambda row: natural_key(row[0]))
