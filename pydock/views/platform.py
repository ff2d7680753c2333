"""An image's platform as a template value."""

from __future__ import annotations

from typing import Any

FIELDS = {
    "Architecture": "architecture",
    "OS": "os",
    "OSVersion": "os.version",
    "OSFeatures": "os.features",
    "Variant": "variant",
}


class PlatformValue:
    """``OS[/ARCH[/VARIANT]]`` as text; its parts by name."""

    __slots__ = ("raw",)
    go_type = "*formatter.Platform"
    go_fields = True

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    def __str__(self) -> str:
        return self.go_text()

    def go_text(self) -> str:
        parts = [self.raw.get("os") or "unknown", self.raw.get("architecture", ""), self.raw.get("variant", "")]
        version = self.raw.get("os.version")
        if version:
            parts[0] = f"{parts[0]}({version})"
        return "/".join([part for part in parts if part])

    def go_member(self, name: str) -> Any:
        return self.raw.get(FIELDS[name], [] if name == "OSFeatures" else "")

    def go_members(self) -> list[str]:
        return list(FIELDS)

    def go_json(self) -> dict[str, Any]:
        kept = {"architecture": self.raw.get("architecture", ""), "os": self.raw.get("os", "")}
        kept.update({key: self.raw[key] for key in ("os.version", "os.features", "variant") if self.raw.get(key)})
        return kept
