"""Containers in lists: ``ps`` and ``system df -v``. A row is an entry of ``GET /containers/json``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.render.listing import Listing
from pydock.render.table import ellipsis
from pydock.render.units import human_size
from pydock.views.common import created_at, label, labels_text, short_id, since
from pydock.views.ports import displayed

TYPE = "*formatter.ContainerContext"
TABLE = ("ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names")
HEADERS = {
    "ID": "CONTAINER ID",
    "Names": "NAMES",
    "Image": "IMAGE",
    "Command": "COMMAND",
    "CreatedAt": "CREATED AT",
    "RunningFor": "CREATED",
    "Ports": "PORTS",
    "State": "STATE",
    "Status": "STATUS",
    "Size": "SIZE",
    "Labels": "LABELS",
    "Mounts": "MOUNTS",
    "LocalVolumes": "LOCAL VOLUMES",
    "Networks": "NETWORKS",
    "Platform": "PLATFORM",
}
RAW = """container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
"""


def listing(*, now: float, no_trunc: bool = False, size: bool = False) -> Listing:
    """The columns of ``ps``; ``now`` is seconds since 1970. ``size`` adds the column SIZE."""
    trunc = not no_trunc
    return Listing(
        TYPE,
        fields=fields(now, trunc),
        headers=HEADERS,
        table=(*TABLE, "Size") if size else TABLE,
        methods={"Label": label},
        raw=RAW + "size: {{.Size}}\n" if size else RAW,
        quiet_raw="container_id: {{.ID}}",
        quiet_wins=True,
        styles={"Status": _state_style, "State": _state_style, "Names": lambda _: "bold"},
    )


def fields(now: float, trunc: bool) -> dict[str, Callable[[Any], Any]]:
    """Every field of a container's row."""
    return {
        "ID": (lambda c: short_id(c.get("Id", ""))) if trunc else (lambda c: c.get("Id", "")),
        "Names": _short_names if trunc else _names,
        "Image": _short_image if trunc else _image,
        "Command": (lambda c: _quoted(ellipsis(c.get("Command", ""), 20)))
        if trunc
        else (lambda c: _quoted(c.get("Command", ""))),
        "CreatedAt": lambda c: created_at(c.get("Created", 0)),
        "RunningFor": lambda c: since(c.get("Created", 0), now),
        "Platform": _platform,
        "Ports": lambda c: displayed(c.get("Ports")),
        "State": lambda c: c.get("State", ""),
        "Status": lambda c: c.get("Status", ""),
        "Size": _size,
        "Labels": lambda c: labels_text(c.get("Labels")),
        "Mounts": (lambda c: _mounts(c, 15)) if trunc else (lambda c: _mounts(c, 0)),
        "LocalVolumes": lambda c: str(sum(m.get("Driver") == "local" for m in c.get("Mounts") or ())),
        "Networks": lambda c: ",".join((c.get("NetworkSettings") or {}).get("Networks") or {}),
    }


def _names(container: dict[str, Any]) -> str:
    return ",".join([name.removeprefix("/") for name in container.get("Names") or ()])


def _short_names(container: dict[str, Any]) -> str:
    """The container's own name, not those that links give it."""
    names = [name.removeprefix("/") for name in container.get("Names") or ()]
    for name in names:
        if "/" not in name:
            return str(name)
    return ",".join(names)


def _image(container: dict[str, Any]) -> str:
    return container.get("Image") or "<no image>"


def _short_image(container: dict[str, Any]) -> str:
    """The image without its digest, in its familiar form; a short id where it was started by id."""
    image = _image(container)
    short = short_id(container.get("ImageID", ""))
    if short and short == short_id(image):
        return short
    if "@" not in image and not image.startswith(("docker.io/", "index.docker.io/")):
        return image
    from pydock.values import references

    try:
        parsed = references.parse(image)
    except ValueError:
        return image
    return f"{parsed.familiar_name}:{parsed.tag}" if parsed.tag else parsed.familiar_name


def _quoted(command: str) -> str:
    if command.isascii() and command.isprintable() and '"' not in command and "\\" not in command:
        return f'"{command}"'
    from pydock.render.template.quoting import quote

    return quote(command)


def _platform(container: dict[str, Any]) -> Any:
    found = (container.get("ImageManifestDescriptor") or {}).get("platform")
    if found is None:
        from pydock.render.template.values import Nil
        from pydock.views.platform import FIELDS

        return Nil("*formatter.Platform", FIELDS)
    from pydock.views.platform import PlatformValue

    return PlatformValue(found)


def _size(container: dict[str, Any]) -> str:
    own = human_size(container.get("SizeRw", 0), 3)
    root = container.get("SizeRootFs", 0)
    return f"{own} (virtual {human_size(root, 3)})" if root > 0 else own


def _mounts(container: dict[str, Any], limit: int) -> str:
    names = [mount.get("Name") or mount.get("Source", "") for mount in container.get("Mounts") or ()]
    return ",".join([ellipsis(name, limit) for name in names] if limit else names)


def _state_style(container: dict[str, Any]) -> str:
    status = container.get("Status", "")
    state = container.get("State", "")
    if "(unhealthy)" in status or state in ("restarting", "dead"):
        return "red"
    if "(health: starting)" in status or state in ("paused", "removing"):
        return "yellow"
    if state == "running":
        return "green"
    return "dim" if status.startswith("Exited (0)") or state == "created" else "red"
