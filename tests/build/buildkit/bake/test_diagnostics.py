from __future__ import annotations

import pytest

from pydock.build.buildkit.bake.diagnostics import Diagnostic, Source
from pydock.build.buildkit.bake.nearest import suggestion
from pydock.build.buildkit.bake.shapes import problem

SOURCE = Source("f.hcl", "a = 1\nb = nope\n")


def test_places_count_from_one() -> None:
    assert str(SOURCE.place(10, 14)) == "f.hcl:2,5-9"
    assert str(SOURCE.place(4, 7)) == "f.hcl:1,5-2,2"
    assert str(SOURCE.place(0, 1).to(SOURCE.place(6, 7))) == "f.hcl:1,1-2,2"


def test_a_diagnostic_shows_its_lines() -> None:
    with pytest.raises(Diagnostic) as caught:
        SOURCE.place(10, 14).fail("Summary; Detail.", more=2)
    assert caught.value.message == "f.hcl:2,5-9: Summary; Detail., and 2 other diagnostic(s)"
    lines = ["f.hcl:2", "-" * 20, "   1 |     a = 1", "   2 | >>> b = nope", "   3 |     ", "-" * 20, ""]
    assert caught.value.excerpt == "\n".join(lines)


def test_near_names() -> None:
    assert suggestion("foo", ("if", "for", "fo")) == ' Did you mean "for"?'
    assert suggestion("nothing", ("if", "for")) == "" and suggestion("ab", ()) == ""


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("tags", "a", "list of string required"),
        ("tags", ["a", ["b"]], "element 1: string required"),
        ("args", ["a"], "map of string required"),
        ("args", {"a": {}}, 'element "a": string required'),
        ("dockerfile", [], "string required"),
        ("pull", 3, "bool required"),
        ("pull", "maybe", "a bool is required"),
        ("secret", ["x"], "invalid field 'x' must be a key=value pair"),
        ("attest", [1], "map of string required"),
        ("tags", None, ""),
        ("output", ["type=local,dest=x", "out", {"type": "tar"}], ""),
        ("no-cache", "true", ""),
    ],
)
def test_shapes(key: str, value: object, words: str) -> None:
    assert problem(key, value) == words
