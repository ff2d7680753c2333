"""``pydock search``."""

from __future__ import annotations

import re
from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.filtering import kept
from pydock.cli.listing import Shape, list_options, show
from pydock.config.credentials import registry_auth
from pydock.views.search import listing

_WHOLE_ROW = re.compile(r"json\s+\.\s*-?\}\}")


@command()
@list_options(quiet=None, no_trunc="Show descriptions in full")
@option("-f", "--filter", kind=kinds.FILTER, help="Keep only what matches (stars=3, not is-official=true)")
@option("--limit", kind=kinds.INT, default=0, help="Most results to show")
@argument("term")
def search(app: App, term: str, filter: list[tuple[str, str]], limit: int, shape: Shape) -> None:
    """Search a registry for images."""
    if any(name == "is-automated" for name, _ in filter):
        app.warn(
            'WARNING: the "is-automated" filter is deprecated, and searching for "is-automated=true" '
            "will not yield any results in future."
        )
    auth = registry_auth(app.config, term, app.environ)

    def fetch(groups: dict[str, list[str]]) -> list[dict[str, Any]]:
        return app.engine.images.search(term, filters=groups, limit=limit, auth=auth) or []

    found = kept(filter, fetch, key="name")
    words = shape.format == "json" or _WHOLE_ROW.search(shape.format) is not None
    show(app, listing(no_trunc=shape.no_trunc, words=words), found, shape)
