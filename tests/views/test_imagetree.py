"""The picture of images and their platforms, as docker 28.2 draws it in a pipe."""

from __future__ import annotations

from typing import Any

from pydock.views.imagetree import tree_text


def manifest(letter: str, platform: str, available: bool, used: bool) -> dict[str, Any]:
    return {
        "ID": "sha256:" + letter * 64,
        "Kind": "image",
        "Available": available,
        "Size": {"Content": 1234567, "Total": 3456789},
        "ImageData": {"Platform": {"os": "linux", "architecture": platform}, "Containers": ["x"] if used else []},
    }


IMAGES = [
    {"Id": "sha256:" + "1" * 64, "RepoTags": ["a:1"], "Created": 1, "Size": 10},
    {"Id": "sha256:" + "2" * 64, "RepoTags": [], "Created": 9, "Size": 10},
    {
        "Id": "sha256:" + "8" * 64,
        "RepoTags": ["m:1", "longer:1"],
        "Created": 8,
        "Size": 100000000,
        "Manifests": [manifest("a", "amd64", True, True), manifest("b", "arm64", False, False)],
    },
]


def test_in_a_pipe() -> None:
    lines = tree_text(IMAGES, width=80, colour=False).split("\n")
    assert lines[1] == "                                                              Info ->  U In Use "
    assert lines[4:] == [
        "longer:1",
        "m:1                  888888888888        100MB         2.47MB   U    ",
        "├─ linux/amd64       aaaaaaaaaaaa       3.46MB         1.23MB   U    ",
        "└─ linux/arm64       bbbbbbbbbbbb       3.46MB         1.23MB        ",
        "",
        "a:1                  111111111111          10B             0B        ",
        "",
        "",
    ]


def test_narrow_terminals_lose_columns() -> None:
    assert "CONTENT" not in tree_text(IMAGES, width=50, colour=True)
