"""Engine plugins in lists. A row is an entry of ``GET /plugins``."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.table import ellipsis
from pydock.views.common import short_id


def listing(*, no_trunc: bool = False) -> Listing:
    """The columns of ``plugin ls``."""

    def description(plugin: dict[str, Any]) -> str:
        text = str((plugin.get("Config") or {}).get("Description", "")).replace("\n", "").replace("\r", "")
        return text if no_trunc else ellipsis(text, 45)

    return Listing(
        "*plugin.pluginContext",
        fields={
            "ID": lambda p: p.get("Id", "") if no_trunc else short_id(p.get("Id", "")),
            "Name": lambda p: p.get("Name", ""),
            "Description": description,
            "Enabled": lambda p: bool(p.get("Enabled")),
            "PluginReference": lambda p: p.get("PluginReference", ""),
        },
        headers={
            "ID": "ID",
            "Name": "NAME",
            "Description": "DESCRIPTION",
            "Enabled": "ENABLED",
            "PluginReference": "IMAGE",
        },
        table=("ID", "Name", "Description", "Enabled"),
        raw="plugin_id: {{.ID}}\nname: {{.Name}}\ndescription: {{.Description}}\nenabled: {{.Enabled}}\n",
        quiet_raw="plugin_id: {{.ID}}",
    )
