"""Tables on a terminal."""

from __future__ import annotations

import re

from pydock.render.fitted import fit
from pydock.render.listing import Listing
from pydock.render.table import width

NAMES = ("ID", "Image", "Command", "Ports", "Names")
LISTING = Listing(
    "*x",
    fields={name: lambda row, name=name: row[name] for name in NAMES},  # type: ignore[misc]
    headers={name: name.upper() for name in NAMES},
    table=NAMES,
    styles={"Names": lambda row: "bold"},
)
ROW = {"ID": "0123456789ab", "Image": "busybox", "Command": '"a very long comma…"', "Ports": "x" * 60, "Names": "web"}


def lines(room: int, colour: bool = False, fold: bool = True) -> list[str]:
    return fit(LISTING, [ROW, ROW], NAMES, width=room, colour=colour, fold=fold).splitlines()


def test_a_wide_terminal_shows_everything() -> None:
    assert lines(200)[1].split() == ["0123456789ab", "busybox", '"a', "very", "long", 'comma…"', "x" * 60, "web"]


def test_cells_shrink_before_columns_go() -> None:
    head, row, _ = lines(100)
    assert head.split() == ["ID", "IMAGE", "COMMAND", "PORTS", "NAMES"]
    assert width(row) <= 100
    assert "…" in row


def test_narrow_terminals_lose_columns_and_say_how_many() -> None:
    head, row, _ = lines(40)
    assert re.search(r"\+\d$", head)
    assert width(row) <= 40
    assert row.startswith("0123456789ab")
    assert row.endswith("web")


def test_no_trunc_shows_everything_whatever_the_width() -> None:
    assert "x" * 60 in lines(40, fold=False)[1]


def test_colour_is_for_those_who_have_it() -> None:
    assert "\x1b[1mweb\x1b[0m" in lines(200, colour=True)[1]
    assert not any("\x1b" in line for line in lines(200))


def test_no_rows() -> None:
    assert fit(LISTING, [], NAMES, width=80, colour=False).split() == ["ID", "IMAGE", "COMMAND", "PORTS", "NAMES"]


def test_names_stay_whole_while_other_columns_can_go() -> None:
    rows = [{**ROW, "Names": f"project-service-of-some-length-{number}"} for number in (1, 2)]
    shown = fit(LISTING, rows, NAMES, width=70, colour=False).splitlines()
    assert [line.split()[-1] for line in shown[1:]] == [row["Names"] for row in rows]
    assert re.search(r"\+\d$", shown[0])
