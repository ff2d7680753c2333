"""``pydock network prune``."""

from __future__ import annotations

from pydock.cli import kinds, pruning
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.prompts import confirm


@command(since="1.25")
@option("--dry-run", kind=kinds.BOOL, help=pruning.DRY_RUN_HELP)
@option("--filter", kind=kinds.FILTER, help='Keep what does not match, such as "until=24h" or "label=x".')
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
def prune(app: App, dry_run: bool, filter: list[tuple[str, str]], force: bool) -> None:
    """Delete networks that nothing uses."""
    filters = pruning.prune_filters(app, filter)
    if dry_run:
        from pydock.engine import unused

        pruning.rehearse(app, pruning.finder(app, unused.networks, filters), ask=not force)
        return
    warning = "WARNING! This will remove all custom networks not used by at least one container."
    if force or confirm(app, f"{warning}\n{pruning.SURE}"):
        pruning.report(app, [pruning.prune_networks(app, filters)], total=False)
