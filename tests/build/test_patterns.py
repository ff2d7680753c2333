"""Patterns of ignore files."""

from __future__ import annotations

import pytest

from pydock.build.patterns import Matcher, Pattern


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (["a"], "a", True),
        (["a"], "a/b", True),
        (["a"], "b/a", False),
        (["**/a"], "b/a", True),
        (["**/a"], "a", True),
        (["a/**"], "a/b", True),
        (["a/**"], "a", False),
        (["**"], "x/y", True),
        (["*.log"], "x.log", True),
        (["*.log"], "d/x.log", False),
        (["**/*.log"], "d/e/x.log", True),
        (["a/**/z"], "a/z", True),
        (["a/**/z"], "a/b/c/z", True),
        (["a?c"], "abc", True),
        (["a?c"], "a/c", False),
        (["[a-c]x"], "bx", True),
        (["[^a-c]x"], "bx", False),
        (["a\\*b"], "a*b", True),
        (["a\\*b"], "axb", False),
        (["*", "!keep"], "keep", False),
        (["*", "!keep"], "keep/x", False),
        (["*", "!keep", "keep/x"], "keep/x", True),
        (["./a/"], "a", True),
        (["/a"], "a", True),
        (["a/../b"], "b", True),
        ([" a "], "a", True),
        (["a.b"], "axb", False),
    ],
)
def test_matches(patterns: list[str], path: str, expected: bool) -> None:
    assert Matcher(patterns).matches(path) is expected


def test_decide_names_the_rule() -> None:
    matcher = Matcher(["*.md", "!README.md"])
    out, rule = matcher.decide("x.md")
    assert out and rule is not None and rule.source == "*.md"
    out, rule = matcher.decide("README.md")
    assert not out and rule is not None and rule.source == "!README.md"
    assert matcher.decide("main.py") == (False, None)


def test_prefixes_and_emptiness() -> None:
    assert Pattern("a/b/**").prefix == "a/b" and Pattern("a/*").prefix == "a"
    assert not Matcher(["", "  "]) and Matcher(["a"]).exceptions is False


@pytest.mark.parametrize("pattern", ["[", "a[b", "!", "a\\"])
def test_bad_patterns(pattern: str) -> None:
    with pytest.raises(ValueError):
        Matcher([pattern])
