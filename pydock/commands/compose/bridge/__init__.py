"""``pydock compose bridge``: its one flag."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import group_command, option


@group_command()
@option("--dry-run", kind=kinds.BOOL, help="Say what would be done and do nothing")
def group(app: App, dry_run: bool) -> None:
    """Turn the application into files of other platforms."""
    if dry_run:
        app.group_options["dry_run"] = True
