"""The client's and the engine's versions as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.render.table import align

Fields = Mapping[str, Any]
_ENGINE = (
    ("Go version", "GoVersion"),
    ("Git commit", "GitCommit"),
    ("Built", "BuildTime"),
)


def complete(server: dict[str, Any]) -> dict[str, Any]:
    """``GET /version`` with an ``Engine`` component, which old engines lack, and its build time for people."""
    components = server.get("Components") or []
    engine = next((item for item in components if item.get("Name") == "Engine"), None)
    if engine is None:
        fields = ("ApiVersion", "MinAPIVersion", "GitCommit", "GoVersion", "Os", "Arch", "BuildTime")
        details = {field: server.get(field, "") for field in fields}
        details["Experimental"] = "true" if server.get("Experimental") else "false"
        engine = {"Name": "Engine", "Version": server.get("Version", ""), "Details": details}
        components = [*components, engine]
    details = engine.get("Details") or {}
    if details.get("BuildTime"):
        details["BuildTime"] = ansi_c(details["BuildTime"])
    return {**server, "Components": components}


def ansi_c(text: str) -> str:
    """An RFC 3339 time in the form of C's ``asctime``; another text as it is."""
    from pydock.render.units import parse_time

    try:
        moment = parse_time(text)
    except (ValueError, IndexError):
        return text
    import time

    return time.asctime(time.gmtime(moment.seconds + moment.offset))


def text(client: Fields, server: Fields | None) -> str:
    """What ``version`` prints; ``server`` is what :func:`complete` gives, None where no engine answers."""
    version = client["ApiVersion"]
    if version != client["DefaultAPIVersion"]:
        version += f" (downgraded from {client['DefaultAPIVersion']})"
    lines = ["Client:", f" Version:\t{client['Version']}", f" API version:\t{version}"]
    lines += [f" Go version:\t{client['GoVersion']}", f" Git commit:\t{client['GitCommit']}"]
    lines += [f" Built:\t{client['BuildTime']}", f" OS/Arch:\t{client['Os']}/{client['Arch']}"]
    lines.append(f" Context:\t{client['Context']}")
    if server is not None:
        name = (server.get("Platform") or {}).get("Name", "")
        lines += ["", f"Server: {name}" if name else "Server:"]
        for component in server["Components"]:
            lines += _component(component)
    return align("\n".join(lines) + "\n", minwidth=20, padding=1)


def _component(component: Fields) -> list[str]:
    details = component.get("Details") or {}
    lines = [f" {component['Name']}:", f"  Version:\t{component.get('Version', '')}"]
    if component["Name"] != "Engine":
        return lines + [f"  {key}:\t{details[key]}" for key in sorted(details)]
    lowest = details.get("MinAPIVersion", "")
    lines.append(f"  API version:\t{details.get('ApiVersion', '')} (minimum version {lowest})")
    lines += [f"  {title}:\t{details.get(field, '')}" for title, field in _ENGINE]
    lines.append(f"  OS/Arch:\t{details.get('Os', '')}/{details.get('Arch', '')}")
    return [*lines, f"  Experimental:\t{details.get('Experimental', '')}"]
