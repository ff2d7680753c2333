"""``pydock builder prune``: the cache of the engine's own builder, without BuildKit's client."""

from __future__ import annotations

from pydock.cli import kinds, pruning
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.prompts import confirm


@command(since="1.31")
@option("-a", "--all", kind=kinds.BOOL, help="Delete all unused cache, not only what no image shares.")
@option("--dry-run", kind=kinds.BOOL, help=pruning.DRY_RUN_HELP)
@option("--filter", kind=kinds.FILTER, help='Keep what does not match, such as "until=24h".')
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
@option("--keep-storage", kind=kinds.BYTES, help="Disk space to keep for the cache.")
def prune(
    app: App,
    all: bool,
    dry_run: bool,
    filter: list[tuple[str, str]],
    force: bool,
    keep_storage: int | None,
) -> None:
    """Delete the build cache."""
    filters = pruning.prune_filters(app, filter)
    if dry_run:
        from pydock.engine import unused

        find = pruning.finder(app, unused.builds, filters, all=["true" if all else "false"])
        pruning.rehearse(app, find, ask=not force)
        return
    warning = f"WARNING! This will remove all {'' if all else 'dangling '}build cache."
    if force or confirm(app, f"{warning} {pruning.SURE}"):
        freed = pruning.prune_builds(app, filters, everything=all, keep_storage=keep_storage or 0)
        pruning.report(app, [freed])
