"""``pydock volume update``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError


@command(since="1.42")
@option("--availability", kind=kinds.STRING, default="active", since="1.42", help='"active", "pause" or "drain".')
@argument("volume")
def update(app: App, volume: str, availability: str) -> None:
    """Change a cluster volume."""
    found = app.engine.volumes.inspect(volume)
    cluster = found.get("ClusterVolume")
    if not cluster:
        raise PydockError("can only update cluster volumes")
    spec = cluster["Spec"]
    if "availability" in app.changed:
        spec["Availability"] = availability
    app.engine.volumes.update(cluster["ID"], cluster["Version"]["Index"], spec)
