"""``pydock context ls``."""

from __future__ import annotations

from pydock.cli import contexts
from pydock.cli.app import App
from pydock.cli.command import command
from pydock.cli.listing import Shape, list_options, show
from pydock.config.contextstore import natural_key
from pydock.errors import ConfigError
from pydock.views.context import ContextRow, listing


@command()
@list_options(quiet="Print names only")
def ls(app: App, shape: Shape) -> None:
    """List contexts."""
    plain_table = shape.format in ("", "table") and not shape.quiet
    show(app, listing(mark=plain_table), _rows(app), shape)
    if app.environ.get("DOCKER_HOST"):
        app.warn(
            "Warning: DOCKER_HOST environment variable overrides the active context. To use a context, "
            "either set the global --context flag, or unset DOCKER_HOST environment variable."
        )


def _rows(app: App) -> list[ContextRow]:
    current = contexts.current(app)
    known = [contexts.default_context(app), *contexts.store_of(app).all()]
    rows = [ContextRow(each.name, each.description, each.host, each.name == current) for each in known]
    if current not in [each.name for each in known]:
        rows.append(ContextRow(current, "", "", True, _fault(app, current)))
    return sorted(rows, key=lambda row: natural_key(row.name))


def _fault(app: App, name: str) -> str:
    try:
        contexts.store_of(app).load(name)
    except ConfigError as error:
        return error.message
    return ""
