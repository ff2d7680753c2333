"""Elastic tab stops."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pydock.render.table import align, ellipsis, width


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert align("NAME\tIMAGE\na\tbusybox\nlonger-than-ten\tx\n") == (
        "NAME              IMAGE\na                 busybox\nlonger-than-ten   x\n"
    )


def test_a_column_ends_where_a_line_has_no_cell_for_it() -> None:
    assert align("aaaaaaaaaaaa\tb\nplain\nc\td\n") == "aaaaaaaaaaaa   b\nplain\nc         d\n"


def test_empty_last_cells_keep_the_padding_before_them() -> None:
    assert align("a\tb\t\n") == "a         b         \n"


def test_wide_characters_count_twice() -> None:
    assert align("日本\tx\nab\ty\n") == "日本      x\nab        y\n"
    assert (width("日本"), width("é"), width("☃")) == (4, 1, 1)


def test_other_sizes() -> None:
    assert align("a\tb\n", minwidth=3, padding=1) == "a  b\n"


def test_ellipsis() -> None:
    assert ellipsis("abcdef", 6) == "abcdef"
    assert ellipsis("abcdefg", 6) == "abcde…"
    assert ellipsis("日本語", 5) == "日本…"
    assert (ellipsis("abc", 1), ellipsis("abc", 0)) == ("a", "")


@given(st.lists(st.lists(st.text("abc日é ", max_size=12), min_size=1, max_size=4), max_size=6))
def test_the_text_survives(lines: list[list[str]]) -> None:
    aligned = align("\n".join(["\t".join(cells) for cells in lines]))
    assert "\t" not in aligned
    assert [line.replace(" ", "") for line in aligned.split("\n")] == [
        "".join(cells).replace(" ", "") for cells in lines or [[""]]
    ]
