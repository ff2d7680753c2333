"""``pydock search``."""

from __future__ import annotations

import re

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, list_options, show
from pydock.config.credentials import registry_auth
from pydock.values.filters import grouped
from pydock.views.search import listing

_WHOLE_ROW = re.compile(r"json\s+\.\s*-?\}\}")


@command()
@list_options(quiet=None, no_trunc="Show descriptions in full")
@option("-f", "--filter", kind=kinds.FILTER, help="Keep only what matches (stars=3, is-official=true)")
@option("--limit", kind=kinds.INT, default=0, help="Most results to show")
@argument("term")
def search(app: App, term: str, filter: list[tuple[str, str]], limit: int, shape: Shape) -> None:
    """Search a registry for images."""
    filters = grouped(filter)
    if "is-automated" in filters:
        app.warn(
            'WARNING: the "is-automated" filter is deprecated, and searching for "is-automated=true" '
            "will not yield any results in future."
        )
    auth = registry_auth(app.config, term, app.environ)
    found = app.engine.images.search(term, filters=filters, limit=limit, auth=auth) or []
    words = shape.format == "json" or _WHOLE_ROW.search(shape.format) is not None
    show(app, listing(no_trunc=shape.no_trunc, words=words), found, shape)
