"""Secrets and configs as rows and as text: they differ in a driver and in data."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.units import human_duration, parse_time
from pydock.views.node import labels, moment

Item = dict[str, Any]


def listing(kind: str, now: float) -> Listing:
    """``kind`` is ``secret`` or ``config``; ``now`` is Unix seconds."""
    fields = {
        "ID": lambda item: item["ID"],
        "Name": lambda item: item["Spec"]["Name"],
        "Driver": lambda item: (item["Spec"].get("Driver") or {}).get("Name", ""),
        "CreatedAt": lambda item: _ago(item["CreatedAt"], now),
        "UpdatedAt": lambda item: _ago(item["UpdatedAt"], now),
        "Labels": lambda item: ",".join(f"{key}={value}" for key, value in sorted(_labels(item).items())),
    }
    headers = {
        "ID": "ID",
        "Name": "NAME",
        "Driver": "DRIVER",
        "CreatedAt": "CREATED",
        "UpdatedAt": "UPDATED",
        "Labels": "LABELS",
    }
    if kind == "config":
        del fields["Driver"], headers["Driver"]
    return Listing(
        f"*{kind}.{kind}Context",
        fields=fields,
        headers=headers,
        table=tuple(name for name in headers if name != "Labels"),
        methods={"Label": lambda item, key: _labels(item).get(key, "")},
    )


def secret_text(secret: Item) -> str:
    """What ``secret inspect --pretty`` prints."""
    spec = secret["Spec"]
    lines = [f"ID:              {secret['ID']}", f"Name:              {spec['Name']}"]
    lines += labels("Labels:", spec.get("Labels"))
    lines.append(f"Driver:            {(spec.get('Driver') or {}).get('Name', '')}")
    lines.append(f"Created at:        {moment(secret)}")
    lines.append(f"Updated at:        {moment(secret, 'UpdatedAt')}")
    return "\n".join(lines)


def config_text(config: Item) -> str:
    """What ``config inspect --pretty`` prints: the data is shown, a config is no secret."""
    from base64 import b64decode

    spec = config["Spec"]
    lines = [f"ID:\t\t\t{config['ID']}", f"Name:\t\t\t{spec['Name']}", *labels("Labels:", spec.get("Labels"))]
    lines.append(f"Created at:            \t{moment(config)}")
    lines.append(f"Updated at:            \t{moment(config, 'UpdatedAt')}")
    lines += ["Data:", b64decode(spec.get("Data") or "").decode("utf-8", "surrogateescape")]
    return "\n".join(lines)


def _labels(item: Item) -> dict[str, str]:
    return item["Spec"].get("Labels") or {}


def _ago(text: str, now: float) -> str:
    created = parse_time(text)
    return f"{human_duration(now - created.seconds - created.nanoseconds / 1e9)} ago"
