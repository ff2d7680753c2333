"""Images as rows: one for each name."""

from __future__ import annotations

from typing import Any

from pydock.views.image import listing, rows, wants_digests, without

SUM = "sha256:" + "0" * 64
IMAGE = {
    "Id": SUM,
    "RepoTags": ["docker.io/library/a:1", "a:2", "reg:5000/b:x"],
    "RepoDigests": [f"a@{SUM}", f"c@{SUM}"],
}


def names(digests: bool, every: bool) -> list[tuple[str, str, str]]:
    return [(row.repository, row.tag, row.digest) for row in rows([IMAGE], digests=digests, every_digest=every)]


def test_rows() -> None:
    plain = [("a", "1", "<none>"), ("a", "2", "<none>"), ("reg:5000/b", "x", "<none>")]
    assert names(False, False) == [*plain, ("c", "<none>", "")]
    with_digests = [("a", "1", SUM), ("a", "2", SUM), ("reg:5000/b", "x", "<none>"), ("c", "<none>", SUM)]
    assert names(True, True) == with_digests


def test_dangling_images() -> None:
    found = list(
        rows(
            [{"Id": SUM}, {"RepoTags": ["<none>:<none>"], "RepoDigests": ["<none>@<none>"]}],
            digests=False,
            every_digest=False,
        )
    )
    assert [row[1:] for row in found] == [("<none>", "<none>", "<none>")] * 2


def test_sizes() -> None:
    view = listing(now=0)
    row = next(
        rows([{**IMAGE, "Size": 3_000_000, "SharedSize": -1, "Containers": -1}], digests=False, every_digest=False)
    )
    assert [view.fields[name](row) for name in ("Size", "VirtualSize", "SharedSize", "UniqueSize", "Containers")] == [
        "3MB",
        "3MB",
        "N/A",
        "N/A",
        "N/A",
    ]
    assert wants_digests("table {{.Digest}}")


def test_without_the_names_that_are_gone() -> None:
    two = {"Id": "1", "RepoTags": ["a:1", "b:1"], "RepoDigests": ["a@sha256:9"]}
    bare: dict[str, Any] = {"Id": "2", "RepoTags": [], "RepoDigests": None}
    assert without([two, bare], [{"Id": "1", "RepoTags": ["a:1"], "RepoDigests": []}]) == [
        {"Id": "1", "RepoTags": ["b:1"], "RepoDigests": ["a@sha256:9"]},
        bare,
    ]
    assert without([two, bare], [two, bare]) == []
    assert without([{**bare, "RepoDigests": ["a@sha256:9"]}], [bare]) == [
        {**bare, "RepoTags": [], "RepoDigests": ["a@sha256:9"]}
    ]
