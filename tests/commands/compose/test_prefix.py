"""Lines of several containers, each after its container's name."""

from __future__ import annotations

import re

import pytest

from pydock.commands.compose._prefix import Prefixer
from tests.cli.conftest import MakeApp


def test_whole_lines_under_names_of_one_width(make: MakeApp) -> None:
    written = make()
    printer = Prefixer(written.app)
    web, db = printer.lines("web-1"), printer.lines("database-1")
    web.feed(1, b"one\ntw")
    db.feed(2, b"oops\r\n")
    web.feed(1, b"o\n\nend")
    web.close()
    web.close()
    assert written.out == "web-1       | one\nweb-1       | two\nweb-1       | \nweb-1       | end\n"
    assert written.err == "database-1  | oops\n"


def test_streams_do_not_mix(make: MakeApp) -> None:
    written = make()
    lines = Prefixer(written.app).lines("a")
    lines.feed(1, b"out")
    lines.feed(2, b"err\n")
    lines.feed(1, b"put\n")
    assert (written.out, written.err) == ("a  | output\n", "a  | err\n")


def test_without_names_and_with_times(make: MakeApp) -> None:
    written = make()
    lines = Prefixer(written.app, prefix=False).lines("a")
    lines.feed(1, b"x\n")
    lines.feed(1, b"y\n", stamp=True)
    plain, stamped = written.out.splitlines()
    assert plain == "x"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z y", stamped)


@pytest.mark.parametrize(("colour", "wanted"), [(True, True), (False, False)])
def test_each_container_has_its_colour(make: MakeApp, colour: bool, wanted: bool) -> None:
    written = make()
    written.app.streams.stdout.colour = True
    printer = Prefixer(written.app, colour=colour)
    for name in ("a", "b", "a"):
        printer.lines(name).feed(1, b"x\n")
    colours = re.findall(r"\x1b\[(\d\d)m[ab]", written.out)
    assert colours == (["36", "33", "36"] if wanted else [])


def test_a_footer_stays_below(make: MakeApp) -> None:
    written = make()
    printer = Prefixer(written.app)
    printer.footer = "menu"
    printer.lines("a").feed(1, b"x\n")
    printer.note("a exited")
    printer.footer = ""
    assert written.out == "menu\r\x1b[Ka  | x\nmenu\r\x1b[K\r\x1b[Ka exited\nmenu\r\x1b[K"
