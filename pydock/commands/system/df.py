"""``pydock system df``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import column_options, hints_for_people
from pydock.errors import PydockError
from pydock.render.listing import DOCUMENTS, print_list, render_lists
from pydock.views import disk


@command()
@option("--format", default="", help="Shape of the output")
@option("-v", "--verbose", kind=kinds.BOOL, help="Every object with what it takes")
@column_options
def df(app: App, format: str, verbose: bool, columns: list[str], sort: str) -> None:
    """Show the disk space that the engine uses."""
    if verbose:
        _refuse_for_detail(format, columns, sort)
    data = app.engine.system.disk_usage()
    if verbose:
        _detail(app, data, format)
        return
    usages = list(disk.usages(data))
    if columns or sort or format in ("", "table", *DOCUMENTS):
        listing = disk.listing(usages[0].go_type)
        print_list(app.streams.stdout, listing, usages, format, columns=columns, sort=sort)
        return
    with hints_for_people(app):
        app.out(render_lists([(disk.listing(usage.go_type), usage) for usage in usages], format), template=format)


def _refuse_for_detail(fmt: str, columns: list[str], sort: str) -> None:
    """Four lists at once have no columns in common."""
    for given, flag in ((columns, "--columns"), (sort, "--sort"), (fmt in DOCUMENTS, f"--format {fmt}")):
        if given:
            raise PydockError(f"{flag} cannot be used with --verbose, which prints a list for each kind of object")


def _detail(app: App, data: dict[str, object], fmt: str) -> None:
    from pydock.views.diskdetail import Detail

    detail = Detail(data, now=app.clock(), trunc=fmt.startswith("table") or not fmt)
    if fmt in ("", "table"):
        detail.print(app.streams.stdout)
        return
    from pydock.render.template import ExecError, ParseError, compile_template

    try:
        template = compile_template("{{json .}}" if fmt == "json" else fmt.removeprefix("table").strip(" "))
        app.out(template.execute(detail), template=fmt)
    except ParseError as error:
        raise PydockError(f"template parsing error: {error.message}") from None
    except ExecError as error:
        raise PydockError(error.message) from None
