"""Repositories that a search found, as a list."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.table import ellipsis

_DESCRIPTION_WIDTH = 45


def listing(*, no_trunc: bool, words: bool) -> Listing:
    """``words``: truth as ``true`` and ``false`` (whole rows as JSON) rather than ``[OK]`` and nothing."""

    def description(row: Any) -> str:
        text = str(row.get("description") or "").replace("\n", " ").replace("\r", " ")
        return text if no_trunc else ellipsis(text, _DESCRIPTION_WIDTH)

    def truth(value: Any) -> str:
        return ("true" if value else "false") if words else ("[OK]" if value else "")

    return Listing(
        "*registry.searchContext",
        fields={
            "Name": lambda row: row.get("name") or "",
            "Description": description,
            "StarCount": lambda row: str(row.get("star_count") or 0),
            "IsOfficial": lambda row: truth(row.get("is_official")),
        },
        headers={
            "Name": "NAME",
            "Description": "DESCRIPTION",
            "StarCount": "STARS",
            "IsOfficial": "OFFICIAL",
        },
        table=("Name", "Description", "StarCount", "IsOfficial"),
        quiet="Name",
    )
