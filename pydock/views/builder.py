"""Builders, cache records and build records as lists show them."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.units import ago, human_size


def usage_listing(now: float) -> Listing:
    """``buildx du``; a row is a UsageRecord."""

    def used(record: Any) -> str:
        return ago(now - record.LastUsedAt.seconds) if record.HasField("LastUsedAt") else ""

    def identifier(record: Any) -> str:
        return str(record.ID) + ("*" if record.Mutable else "")

    def size(record: Any) -> str:
        return human_size(record.Size) + ("*" if record.Shared else "")

    return Listing(
        "*commands.diskusageContext",
        fields={
            "ID": lambda r: r.ID,
            "Parents": lambda r: list(r.Parents) or None,
            "CreatedAt": lambda r: go_time(r.CreatedAt),
            "Mutable": lambda r: r.Mutable,
            "Reclaimable": lambda r: not r.InUse,
            "Shared": lambda r: r.Shared,
            "Size": lambda r: human_size(r.Size),
            "Description": lambda r: r.Description,
            "UsageCount": lambda r: r.UsageCount,
            "LastUsedAt": used,
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
    if record.HasField("LastUsedAt"):
        rows.append(("Last used", ago(now - record.LastUsedAt.seconds)))
    if record.RecordType:
        rows.append(("Type", record.RecordType))
    lines = [f"{key}:{value}" if value.startswith("\n") else f"{key + ':':<14}{value}" for key, value in rows]
    return "\n".join(lines) + "\n"


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
