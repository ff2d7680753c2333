"""Contexts, as a list."""

from __future__ import annotations

from typing import NamedTuple

from pydock.render.listing import Listing
from pydock.render.table import ellipsis

_ERROR_WIDTH = 45


class ContextRow(NamedTuple):
    """One context. ``error`` says why the one in use cannot be used."""

    name: str
    description: str
    host: str
    current: bool
    error: str = ""


def listing(*, mark: bool) -> Listing:
    """``mark``: the context in use has a star after its name, as the default table shows it."""
    return Listing(
        "*formatter.clientContextContext",
        fields={
            "Name": lambda row: f"{row.name} *" if mark and row.current else row.name,
            "Description": lambda row: row.description,
            "DockerEndpoint": lambda row: row.host,
            "Error": lambda row: ellipsis(row.error.replace("\n", " "), _ERROR_WIDTH),
            "Current": lambda row: row.current,
        },
        headers={
            "Name": "NAME",
            "Description": "DESCRIPTION",
            "DockerEndpoint": "DOCKER ENDPOINT",
            "Error": "ERROR",
        },
        table=("Name", "Description", "DockerEndpoint", "Error"),
        quiet="Name",
    )
