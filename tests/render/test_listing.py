"""Rows through formats."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import PydockError
from pydock.render.listing import Listing, print_list, render_list, render_lists, text


class Out:
    is_terminal = False
    width = 80
    colour = False

    def __init__(self) -> None:
        self.data = ""

    def write(self, data: bytes | str) -> None:
        self.data += data if isinstance(data, str) else data.decode()


LISTING = Listing(
    "*x.thing",
    fields={"ID": lambda r: r["id"], "Name": lambda r: r["name"], "Size": lambda r: r["size"], "On": lambda r: True},
    headers={"ID": "THING ID", "Name": "NAME", "Size": "SIZE", "On": "ON"},
    table=("ID", "Name"),
    methods={"Label": lambda r, key: f"<{key}>"},
    raw="id: {{.ID}}\nname: {{.Name}}\n",
    quiet_raw="id: {{.ID}}",
)
ROWS = [{"id": "1", "name": "b<", "size": "2kB"}, {"id": "2", "name": "a", "size": "10B"}]


def shown(fmt: str = "table", **options: Any) -> str:
    out = Out()
    print_list(out, LISTING, ROWS, fmt, **options)
    return out.data


@pytest.mark.parametrize(
    ("fmt", "options", "output"),
    [
        ("", {}, "THING ID   NAME\n1          b<\n2          a\n"),
        ("table", {"quiet": True}, "1\n2\n"),
        ("raw", {}, "id: 1\nname: b<\n\nid: 2\nname: a\n\n"),
        ("raw", {"quiet": True}, "id: 1\nid: 2\n"),
        (
            "json",
            {},
            '{"ID":"1","Name":"b\\u003c","On":true,"Size":"2kB"}\n{"ID":"2","Name":"a","On":true,"Size":"10B"}\n',
        ),
        ("{{.Name}}", {}, "b<\na\n"),
        ("{{.Name}}", {"quiet": True}, "b<\na\n"),
        ('{{.Label "k"}}', {}, "<k>\n<k>\n"),
        ("table {{.Name}}\\t{{.Size}}", {}, "NAME      SIZE\nb<        2kB\na         10B\n"),
        ('table {{.Label "com.x.my-key"}}', {}, "my key\n<com.x.my-key>\n<com.x.my-key>\n"),
        ("table", {"columns": ("size", "thing id")}, "SIZE      THING ID\n2kB       1\n10B       2\n"),
        ("{{.Name}}", {"sort": "name"}, "a\nb<\n"),
        ("{{.Size}}", {"sort": "size:desc"}, "2kB\n10B\n"),
    ],
)
def test_formats(fmt: str, options: dict[str, Any], output: str) -> None:
    assert shown(fmt, **options) == output


def test_quiet_may_win_over_a_template() -> None:
    wins = Listing("*x", fields=LISTING.fields, headers={}, table=("ID",), quiet_wins=True)
    assert render_list(wins, ROWS, "{{.Name}}", quiet=True) == "1\n2\n"


def test_rows_of_several_kinds() -> None:
    assert render_lists([(LISTING, ROWS[0]), (LISTING, ROWS[1])], "{{.ID}}") == "1\n2\n"


def test_a_failing_template_prints_nothing_and_names_the_nearest_field() -> None:
    out = Out()
    with pytest.raises(PydockError) as caught:
        print_list(out, LISTING, ROWS, "{{.ID}} {{.Nmae}}")
    assert caught.value.message == (
        'template parsing error: template: :1:10: executing "" at <.Nmae>: can\'t evaluate field Nmae in type *x.thing'
    )
    assert caught.value.hint == "did you mean .Name?"
    assert out.data == ""


@pytest.mark.parametrize("options", [{"columns": ("nope",)}, {"sort": "nope"}, {"sort": "name:up"}])
def test_unknown_columns_and_orders(options: dict[str, Any]) -> None:
    with pytest.raises(PydockError):
        shown(**options)


def test_a_terminal_gets_a_fitted_table() -> None:
    out = Out()
    out.is_terminal = True
    print_list(out, LISTING, [{"id": "1", "name": "\x1b[31mred", "size": ""}])
    assert "\x1b" not in out.data
    assert "␛[31mred" in out.data


def test_cells() -> None:
    assert [text(value) for value in ("a", None, True, False, 3)] == ["a", "<nil>", "true", "false", "3"]
