"""Lists as documents: ``json-array``, ``yaml``, ``csv`` and ``tsv``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pydock.render import gojson

if TYPE_CHECKING:
    from pydock.render.listing import Listing


def render(fmt: str, listing: Listing, rows: Iterable[Any], names: Sequence[str]) -> str:
    """``rows`` with the fields ``names``: one valid document, however many rows there are."""
    records = [{name: listing.fields[name](item) for name in names} for item in rows]
    if fmt == "json-array":
        return "[" + ",\n ".join([_record(record) for record in records]) + "]\n"
    if fmt == "yaml":
        return "".join([_yaml_record(record) for record in records]) or "[]\n"
    cell = _csv if fmt == "csv" else _tsv
    comma = "," if fmt == "csv" else "\t"
    lines = [names, *[list(record.values()) for record in records]]
    return "".join([comma.join([cell(_text(value)) for value in line]) + "\n" for line in lines])


def _record(record: dict[str, Any]) -> str:
    return "{" + ",".join([f"{gojson.text(name)}:{gojson.dumps(value)}" for name, value in record.items()]) + "}"


def _yaml_record(record: dict[str, Any]) -> str:
    """JSON scalars and collections are YAML: every value is written as JSON, every record as a block."""
    lines = [f"{name}: {gojson.dumps(value)}" for name, value in record.items()]
    return "- " + "\n  ".join(lines) + "\n"


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else gojson.dumps(value)


def _csv(text: str) -> str:
    if any(char in text for char in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def _tsv(text: str) -> str:
    """Tabs and line ends inside a value are written as ``\\t``, ``\\n``, ``\\r``."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
