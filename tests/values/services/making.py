"""The flags of ``service create`` and ``service update`` as their commands hand them on: all at their defaults."""

from __future__ import annotations

from collections import defaultdict
from typing import Any


class Flags(defaultdict[str, Any]):
    """Parameter names to values; ``changed`` are the long names of those that were given."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(lambda: None, given)
        self.changed = [name.replace("_", "-") for name in given]


_LISTS = (
    "constraint", "placement_pref", "log_opt", "label", "publish", "container_label", "cap_add", "cap_drop", "group",
    "mount", "host", "sysctl", "ulimit", "dns", "dns_search", "dns_option", "generic_resource", "group_add",
    "group_rm", "host_add", "host_rm", "env_rm", "mount_add", "mount_rm", "ulimit_add", "ulimit_rm", "sysctl_add",
    "sysctl_rm", "container_label_add", "container_label_rm", "dns_add", "dns_rm", "dns_search_add", "dns_search_rm",
    "dns_option_add", "dns_option_rm",
)  # fmt: skip


def flags(**given: Any) -> Flags:
    """Those given, and empty values for the others."""
    found = Flags(given)
    for name in _LISTS:
        found.setdefault(name, [])
    found.setdefault("mode", "replicated")
    found.setdefault("endpoint_mode", "")
    return found
