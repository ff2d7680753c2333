"""``pydock volume create``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

# Only these make a volume the cluster's: Docker looks at no other flag.
_CLUSTER = frozenset({"group", "scope", "sharing", "availability", "type", "limit-bytes", "required-bytes"})


@command()
@option("--availability", kind=kinds.STRING, default="active", since="1.42", help='"active", "pause" or "drain".')
@option("-d", "--driver", kind=kinds.STRING, default="local", help="Driver of the volume.")
@option("--group", kind=kinds.STRING, since="1.42", help="Group of cluster volumes that it belongs to.")
@option("--label", kind=kinds.LABEL, help="Metadata of the volume.")
@option("--limit-bytes", kind=kinds.BYTES, since="1.42", help="Largest size of the cluster volume.")
@option("--name", kind=kinds.STRING, hidden=True, help="Name of the volume.")
@option("-o", "--opt", kind=kinds.MAP, help="Options of the driver.")
@option("--required-bytes", kind=kinds.BYTES, since="1.42", help="Smallest size of the cluster volume.")
@option("--scope", kind=kinds.STRING, default="single", since="1.42", help='Nodes that use it: "single" or "multi".')
@option("--secret", kind=kinds.MAP, since="1.42", help="Secrets of the cluster volume.")
@option(
    "--sharing",
    kind=kinds.STRING,
    default="none",
    since="1.42",
    help='Tasks that may use it at once: "none", "readonly", "onewriter" or "all".',
)
@option("--topology-preferred", kind=kinds.LIST, since="1.42", help="Topology that the cluster volume would like.")
@option("--topology-required", kind=kinds.LIST, since="1.42", help="Topology that the cluster volume must have.")
@option("--type", kind=kinds.STRING, default="block", since="1.42", help='"mount" or "block".')
@argument("volume", optional=True)
def create(
    app: App,
    volume: str | None,
    availability: str,
    driver: str,
    group: str | None,
    label: list[str],
    limit_bytes: int | None,
    name: str | None,
    opt: list[str],
    required_bytes: int | None,
    scope: str,
    secret: list[str],
    sharing: str,
    topology_preferred: list[str],
    topology_required: list[str],
    type: str,
) -> None:
    """Make a volume."""
    from pydock.values.pairs import mapping

    if volume is not None:
        if name:
            raise PydockError(
                "conflicting options: cannot specify a volume-name through both --name and as a positional arg"
            )
        name = volume
    spec: dict[str, Any] = {"Driver": driver} if driver else {}
    if name:
        spec["Name"] = name
    if opt:
        spec["DriverOpts"] = mapping(opt)
    if label:
        spec["Labels"] = mapping(label)
    if _CLUSTER & app.changed:
        mode: dict[str, Any] = {key: value for key, value in (("Scope", scope), ("Sharing", sharing)) if value}
        if type in ("mount", "block"):
            mode["MountVolume" if type == "mount" else "BlockVolume"] = {}
        cluster: dict[str, Any] = {
            "AccessMode": mode,
            "AccessibilityRequirements": _topology(topology_required, topology_preferred),
            "CapacityRange": {"RequiredBytes": required_bytes or 0, "LimitBytes": limit_bytes or 0},
        }
        if availability:
            cluster["Availability"] = availability
        if group:
            cluster["Group"] = group
        if secret:
            cluster["Secrets"] = [{"Key": key, "Secret": value} for key, value in sorted(mapping(secret).items())]
        spec["ClusterVolumeSpec"] = cluster
    app.echo(app.engine.volumes.create(spec)["Name"])


def _topology(required: list[str], preferred: list[str]) -> dict[str, Any]:
    wanted = {"Requisite": required, "Preferred": preferred}
    return {kind: [{"Segments": _segments(text)} for text in texts] for kind, texts in wanted.items() if texts}


def _segments(text: str) -> dict[str, str]:
    return {key: value for key, _, value in (part.partition("=") for part in text.split(","))}
