"""``pydock volume ls``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.filtering import kept
from pydock.cli.listing import Shape, list_options, show
from pydock.errors import PydockError
from pydock.views.common import natural_key
from pydock.views.volume import listing


@command()
@list_options(quiet="Print volume names only")
@option("--cluster", kind=kinds.BOOL, since="1.42", help="Only cluster volumes, with their columns")
@option("-f", "--filter", kind=kinds.FILTER, help='Only volumes that match NAME=VALUE or "not NAME=VALUE"')
def ls(app: App, shape: Shape, cluster: bool, filter: list[tuple[str, str]]) -> None:
    """List volumes."""
    found = kept(filter, lambda groups: app.engine.volumes.list(groups).get("Volumes") or [], key="Name")
    if cluster:
        if shape.format:
            raise PydockError("--cluster and --format are incompatible options")
        if shape.quiet:
            raise PydockError("--cluster and --quiet are incompatible options")
        found = [volume for volume in found if volume.get("ClusterVolume")]
    rows = sorted(found, key=lambda volume: natural_key(volume.get("Name", "")))
    show(app, listing(cluster=cluster), rows, shape, setting="" if cluster else "volumesFormat")
