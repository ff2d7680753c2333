"""``pydock container ls``, ``pydock ps``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.filtering import kept
from pydock.cli.listing import Shape, list_options, show
from pydock.errors import PydockError
from pydock.render.listing import Output
from pydock.values.filters import grouped, parted
from pydock.views.container import listing


@command()
@list_options(quiet="Print container IDs only", no_trunc="Show every cell in full")
@option("-a", "--all", kind=kinds.BOOL, help="Stopped containers too")
@option("-f", "--filter", kind=kinds.FILTER, help='Only containers that match NAME=VALUE or "not NAME=VALUE"')
@option("-n", "--last", kind=kinds.INT, default=-1, help="The N created last, in any state")
@option("-l", "--latest", kind=kinds.BOOL, help="The one created last, in any state")
@option("-s", "--size", kind=kinds.BOOL, help="Measure what each container takes on disk")
@option("--watch", kind=kinds.BOOL, help="Draw the list again when something changes, on a terminal")
def ls(
    app: App,
    shape: Shape,
    all: bool,
    filter: list[tuple[str, str]],
    last: int,
    latest: bool,
    size: bool,
    watch: bool,
) -> None:
    """List containers."""
    if not shape.format:
        shape = shape._replace(format=app.config.text("psFormat"))
    elif shape.quiet:
        app.warn("WARNING: Ignoring custom format, because both --format and --quiet are set.")
    measure = size
    if not size and shape.format and "size" not in app.changed and _uses_size(app, shape):
        measure = True
    limit = 1 if latest and last == -1 else last
    if size and shape.format.startswith("table") and shape.format != "table" and "{{.Size}}" not in shape.format:
        shape = shape._replace(format=shape.format + "\t{{.Size}}")

    def draw(output: Output | None = None) -> None:
        rows = _matching(app, filter, everything=all, limit=limit, size=measure)
        show(app, listing(now=app.clock(), no_trunc=shape.no_trunc, size=size), rows, shape, output=output)

    if watch:
        from pydock.cli.watching import watch as draw_again

        draw_again(app, draw, {"type": ["container"]})
    else:
        draw()


def _matching(
    app: App, filters: list[tuple[str, str]], *, everything: bool, limit: int, size: bool
) -> list[dict[str, Any]]:
    """The containers that pass ``filters``; those that "not" takes away do not count for ``limit``."""
    fetch = app.engine.containers.list
    if not parted(filters)[1]:
        return fetch(everything=everything, limit=limit, size=size, filters=grouped(filters))
    rows = kept(
        filters,
        lambda groups: fetch(everything=everything or limit > 0, size=size, filters=groups),
        matching=lambda groups: fetch(everything=True, filters=groups),
    )
    return rows[:limit] if limit > 0 else rows


def _uses_size(app: App, shape: Shape) -> bool:
    """Whether the format shows ``.Size``, found by running it over an empty row; measuring is slow.

    A format that fails here is refused before the engine is asked.
    """
    if "Size" in shape.columns:
        return True
    if "{{" not in shape.format:
        return False
    from pydock.render.listing import Row
    from pydock.render.template import ExecError, ParseError, compile_template

    used = False

    def size(_: Any) -> str:
        nonlocal used
        used = True
        return "0B"

    empty = listing(now=app.clock(), no_trunc=True)
    empty.fields = {**empty.fields, "Size": size}
    try:
        compile_template(shape.format).execute(Row(empty, {}))
    except ParseError as error:
        raise PydockError(f"failed to parse template: {error.message}") from None
    except ExecError as error:
        hint = error.hint if app.streams.stderr.is_terminal else None
        raise PydockError(f"failed to execute template: {error.message}", hint=hint) from None
    return used and not shape.quiet
