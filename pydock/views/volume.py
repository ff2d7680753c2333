"""Volumes in lists. A row is an entry of ``GET /volumes``."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.units import human_size
from pydock.views.common import NO_VALUE, label, labels_text

TABLE = ("Driver", "Name")
CLUSTER_TABLE = ("Name", "Group", "Driver", "Availability", "Status")


def listing(*, cluster: bool = False) -> Listing:
    """The columns of ``volume ls``; ``cluster``: those of ``--cluster``."""
    return Listing(
        "*formatter.volumeContext",
        fields={
            "Name": lambda v: v.get("Name", ""),
            "Driver": lambda v: v.get("Driver", ""),
            "Scope": lambda v: v.get("Scope", ""),
            "Mountpoint": lambda v: v.get("Mountpoint", ""),
            "Labels": lambda v: labels_text(v.get("Labels")),
            "Links": lambda v: _usage(v, "RefCount", str),
            "Size": lambda v: _usage(v, "Size", human_size),
            "Group": lambda v: _spec(v).get("Group", "") if _cluster(v) else NO_VALUE,
            "Availability": lambda v: _spec(v).get("Availability", "") if _cluster(v) else NO_VALUE,
            "Status": _status,
        },
        headers={
            "Name": "VOLUME NAME",
            "Driver": "DRIVER",
            "Scope": "SCOPE",
            "Mountpoint": "MOUNTPOINT",
            "Labels": "LABELS",
            "Links": "LINKS",
            "Size": "SIZE",
            "Group": "GROUP",
            "Availability": "AVAILABILITY",
            "Status": "STATUS",
        },
        table=CLUSTER_TABLE if cluster else TABLE,
        methods={"Label": label},
        quiet="Name",
        raw="name: {{.Name}}\ndriver: {{.Driver}}\n",
        quiet_raw="name: {{.Name}}",
        styles={"Name": lambda _: "bold"},
    )


def _usage(volume: dict[str, Any], key: str, show: Any) -> str:
    usage = volume.get("UsageData")
    return NO_VALUE if usage is None else str(show(usage.get(key, 0)))


def _cluster(volume: dict[str, Any]) -> dict[str, Any]:
    return volume.get("ClusterVolume") or {}


def _spec(volume: dict[str, Any]) -> dict[str, Any]:
    return _cluster(volume).get("Spec") or {}


def _status(volume: dict[str, Any]) -> str:
    """Where a cluster volume is: pending creation, available, or on how many nodes it is in use."""
    cluster = _cluster(volume)
    if not cluster:
        return NO_VALUE
    if not (cluster.get("Info") or {}).get("VolumeID"):
        return "pending creation"
    published = cluster.get("PublishStatus") or []
    states = [entry.get("State") for entry in published]
    if not states:
        return "available"
    if len(states) == 1:
        return {
            "pending-publish": "pending publish",
            "published": "in use (1 node)",
            "pending-node-unpublish": "pending unpublish",
            "pending-controller-unpublish": "pending unpublish",
        }.get(states[0], "unknown")
    return f"in use ({len(states)} nodes)"
