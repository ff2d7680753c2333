"""The flags that every list takes, and the way from a list's rows to the screen.

::

    @command()
    @list_options(quiet="Print IDs only")            # -q, --format, --columns, --sort (and --no-trunc on demand)
    @option("-f", "--filter", kind=kinds.FILTER, help="...")
    def ls(app: App, filter: ..., shape: Shape) -> None:
        rows = app.engine.networks.list(...)
        show(app, views.network.listing(no_trunc=shape.no_trunc), rows, shape, setting="networksFormat")

The callback gets the flags as one ``shape``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NamedTuple

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import option
from pydock.errors import PydockError
from pydock.render.listing import Listing, Output, print_list


class Shape(NamedTuple):
    """What the user asked a list to look like. ``columns`` and ``sort`` are pydock's own."""

    format: str = ""
    quiet: bool = False
    no_trunc: bool = False
    columns: tuple[str, ...] = ()
    sort: str = ""


def list_options(
    *, quiet: str | None = "Print IDs only", no_trunc: str | None = None, format: str = "Shape of the output"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``--format``, ``--quiet`` and ``--no-trunc`` (each where the kind has it), ``--columns`` and ``--sort``.

    The texts are the flags' help; None leaves the flag out.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def callback(app: App, *, format: str | None, columns: list[str], sort: str, **values: Any) -> Any:
            shape = Shape(format or "", values.pop("quiet", False), values.pop("no_trunc", False), tuple(columns), sort)
            return function(app, shape=shape, **values)

        flags = [option("--format", help=format)]
        if no_trunc:
            flags.append(option("--no-trunc", kind=kinds.BOOL, help=no_trunc))
        if quiet:
            flags.append(option("-q", "--quiet", kind=kinds.BOOL, help=quiet))
        column_options(callback)
        for add in reversed(flags):
            add(callback)
        return callback

    return decorate


def column_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--columns`` and ``--sort`` alone, to a list that reads its other flags itself."""
    option("--sort", default="", help="Column to sort by (NAME or NAME:desc)")(function)
    option("--columns", kind=kinds.STRINGS, help="Columns to show, by name")(function)
    return function


def chosen_format(app: App, shape: Shape, setting: str = "") -> str:
    """``--format``, or config.json's ``setting`` where ``--quiet`` does not ask for less."""
    if shape.format or shape.quiet or not setting:
        return shape.format
    return app.config.text(setting)


def show(
    app: App,
    listing: Listing,
    rows: Iterable[Any],
    shape: Shape,
    *,
    setting: str = "",
    output: Output | None = None,
) -> None:
    """Print ``rows`` on ``output``, standard output by default.

    PydockError where the format is at fault; then nothing is printed.

    Its hint (the nearest field) is for people: it goes with the error on a terminal only.
    """
    with hints_for_people(app):
        print_list(
            output or app.streams.stdout,
            listing,
            rows,
            chosen_format(app, shape, setting),
            quiet=shape.quiet,
            no_trunc=shape.no_trunc,
            columns=shape.columns,
            sort=shape.sort,
        )


@contextmanager
def hints_for_people(app: App) -> Iterator[None]:
    """Drop the hint of an error where standard error is no terminal: scripts match on Docker's text alone."""
    try:
        yield
    except PydockError as error:
        if not app.streams.stderr.is_terminal:
            error.hint = None
        raise
