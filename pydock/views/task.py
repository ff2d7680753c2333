"""Swarm tasks as rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydock.render.listing import Listing
from pydock.render.units import human_duration, parse_time
from pydock.views.node import pretty
from pydock.views.service import short_image

Task = dict[str, Any]
_ERROR = 30  # longest error that is not cut


def listing(names: Mapping[str, str], nodes: Mapping[str, str], now: float, *, no_trunc: bool, quiet: bool) -> Listing:
    """``names`` and ``nodes`` say by task id what the task and its node are called; ``now`` is Unix seconds."""
    full = no_trunc or quiet
    return Listing(
        "*task.taskContext",
        fields={
            "ID": lambda task: task["ID"] if full else task["ID"][:12],
            "Name": lambda task: names[task["ID"]],
            "Image": lambda task: _image(task, no_trunc),
            "Node": lambda task: nodes[task["ID"]],
            "DesiredState": lambda task: pretty(task.get("DesiredState", "")),
            "CurrentState": lambda task: _state(task, now),
            "Error": lambda task: _error(task["Status"].get("Err", ""), no_trunc),
            "Ports": lambda task: _ports(task["Status"]),
        },
        headers={
            "ID": "ID",
            "Name": "NAME",
            "Image": "IMAGE",
            "Node": "NODE",
            "DesiredState": "DESIRED STATE",
            "CurrentState": "CURRENT STATE",
            "Error": "ERROR",
            "Ports": "PORTS",
        },
        table=("ID", "Name", "Image", "Node", "DesiredState", "CurrentState", "Error", "Ports"),
        raw="id: {{.ID}}\nname: {{.Name}}\nimage: {{.Image}}\nnode: {{.Node}}\ndesired_state: {{.DesiredState}}\n"
        "current_state: {{.CurrentState}}\nerror: {{.Error}}\nports: {{.Ports}}\n",
        quiet_raw="id: {{.ID}}",
    )


def ordered(tasks: Sequence[Task], name: Callable[[Task], str]) -> list[Task]:
    """By name as people count, and the latest task of a slot before its forerunners."""
    from pydock.views.common import natural_key

    latest = sorted(tasks, key=lambda task: task.get("CreatedAt", ""), reverse=True)
    return sorted(latest, key=lambda task: natural_key(name(task)))


def _image(task: Task, no_trunc: bool) -> str:
    image = str((task["Spec"].get("ContainerSpec") or {}).get("Image", ""))
    return image if no_trunc else short_image(image)


def _state(task: Task, now: float) -> str:
    since = parse_time(task["Status"]["Timestamp"])
    age = human_duration(now - since.seconds - since.nanoseconds / 1e9)
    return f"{pretty(task['Status'].get('State', ''))} {age.lower()} ago"


def _error(text: str, no_trunc: bool) -> str:
    if not text:
        return ""
    if not no_trunc and len(text.encode("utf-8", "surrogateescape")) > _ERROR:
        text = text.encode("utf-8", "surrogateescape")[: _ERROR - 1].decode("utf-8", "replace") + "…"
    return f'"{text}"'


def _ports(status: Mapping[str, Any]) -> str:
    ports = (status.get("PortStatus") or {}).get("Ports") or ()
    return ",".join(
        f"*:{port.get('PublishedPort', 0)}->{port.get('TargetPort', 0)}/{port.get('Protocol', '')}" for port in ports
    )
