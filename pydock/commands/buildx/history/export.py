"""``pydock buildx history export``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("--all", kind=kinds.BOOL, help="Every record.")
@option("--finalize", kind=kinds.BOOL, help="Have the engine finish the record first.")
@option("-o", "--output", help="File to write (default: standard output).")
@argument("refs", many=True, optional=True, metavar="[REF...]")
def export(app: App, refs: tuple[str, ...], all: bool, finalize: bool, output: str | None) -> None:
    """Write build records to an archive."""
    import os

    from pydock.build.buildkit import bundle
    from pydock.build.buildkit.proto.control_pb2 import UpdateBuildHistoryRequest
    from pydock.commands.buildx.history import _records
    from pydock.errors import PydockError

    if all and refs:
        raise PydockError("cannot specify refs when using --all")
    if not output and app.streams.stdout.is_terminal:
        raise PydockError("refusing to write to console, use --output to specify a file")
    with _records.opened(app) as found:
        records = found.records if all else [_records.pick(found, ref) for ref in refs or (None,)]
        for record in records if finalize else ():
            found.control.update_history(UpdateBuildHistoryRequest(Ref=record.Ref, Finalize=True))
        data = bundle.export(found.control, records)
    if not output or output == "-":
        app.out(data)
        return
    try:
        with open(os.path.join(app.cwd, output), "wb") as file:
            file.write(data)
    except OSError as error:
        reason = f"open {output}: {(error.strerror or str(error)).lower()}"
        raise PydockError(f'failed to create output file "{output}": {reason}') from error
