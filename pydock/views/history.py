"""The layers of an image: ``history``. A row is an entry of ``GET /images/{name}/history``."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.table import ellipsis
from pydock.render.units import human_size, local_moment
from pydock.views.common import NO_VALUE, short_id, since


def listing(*, now: float, no_trunc: bool = False, human: bool = True) -> Listing:
    """The columns of ``history``; ``human``: ages and scaled sizes instead of dates and bytes."""
    age = "CreatedSince" if human else "CreatedAt"

    def created(layer: dict[str, Any]) -> str:
        return local_moment(layer.get("Created", 0)).rfc3339()

    def command(layer: dict[str, Any]) -> str:
        text = str(layer.get("CreatedBy", "")).replace("\t", " ")
        return text if no_trunc else ellipsis(text, 45)

    def ago(layer: dict[str, Any]) -> str:
        seconds = layer.get("Created", 0)
        if not human:
            return created(layer)
        return since(seconds, now) if seconds > 0 else NO_VALUE

    return Listing(
        "*image.historyContext",
        fields={
            "ID": lambda layer: layer.get("Id", "") if no_trunc else short_id(layer.get("Id", "")),
            "CreatedAt": created,
            "CreatedSince": ago,
            "CreatedBy": command,
            "Size": lambda layer: human_size(layer.get("Size", 0), 3) if human else str(layer.get("Size", 0)),
            "Comment": lambda layer: layer.get("Comment", ""),
        },
        headers={
            "ID": "IMAGE",
            "CreatedSince": "CREATED",
            "CreatedAt": "CREATED AT",
            "CreatedBy": "CREATED BY",
            "Size": "SIZE",
            "Comment": "COMMENT",
        },
        table=("ID", age, "CreatedBy", "Size", "Comment"),
    )
