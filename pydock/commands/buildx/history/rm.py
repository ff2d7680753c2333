"""``pydock buildx history rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("--all", kind=kinds.BOOL, help="Every record.")
@argument("refs", many=True, optional=True, metavar="[REF...]")
def rm(app: App, refs: tuple[str, ...], all: bool) -> None:
    """Delete build records."""
    from pydock.build.buildkit.proto.control_pb2 import UpdateBuildHistoryRequest
    from pydock.commands.buildx import _builders
    from pydock.commands.buildx.history import _records
    from pydock.errors import PydockError

    if not refs and not all:
        raise PydockError("rm requires at least one argument")
    if refs and all:
        raise PydockError("rm requires either --all or at least one argument")
    _builders.guard(app, _builders.find(app, None))
    with _records.opened(app) as found:
        names = [record.Ref for record in found.records] if all else [ref.rpartition("/")[2] for ref in refs]
        for name in names:
            found.control.update_history(UpdateBuildHistoryRequest(Ref=name, Delete=True))
            _builders.store(app).forget(found.builder, found.node, name)
