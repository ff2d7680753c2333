"""Contexts, as a list."""

from __future__ import annotations

from typing import Any, NamedTuple

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
        quiet_wins=True,
    )


class Inspected:
    """A context as a template of ``inspect`` sees it: its metadata is embedded under its own name."""

    go_type = "context.contextWithTLSListing"

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def go_member(self, name: str) -> Any:
        if name == "Metadata":
            return Stored(self._document)
        return self._document[name]

    def go_members(self) -> list[str]:
        return sorted(self._document)

    def go_json(self) -> dict[str, Any]:
        return self._document


class Stored:
    """The part that meta.json holds."""

    go_type = "store.Metadata"
    _FIELDS = ("Name", "Metadata", "Endpoints")

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = {field: document[field] for field in self._FIELDS}

    def go_member(self, name: str) -> Any:
        return self._document[name]

    def go_members(self) -> list[str]:
        return list(self._FIELDS)

    def go_json(self) -> dict[str, Any]:
        return self._document
