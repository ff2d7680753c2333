"""``pydock volume prune``."""

from __future__ import annotations

from pydock.cli import kinds, pruning
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.prompts import confirm
from pydock.errors import PydockError


@command(since="1.25")
@option("-a", "--all", kind=kinds.BOOL, since="1.42", help="Also delete volumes that have a name.")
@option("--dry-run", kind=kinds.BOOL, help=pruning.DRY_RUN_HELP)
@option("--filter", kind=kinds.FILTER, help='Keep what does not match, such as "label=x".')
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
def prune(app: App, all: bool, dry_run: bool, filter: list[tuple[str, str]], force: bool) -> None:
    """Delete volumes that nothing uses."""
    filters = pruning.prune_filters(app, filter)
    if all:
        if "all" in filters:
            raise PydockError("conflicting options: cannot specify both --all and --filter all=1")
        filters["all"] = ["true"]
    if dry_run:
        from pydock.engine import unused

        pruning.rehearse(app, pruning.finder(app, unused.volumes, filters), ask=not force)
        return
    if force or confirm(app, f"{_warning(app, all)}\n{pruning.SURE}"):
        pruning.report(app, [pruning.prune_volumes(app, filters)])


def _warning(app: App, all: bool) -> str:
    """Engines before API 1.42 know no difference between anonymous volumes and others."""
    every = all or not app.engine.connection.at_least("1.42")
    what = "all" if every else "anonymous"
    return f"WARNING! This will remove {what} local volumes not used by at least one container."
