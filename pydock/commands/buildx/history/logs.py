"""``pydock buildx history logs``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command(counting=True)
@option("--progress", default="plain", help='How it is shown ("plain", "rawjson", "tty").')
@argument("ref", optional=True)
def logs(app: App, ref: str | None, progress: str) -> None:
    """Print the log of a build."""
    from pydock.build.buildkit.events import batch
    from pydock.build.buildkit.proto.control_pb2 import StatusResponse
    from pydock.commands.buildx._report import check_mode, display_for
    from pydock.commands.buildx.history import _records

    with _records.opened(app) as found:
        record = _records.pick(found, ref)
        check_mode(app, progress)
        display = display_for(app, progress, "", "")
        call = found.control.status(record.Ref)
        for data in call:
            display.update(batch(StatusResponse.FromString(data)))
        display.finish()
