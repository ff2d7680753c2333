from __future__ import annotations

from pydock.views.search import listing


def test_descriptions_are_one_line_and_cut() -> None:
    row = {"name": "n", "description": "a\r\nb" + "x" * 60}
    assert listing(no_trunc=False, words=False).fields["Description"](row).endswith("…")
    assert listing(no_trunc=True, words=False).fields["Description"](row) == "a  b" + "x" * 60
