"""``pydock system prune``."""

from __future__ import annotations

from collections.abc import Iterator

from pydock.cli import kinds, pruning
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.prompts import confirm
from pydock.cli.protect import named
from pydock.errors import PydockError


@command(since="1.25")
@option("-a", "--all", kind=kinds.BOOL, help="Delete every unused image, not only those without a tag.")
@option("--dry-run", kind=kinds.BOOL, help=pruning.DRY_RUN_HELP)
@option("--filter", kind=kinds.FILTER, since="1.28", help='Keep what does not match, such as "label=x" or "until=24h".')
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
@option("--volumes", kind=kinds.BOOL, help="Delete anonymous volumes too.")
def prune(app: App, all: bool, dry_run: bool, filter: list[tuple[str, str]], force: bool, volumes: bool) -> None:
    """Delete everything that nothing uses."""
    if volumes and any(name == "until" for name, _ in filter):
        raise PydockError('ERROR: The "until" filter is not supported with "--volumes"')
    filters = pruning.prune_filters(app, filter)
    if dry_run:
        _rehearse(app, filters, all=all, volumes=volumes, ask=not force)
    elif force or confirm(app, _question(app, filters, all=all, volumes=volumes)):
        pruning.report(app, _prunes(app, filters, all=all, volumes=volumes))


def _prunes(app: App, filters: pruning.Filters, *, all: bool, volumes: bool) -> Iterator[tuple[int, str]]:
    yield pruning.prune_containers(app, filters)
    yield pruning.prune_networks(app, filters)
    if volumes:
        yield pruning.prune_volumes(app, filters)
    yield pruning.prune_images(app, filters, everything=all)
    if app.engine.connection.at_least("1.31"):
        yield pruning.prune_builds(app, filters, everything=all)


def _question(app: App, filters: pruning.Filters, *, all: bool, volumes: bool) -> str:
    lines = ["WARNING! This will remove:", "  - all stopped containers"]
    lines.append("  - all networks not used by at least one container")
    if volumes:
        lines.append("  - all anonymous volumes not used by at least one container")
    lines.append(f"  - all {'images without at least one container associated to them' if all else 'dangling images'}")
    lines.append("  - all build cache" if all else "  - unused build cache")
    lines.append("")
    if app.streams.stdin.is_terminal:
        lines += [f"  This is the engine of {named(app.endpoint)}.", ""]
    shown = sorted(f"{name}={value}" for name in ("label", "label!", "until") for value in filters.get(name, ()))
    if shown:
        lines += ["  Items to be pruned will be filtered with:", *(f"  - {text}" for text in shown), ""]
    return "\n".join([*lines, pruning.SURE])


def _rehearse(app: App, filters: pruning.Filters, *, all: bool, volumes: bool, ask: bool) -> None:
    from pydock.engine import unused

    finders = [pruning.finder(app, unused.containers, filters), pruning.finder(app, unused.networks, filters)]
    if volumes:
        finders.append(pruning.finder(app, unused.volumes, filters))
    finders.append(pruning.finder(app, unused.images, filters, dangling=["false" if all else "true"]))
    finders.append(pruning.finder(app, unused.builds, filters, all=["true" if all else "false"]))
    pruning.rehearse(app, lambda: [item for find in finders for item in find()], ask=ask)
