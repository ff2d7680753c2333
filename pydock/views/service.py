"""Swarm services as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydock.render.listing import Listing

Service = dict[str, Any]
STACK = "com.docker.stack.namespace"

_MODES = {"Global": "global", "ReplicatedJob": "replicated job", "GlobalJob": "global job"}


def listing() -> Listing:
    """Rows are services of ``GET /services?status=true``."""
    return Listing(
        "*service.serviceContext",
        fields={
            "ID": lambda service: service["ID"][:12],
            "Name": lambda service: service["Spec"]["Name"],
            "Mode": mode,
            "Replicas": replicas,
            "Image": image,
            "Ports": lambda service: _ports((service.get("Endpoint") or {}).get("Ports") or ()),
        },
        headers={
            "ID": "ID",
            "Name": "NAME",
            "Mode": "MODE",
            "Replicas": "REPLICAS",
            "Image": "IMAGE",
            "Ports": "PORTS",
        },
        table=("ID", "Name", "Mode", "Replicas", "Image", "Ports"),
        raw="id: {{.ID}}\nname: {{.Name}}\nmode: {{.Mode}}\nreplicas: {{.Replicas}}\nimage: {{.Image}}\n"
        "ports: {{.Ports}}\n",
        quiet_raw="id: {{.ID}}",
    )


def mode(service: Service) -> str:
    """``replicated``, ``global``, ``replicated job`` or ``global job``."""
    return next((word for key, word in _MODES.items() if service["Spec"]["Mode"].get(key) is not None), "replicated")


def replicas(service: Service) -> str:
    """Running and desired tasks; a job's say how far it is, too."""
    status = service.get("ServiceStatus") or {}
    running, desired = status.get("RunningTasks", 0), status.get("DesiredTasks", 0)
    done = status.get("CompletedTasks", 0)
    text = f"{running}/{desired}"
    how = service["Spec"]["Mode"]
    if how.get("ReplicatedJob") is not None:
        return f"{text} ({done}/{how['ReplicatedJob'].get('TotalCompletions', 0)} completed)"
    if how.get("GlobalJob") is not None:
        return f"{text} ({done}/{desired + done} completed)"
    most = (service["Spec"]["TaskTemplate"].get("Placement") or {}).get("MaxReplicas", 0)
    return f"{text} (max {most} per node)" if most and how.get("Replicated") is not None else text


def image(service: Service) -> str:
    """The image's short name, without the digest that a tag was resolved to."""
    return short_image((service["Spec"]["TaskTemplate"].get("ContainerSpec") or {}).get("Image", ""))


def short_image(text: str) -> str:
    """``docker.io/library/busybox:1@sha256:...`` as ``busybox:1``; without a tag the text stays."""
    from pydock.values import references

    try:
        reference = references.parse(text)
    except ValueError:
        return text
    return reference._replace(digest="").familiar() if reference.tag else text


def _ports(ports: Iterable[Mapping[str, Any]]) -> str:
    """``*:8000-8003->80-83/tcp``: published ports on every node, neighbours as ranges."""
    ranges: list[list[Any]] = []  # [first published, last published, first target, last target, protocol]
    for port in sorted(ports, key=lambda port: (port.get("Protocol", ""), port.get("PublishedPort", 0))):
        if port.get("PublishMode") != "ingress":
            continue
        published, target, protocol = port.get("PublishedPort", 0), port.get("TargetPort", 0), port.get("Protocol", "")
        last = ranges[-1] if ranges else None
        if last and last[4] == protocol and last[1] + 1 == published and last[3] + 1 == target:
            last[1], last[3] = published, target
        else:
            ranges.append([published, published, target, target, protocol])
    return ",".join(
        f"*:{_range(first, last)}->{_range(low, high)}/{protocol}" for first, last, low, high, protocol in ranges
    )


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
