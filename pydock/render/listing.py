"""Lists: rows of one kind of object through ``--format``, ``--quiet`` and the default table.

A view (``pydock/views/X.py``) describes its kind once, as a :class:`Listing`: which fields a row has (the names
that ``{{.Name}}`` knows), what their column titles are, and which of them the default table shows. A command
fetches JSON, and hands the raw rows over::

    # pydock/views/secret.py
    def listing(now: float) -> Listing:
        return Listing(
            "*secret.secretContext",                      # Go's type name, for template errors
            fields={"ID": lambda s: s["ID"], "Name": lambda s: s["Spec"]["Name"], ...},
            headers={"ID": "ID", "Name": "NAME", ...},    # fields without a title are reachable but title-less
            table=("ID", "Name", "Driver", "CreatedAt", "UpdatedAt"),
            methods={"Label": lambda s, key: labels(s).get(key, "")},   # called with arguments, {{.Label "x"}}
        )

    # pydock/commands/secret/ls.py          (in commands, through the App)
    from pydock.cli.listing import list_options, show
    show(app, listing(app.clock()), rows, shape)          # see pydock/cli/listing.py

    # below commands, on any byte stream
    print_list(app.streams.stdout, listing, rows, "table {{.ID}}", quiet=False)

A field function takes one row (whatever the command passed: a dict mostly) and returns what Go's method of that
name returns: ``str`` mostly, ``bool``, ``int``, or ``None``. ``{{json .}}`` is every field, names sorted. A view
whose cells depend on ``--no-trunc`` or the time is a function of them. What ``--quiet`` prints is the field
``quiet``; ``raw`` and ``quiet_raw`` are the templates that the word ``raw`` stands for, where the kind has one.
``quiet_wins``: ``--quiet`` beats a custom template (``ps`` alone). ``cells`` replaces fields in the default table;
``styles`` gives a cell's colour on a terminal.

Formats beyond Docker's: ``json-array``, ``yaml``, ``csv``, ``tsv``; ``columns`` picks fields by name for any of the
table-like forms, ``sort`` is ``FIELD`` or ``FIELD:desc``. On a terminal the default table is fitted and coloured
(``render/fitted.py``); a pipe gets Docker's bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from pydock.errors import PydockError
from pydock.render.sanitise import visible
from pydock.render.table import align

Field = Callable[[Any], Any]
DOCUMENTS = ("json-array", "yaml", "csv", "tsv")


class Output(Protocol):
    """The part of a terminal stream that lists need."""

    @property
    def is_terminal(self) -> bool: ...

    @property
    def width(self) -> int: ...

    @property
    def colour(self) -> bool: ...

    def write(self, data: bytes | str, /) -> Any: ...


class Listing:
    """What one kind of object looks like in a list. See the module's docstring for each part."""

    __slots__ = (
        "cells",
        "fields",
        "headers",
        "methods",
        "quiet",
        "quiet_raw",
        "quiet_wins",
        "raw",
        "styles",
        "table",
        "type",
    )

    def __init__(
        self,
        type_name: str,
        *,
        fields: Mapping[str, Field],
        headers: Mapping[str, str],
        table: Sequence[str],
        methods: Mapping[str, Callable[..., Any]] | None = None,
        quiet: str = "ID",
        raw: str | None = None,
        quiet_raw: str | None = None,
        quiet_wins: bool = False,
        styles: Mapping[str, Callable[[Any], str]] | None = None,
        cells: Mapping[str, Field] | None = None,
    ) -> None:
        self.type = type_name
        self.fields = fields
        self.headers = headers
        self.table = table
        self.methods = methods or {}
        self.quiet = quiet
        self.raw = raw
        self.quiet_raw = quiet_raw
        self.quiet_wins = quiet_wins
        self.styles = styles or {}
        self.cells = {**fields, **cells} if cells else fields


class Row:
    """One row as a template sees it: a pointer to a Go struct whose methods are the listing's fields."""

    __slots__ = ("item", "listing")
    go_json_escaped = True
    go_pointer = True

    def __init__(self, listing: Listing, item: Any) -> None:
        self.listing = listing
        self.item = item

    @property
    def go_type(self) -> str:
        return self.listing.type

    def go_member(self, name: str) -> Any:
        """Field ``name``; KeyError where there is none; a callable for a method that takes arguments."""
        field = self.listing.fields.get(name)
        if field is not None:
            return field(self.item)
        method = self.listing.methods[name]
        return lambda *arguments: method(self.item, *arguments)

    def go_members(self) -> list[str]:
        """The names a template may use, for the hint of an error."""
        return sorted([*self.listing.fields, *self.listing.methods])

    def go_json(self) -> dict[str, Any]:
        """Every field, as ``{{json .}}`` shows the row."""
        return {name: self.listing.fields[name](self.item) for name in sorted(self.listing.fields)}


class HeaderRow:
    """The titles as a template sees them when it prints the first line of a table."""

    __slots__ = ("listing",)
    go_type = "formatter.SubHeaderContext"

    def __init__(self, listing: Listing) -> None:
        self.listing = listing

    def go_member(self, name: str) -> Any:
        if name == "Label":
            return _label_title
        return self.listing.headers[name]

    def go_members(self) -> list[str]:
        return sorted(self.listing.headers)

    def go_json(self) -> dict[str, str]:
        return dict(sorted(self.listing.headers.items()))

    #: a missing title prints ``<no value>``, as a missing key of a Go map does
    go_map = True


def _label_title(label: str) -> str:
    return label.split(".")[-1].replace("-", " ").replace("_", " ")


def print_list(
    out: Output,
    listing: Listing,
    rows: Iterable[Any],
    fmt: str = "table",
    *,
    quiet: bool = False,
    no_trunc: bool = False,
    columns: Sequence[str] = (),
    sort: str = "",
) -> None:
    """Write ``rows`` in ``fmt``. Nothing is written where a template fails (PydockError, Docker's text).

    ``fmt`` is what ``--format`` or the configuration gave: ``table``, ``table TEMPLATE``, ``json``, ``raw``, one of
    :data:`DOCUMENTS`, or a template. Empty means ``table``.
    """
    if sort:
        rows = _sorted(listing, rows, sort)
    names = [_column(listing, name) for name in columns] or listing.table
    if fmt in DOCUMENTS:
        from pydock.render.documents import render

        chosen = names if columns or fmt in ("csv", "tsv") else sorted(listing.fields)
        out.write(visible(out, render(fmt, listing, rows, chosen)))
    elif fmt in ("", "table") and not quiet:
        if out.is_terminal:
            from pydock.render.fitted import fit

            out.write(fit(listing, rows, names, width=out.width, colour=out.colour, fold=not no_trunc))
        else:
            out.write(_plain_table(listing, rows, names))
    else:
        out.write(visible(out, render_list(listing, rows, fmt, quiet=quiet), fmt))


def _plain_table(listing: Listing, rows: Iterable[Any], names: Sequence[str]) -> str:
    fields = [listing.cells[name] for name in names]
    lines = ["\t".join([listing.headers[name] for name in names])]
    lines += ["\t".join([text(field(item)) for field in fields]) for item in rows]
    return align("\n".join(lines) + "\n")


def render_list(listing: Listing, rows: Iterable[Any], fmt: str, *, quiet: bool = False) -> str:
    """``rows`` through the template that ``fmt`` and ``quiet`` stand for."""
    template, _ = _template(listing, fmt, quiet)
    if template == "{{." + listing.quiet + "}}" and fmt in ("", "table"):
        field = listing.fields[listing.quiet]
        return "".join([text(field(item)) + "\n" for item in rows])
    return _render([Row(listing, item) for item in rows], listing, fmt, quiet)


def render_lists(rows: Sequence[tuple[Listing, Any]], fmt: str) -> str:
    """As :func:`render_list`, for rows that are each of a kind of their own."""
    return _render([Row(listing, item) for listing, item in rows], rows[-1][0], fmt, False)


def _render(rows: Sequence[Row], listing: Listing, fmt: str, quiet: bool) -> str:
    template, table = _template(listing, fmt, quiet)
    if template == "{{json .}}" and not table:
        from pydock.render.gojson import dumps

        return "".join([dumps(row) + "\n" for row in rows])
    from pydock.render.template import HEADER_FUNCTIONS, TemplateError, compile_template

    try:
        compiled = compile_template(template)
        body = "".join([compiled.execute(row) + "\n" for row in rows])
    except TemplateError as error:
        raise PydockError(f"template parsing error: {error.message}", hint=error.hint) from None
    if not table:
        return body
    title = compiled.partial(HeaderRow(listing), HEADER_FUNCTIONS)
    return align(title + "\n" + body)


def _template(listing: Listing, fmt: str, quiet: bool) -> tuple[str, bool]:
    """The template behind a format, and whether its output is a table with titles."""
    fmt = fmt or "table"
    if quiet and (fmt == "table" or (listing.quiet_wins and fmt != "raw")):
        return "{{." + listing.quiet + "}}", False
    if fmt == "raw" and listing.raw is not None:
        fmt = listing.quiet_raw if quiet and listing.quiet_raw is not None else listing.raw
    if fmt == "json":
        return "{{json .}}", False
    if fmt == "table":
        return "\t".join(["{{." + name + "}}" for name in listing.table]), True
    table = fmt.startswith("table")
    if table:
        fmt = fmt[len("table") :]
    return fmt.strip(" ").replace("\\t", "\t").replace("\\n", "\n"), table


def text(value: Any) -> str:
    """A field's value as a table cell shows it."""
    if type(value) is str:
        return value
    if value is None:
        return "<nil>"
    if value is True or value is False:
        return "true" if value else "false"
    return str(value)


def _column(listing: Listing, name: str) -> str:
    """The field that ``--columns`` means: by field name or by title, whatever the case."""
    wanted = name.strip().replace(" ", "").replace("_", "").lower()
    for field in listing.fields:
        if wanted in (field.lower(), listing.headers.get(field, "").replace(" ", "").lower()):
            return field
    raise PydockError(f"unknown column {name!r}: this list has {', '.join(listing.fields)}")


def _sorted(listing: Listing, rows: Iterable[Any], sort: str) -> list[Any]:
    name, _, order = sort.partition(":")
    if order not in ("", "asc", "desc"):
        raise PydockError(f"unknown sort order {order!r}: use asc or desc")
    field = listing.fields[_column(listing, name)]
    from pydock.render.order import natural

    return sorted(rows, key=lambda item: natural(field(item)), reverse=order == "desc")
