"""Swarm nodes as rows and as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.render.listing import Listing

Node = dict[str, Any]

# The first column is two things: the id, and a mark on the node that answers.
TABLE = (
    "table {{.ID}} {{if .Self}}*{{else}} {{end}}\t{{.Hostname}}\t{{.Status}}\t{{.Availability}}"
    "\t{{.ManagerStatus}}\t{{.EngineVersion}}"
)


def listing(info: Mapping[str, Any]) -> Listing:
    """``info`` is the engine's own view of the swarm (``GET /info``): which node it is, which root it trusts."""
    swarm = info.get("Swarm") or {}
    own = swarm.get("NodeID")
    trusted = (swarm.get("Cluster") or {}).get("TLSInfo") or {}
    return Listing(
        "*node.nodeContext",
        fields={
            "ID": lambda node: node["ID"],
            "Self": lambda node: node["ID"] == own,
            "Hostname": lambda node: node["Description"].get("Hostname", ""),
            "Status": lambda node: pretty(node["Status"].get("State", "")),
            "Availability": lambda node: pretty(node["Spec"].get("Availability", "")),
            "ManagerStatus": _manager_status,
            "EngineVersion": lambda node: (node["Description"].get("Engine") or {}).get("EngineVersion", ""),
            "TLSStatus": lambda node: _tls_status(node, trusted),
        },
        headers={
            "ID": "ID",
            "Self": "",
            "Hostname": "HOSTNAME",
            "Status": "STATUS",
            "Availability": "AVAILABILITY",
            "ManagerStatus": "MANAGER STATUS",
            "EngineVersion": "ENGINE VERSION",
            "TLSStatus": "TLS STATUS",
        },
        table=("ID", "Hostname", "Status", "Availability", "ManagerStatus", "EngineVersion"),
        raw="node_id: {{.ID}}\nhostname: {{.Hostname}}\nstatus: {{.Status}}\navailability: {{.Availability}}\n"
        "manager_status: {{.ManagerStatus}}\n",
        quiet_raw="node_id: {{.ID}}",
    )


def pretty(text: str) -> str:
    """``active`` as ``Active``: the first letter large, the others small."""
    return text[:1].upper() + text[1:].lower()


def _manager_status(node: Node) -> str:
    status = node.get("ManagerStatus")
    if not status:
        return ""
    return "Leader" if status.get("Leader") else pretty(status.get("Reachability", ""))


def _tls_status(node: Node, trusted: Mapping[str, Any]) -> str:
    own = node["Description"].get("TLSInfo") or {}
    if not trusted or not own:
        return "Unknown"
    return "Ready" if own == trusted else "Needs Rotation"


def text(node: Node) -> str:
    """What ``node inspect --pretty`` prints."""
    spec, description, status = node["Spec"], node["Description"], node["Status"]
    lines = [f"ID:\t\t\t{node['ID']}"]
    if spec.get("Name"):
        lines.append(f"Name:\t\t\t{spec['Name']}")
    lines += labels("Labels:", spec.get("Labels"))
    lines += [f"Hostname:              \t{description.get('Hostname', '')}", f"Joined at:             \t{moment(node)}"]
    lines += ["Status:", f" State:\t\t\t{pretty(status.get('State', ''))}"]
    if status.get("Message"):
        lines.append(f" Message:              \t{pretty(status['Message'])}")
    lines.append(f" Availability:         \t{pretty(spec.get('Availability', ''))}")
    if status.get("Addr"):
        lines.append(f" Address:\t\t{status['Addr']}")
    manager = node.get("ManagerStatus")
    if manager:
        lines += ["Manager Status:", f" Address:\t\t{manager.get('Addr', '')}"]
        lines.append(f" Raft Status:\t\t{pretty(manager.get('Reachability', ''))}")
        lines.append(f" Leader:\t\t{'Yes' if manager.get('Leader') else 'No'}")
    platform = description.get("Platform") or {}
    lines += ["Platform:", f" Operating System:\t{platform.get('OS', '')}"]
    lines.append(f" Architecture:\t\t{platform.get('Architecture', '')}")
    lines += _resources(description.get("Resources") or {})
    lines += _engine(description.get("Engine") or {})
    lines += _tls(description.get("TLSInfo") or {})
    return "\n".join(lines)


def moment(item: Mapping[str, Any], field: str = "CreatedAt") -> str:
    """A time of the API as the pretty forms write it: Go's default form, all small letters."""
    from pydock.render.units import parse_time

    return pretty(str(parse_time(item[field])))


def labels(title: str, values: Mapping[str, str] | None) -> list[str]:
    """The lines of a map of labels, none where it is empty."""
    if not values:
        return []
    return [title, *(f" - {key}={values[key]}" if values[key] else f" - {key}" for key in sorted(values))]


def _resources(resources: Mapping[str, Any]) -> list[str]:
    from pydock.render.units import bytes_size

    cpus = (resources.get("NanoCPUs") or 0) // 1_000_000_000
    return ["Resources:", f" CPUs:\t\t\t{cpus}", f" Memory:\t\t{bytes_size(resources.get('MemoryBytes') or 0)}"]


def _engine(engine: Mapping[str, Any]) -> list[str]:
    kinds: dict[str, list[str]] = {}
    for plugin in engine.get("Plugins") or ():
        kinds.setdefault(plugin["Type"], []).append(plugin["Name"])
    lines = ["Plugins:"] if kinds else []
    lines += [f" {kind}:\t\t{', '.join(kinds[kind])}" for kind in sorted(kinds)]
    lines.append(f"Engine Version:\t\t{engine.get('EngineVersion', '')}")
    return lines + labels("Engine Labels:", engine.get("Labels"))


def _tls(info: Mapping[str, Any]) -> list[str]:
    if not info:
        return []
    return [
        "TLS Info:",
        f" TrustRoot:\n{info.get('TrustRoot', '')}",
        f" Issuer Subject:\t{info.get('CertIssuerSubject', '')}",
        f" Issuer Public Key:\t{info.get('CertIssuerPublicKey', '')}",
    ]
