"""What a registry holds."""

from __future__ import annotations

from pydock.render.listing import render_list
from pydock.views import catalog


def test_repositories() -> None:
    assert render_list(catalog.repositories("h:5000"), ["a/b"], "{{.Name}} {{.Registry}} {{.Path}}") == (
        "h:5000/a/b h:5000 a/b\n"
    )


def test_digests_are_asked_for_where_they_are_wanted() -> None:
    assert catalog.tags(None).table == ("Tag",)
    assert render_list(catalog.tags(lambda tag: f"of {tag}"), ["1"], "table") == "TAG       DIGEST\n1         of 1\n"
