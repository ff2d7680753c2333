"""Networks in lists. A row is an entry of ``GET /networks``."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.units import parse_time
from pydock.views.common import label, labels_text, short_id


def listing(*, no_trunc: bool = False) -> Listing:
    """The columns of ``network ls``."""
    return Listing(
        "*network.networkContext",
        fields={
            "ID": lambda n: n.get("Id", "") if no_trunc else short_id(n.get("Id", "")),
            "Name": lambda n: n.get("Name", ""),
            "Driver": lambda n: n.get("Driver", ""),
            "Scope": lambda n: n.get("Scope", ""),
            "IPv4": lambda n: _bool(n.get("EnableIPv4")),
            "IPv6": lambda n: _bool(n.get("EnableIPv6")),
            "Internal": lambda n: _bool(n.get("Internal")),
            "Labels": lambda n: labels_text(n.get("Labels")),
            "CreatedAt": _created,
        },
        headers={
            "ID": "NETWORK ID",
            "Name": "NAME",
            "Driver": "DRIVER",
            "Scope": "SCOPE",
            "IPv4": "IPV4",
            "IPv6": "IPV6",
            "Internal": "INTERNAL",
            "Labels": "LABELS",
            "CreatedAt": "CREATED AT",
        },
        table=("ID", "Name", "Driver", "Scope"),
        methods={"Label": label},
        raw="network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n",
        quiet_raw="network_id: {{.ID}}",
        styles={"Name": lambda _: "bold"},
    )


def _bool(value: Any) -> str:
    return "true" if value else "false"


def _created(network: dict[str, Any]) -> str:
    from pydock.render.units import ZERO

    raw = network.get("Created")
    try:
        return (parse_time(raw) if raw else ZERO).text()
    except ValueError:
        return str(raw)
