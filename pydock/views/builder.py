"""Builders, cache records and build records as lists show them."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.template.values import GoList
from pydock.render.units import ago, human_size


def usage_listing(now: float, marked: bool = False) -> Listing:
    """``buildx du``; a row is a UsageRecord. ``marked``: the asterisks of the table for templates, too."""

    def identifier(record: Any) -> str:
        return str(record.ID) + ("*" if record.Mutable else "")

    def size(record: Any) -> str:
        return human_size(record.Size) + ("*" if record.Shared else "")

    return Listing(
        "*commands.diskusageContext",
        fields={
            "ID": identifier if marked else lambda r: r.ID,
            "Parents": lambda r: GoList(r.Parents, null=not r.Parents),
            "CreatedAt": lambda r: go_time(r.CreatedAt),
            "Mutable": lambda r: r.Mutable,
            "Reclaimable": lambda r: not r.InUse,
            "Shared": lambda r: r.Shared,
            "Size": size if marked else lambda r: human_size(r.Size),
            "Description": lambda r: r.Description,
            "UsageCount": lambda r: r.UsageCount,
            "LastUsedAt": lambda r: _used(r, now),
            "Type": lambda r: r.RecordType,
        },
        headers={
            "ID": "ID",
            "Parents": "PARENTS",
            "CreatedAt": "CREATED AT",
            "Mutable": "MUTABLE",
            "Reclaimable": "RECLAIMABLE",
            "Shared": "SHARED",
            "Size": "SIZE",
            "Description": "DESCRIPTION",
            "UsageCount": "USAGE COUNT",
            "LastUsedAt": "LAST ACCESSED",
            "Type": "TYPE",
        },
        table=("ID", "Reclaimable", "Size", "LastUsedAt"),
        cells={"ID": identifier, "Size": size, "Reclaimable": lambda r: "false" if r.InUse else "true"},
    )


def go_time(stamp: Any) -> str:
    """A protobuf time as Go prints one in UTC: ``2026-11-24 03:56:48.142204526 +0000 UTC``."""
    import time

    text = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(stamp.seconds))
    fraction = f".{stamp.nanos:09d}".rstrip("0") if stamp.nanos else ""
    return f"{text}{fraction} +0000 UTC"


def usage_details(record: Any, now: float) -> str:
    """One record of ``buildx du --verbose``."""
    rows: list[tuple[str, str]] = [("ID", record.ID)]
    if record.Parents:
        rows.append(("Parents", "".join(f"\n - {parent}" for parent in record.Parents)))
    rows.append(("Created at", go_time(record.CreatedAt)))
    rows.append(("Mutable", str(record.Mutable).lower()))
    rows.append(("Reclaimable", str(not record.InUse).lower()))
    rows.append(("Shared", str(record.Shared).lower()))
    rows.append(("Size", human_size(record.Size)))
    if record.Description:
        rows.append(("Description", record.Description))
    rows.append(("Usage count", str(record.UsageCount)))
    if used := _used(record, now):
        rows.append(("Last used", used))
    if record.RecordType:
        rows.append(("Type", record.RecordType))
    lines = [f"{key}:{value}" if value.startswith("\n") else f"{key + ':':<14}{value}" for key, value in rows]
    return "\n".join(lines) + "\n"


PRUNED_HEADS = ("ID", "RECLAIMABLE", "SIZE", "LAST ACCESSED")


def pruned_row(record: Any, now: float) -> tuple[str, str, str, str]:
    """A record that ``buildx prune`` deleted, below :data:`PRUNED_HEADS`."""
    identifier = record.ID + ("*" if record.Mutable else "")
    size = human_size(record.Size) + ("*" if record.Shared else "")
    return f"{identifier:<40}", f"{'false' if record.InUse else 'true':<5}", f"{size:<10}", _used(record, now)


def pruned_details(record: Any, now: float) -> list[tuple[str, str]]:
    """All that ``buildx prune --verbose`` says of a record that it deleted."""
    rows = [
        ("ID", record.ID),
        ("Parent", ",".join(record.Parents)),
        ("Created at", go_time(record.CreatedAt)),
        ("Mutable", str(record.Mutable).lower()),
        ("Reclaimable", str(not record.InUse).lower()),
        ("Shared", str(record.Shared).lower()),
        ("Size", human_size(record.Size)),
        ("Description", record.Description),
        ("Usage count", str(record.UsageCount)),
        ("Last used", _used(record, now)),
    ]
    return [(f"{key}:", value) for key, value in rows if value]


def _used(record: Any, now: float) -> str:
    return ago(now - record.LastUsedAt.seconds) if record.HasField("LastUsedAt") else ""


def usage_totals(records: list[Any]) -> str:
    """The closing lines of ``buildx du``."""
    shared = sum(r.Size for r in records if r.Shared)
    reclaimable = sum(r.Size for r in records if not r.InUse)
    total = sum(r.Size for r in records)
    lines = []
    if shared:
        lines += [f"Shared:\t\t{human_size(shared)}", f"Private:\t{human_size(total - shared)}"]
    lines += [f"Reclaimable:\t{human_size(reclaimable)}", f"Total:\t\t{human_size(total)}"]
    return "\n".join(lines) + "\n"
