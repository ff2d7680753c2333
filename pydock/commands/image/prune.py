"""``pydock image prune``."""

from __future__ import annotations

from pydock.cli import kinds, pruning
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.prompts import confirm


@command(since="1.25")
@option("-a", "--all", kind=kinds.BOOL, help="Delete every unused image, not only those without a tag.")
@option("--dry-run", kind=kinds.BOOL, help=pruning.DRY_RUN_HELP)
@option("--filter", kind=kinds.FILTER, help='Keep what does not match, such as "until=24h" or "label=x".')
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
def prune(app: App, all: bool, dry_run: bool, filter: list[tuple[str, str]], force: bool) -> None:
    """Delete images that nothing uses."""
    filters = pruning.prune_filters(app, filter)
    if dry_run:
        from pydock.engine import unused

        find = pruning.finder(app, unused.images, filters, dangling=["false" if all else "true"])
        pruning.rehearse(app, find, ask=not force)
        return
    what = "images without at least one container associated to them" if all else "dangling images"
    if force or confirm(app, f"WARNING! This will remove all {what}.\n{pruning.SURE}"):
        pruning.report(app, [pruning.prune_images(app, filters, everything=all)])
