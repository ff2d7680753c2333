"""``pydock image ls``, ``pydock images``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.filtering import kept
from pydock.cli.listing import Shape, chosen_format, list_options, show
from pydock.errors import PydockError
from pydock.views.image import listing, rows, wants_digests, without

#: words that are commands of ``image``: as the argument of ``images`` they are mistakes
_COMMANDS = frozenset(
    ["build", "history", "import", "inspect", "list", "load", "ls", "prune", "pull", "push", "rm", "save", "tag"]
)


@command()
@list_options(quiet="Print image IDs only", no_trunc="Show every cell in full")
@option("-a", "--all", kind=kinds.BOOL, help="Intermediate images too")
@option("--digests", kind=kinds.BOOL, help="Show digests")
@option("-f", "--filter", kind=kinds.FILTER, help='Only images that match NAME=VALUE or "not NAME=VALUE"')
@option("--tree", kind=kinds.BOOL, since="1.47", help="Show each image's platforms and names as a tree")
@argument("name", optional=True, metavar="[REPOSITORY[:TAG]]")
def ls(
    app: App,
    shape: Shape,
    all: bool,
    digests: bool,
    filter: list[tuple[str, str]],
    tree: bool,
    name: str | None,
) -> None:
    """List the engine's images."""

    def fetch(groups: dict[str, list[str]]) -> list[dict[str, Any]]:
        if name:
            groups = {**groups, "reference": [*groups.get("reference", ()), name]}
        return app.engine.images.list(everything=all, filters=groups, manifests=tree)

    def matching(groups: dict[str, list[str]]) -> list[dict[str, Any]]:
        return app.engine.images.list(everything=all, filters=groups)

    if tree:
        _refuse_for_tree(shape, digests)
        from pydock.views.imagetree import tree_text

        found = kept(filter, fetch, matching=matching, without=without)
        out = app.streams.stdout
        app.styled(tree_text(found, width=out.width, colour=out.colour))
        return
    found = kept(filter, fetch, matching=matching, without=without)
    fmt = chosen_format(app, shape, "imagesFormat")
    if digests and fmt.startswith("table") and fmt != "table" and not wants_digests(fmt):
        fmt += "\t{{.Digest}}"
    wide = rows(found, digests=digests, every_digest=digests or wants_digests(fmt))
    view = listing(now=app.clock(), no_trunc=shape.no_trunc, digests=digests)
    show(app, view, wide, shape._replace(format=fmt))
    if not found and name in _COMMANDS and app.command_path == "images":
        app.warn(f'\nNo images found matching "{name}": did you mean "{app.program} image {name}"?')


def _refuse_for_tree(shape: Shape, digests: bool) -> None:
    for given, flag in (
        (shape.quiet, "--quiet"),
        (shape.no_trunc, "--no-trunc"),
        (digests, "--show-digest"),
        (bool(shape.format), "--format"),
    ):
        if given:
            raise PydockError(f"{flag} is not yet supported with --tree")
