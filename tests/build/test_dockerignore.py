from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.build.dockerignore import NOTHING_KNOWN, BadPattern, Matcher, keep_build_files, parse, read


@pytest.mark.parametrize(
    ("content", "patterns"),
    [
        (b"", []),
        (b"\xef\xbb\xbf*.md\r\n\n# comment\n  # kept: not at the start\n", ["*.md", "# kept: not at the start"]),
        (b"/src\n./src\nsrc/\n//a\n", ["src", "src", "src", "a"]),
        (b"! a \n!/b\n!\n", ["!a", "!b", "!"]),
        (b"/\n", ["/"]),
        (b"../x\nsrc/../tmp\n", ["../x", "tmp"]),
        (b"\\#hash\n", ["\\#hash"]),
    ],
)
def test_parse(content: bytes, patterns: list[str]) -> None:
    assert parse(content) == patterns


def test_a_line_too_long_is_refused() -> None:
    with pytest.raises(BadPattern, match="token too long"):
        parse(b"x" * 70000)


MATCHES = [
    ("*", "a", True),
    ("*", "a/b", True),
    ("**", "a/b", True),
    ("**/", "a/b", True),
    ("*.md", "a.md", True),
    ("*.md", "d/a.md", False),
    ("**/*.md", "a.md", True),
    ("**/*.md", "d/e/a.md", True),
    ("src", "src/x/y", True),
    ("src", "srcx", False),
    ("src/**", "src", False),
    ("src/**", "src/x", True),
    ("**/x", "x", True),
    ("**/x", "a/x", True),
    ("**/x", "ax", False),
    ("**/x/**", "a/x/b", True),
    ("**/x/**", "a/x", False),
    ("a/**/b", "a/b", True),
    ("a/**/b", "a/x/y/b", True),
    ("a**b", "a/b", True),
    ("a?c", "abc", True),
    ("a?c", "a/c", False),
    ("a?c", "ac", False),
    ("[a-c]x", "bx", True),
    ("[^a-c]x", "bx", False),
    ("[^a-c]x", "dx", True),
    ("[!a]x", "!x", True),
    ("[\\]]x", "]x", True),
    ("[[a]x", "[x", True),
    ("\\#hash", "#hash", True),
    ("a\\*", "a*", True),
    ("a\\*", "ab", False),
    ("a.b", "axb", False),
    ("foo bar", "foo bar", True),
    ("(a|b)+{1}$", "(a|b)+{1}$", True),
    ("dir.d", "dir.d/f", True),
    ("**foo", "barfoo", True),
    ("é*", "éa", True),
    ("?", "\udcff", True),
]


@pytest.mark.parametrize(("pattern", "path", "expected"), MATCHES)
def test_one_pattern(pattern: str, path: str, expected: bool) -> None:
    assert Matcher([pattern]).matches(path) is expected
    assert Matcher([pattern]).judge(path).excluded is expected


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (["*.md", "!README.md"], "README.md", False),
        (["!README.md", "*.md"], "README.md", True),
        (["src", "!src/keep"], "src/keep/x", False),
        (["src/x", "!src/x/keep.log", "src/x/keep.log"], "src/x/keep.log", True),
        (["*", "!src/x"], "src/x/y", False),
        (["*", "!src/x"], "src/z", True),
        (["!src"], "src", False),
        ([" ", ""], "a", False),
    ],
)
def test_order_decides(patterns: list[str], path: str, expected: bool) -> None:
    assert Matcher(patterns).matches(path) is expected


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("!", 'illegal exclusion pattern: "!"'),
        ("[a", "syntax error in pattern"),
        ("[]", "syntax error in pattern"),
        ("[-a]", "syntax error in pattern"),
        ("[b-a]", "syntax error in pattern"),
        ("a\\", "syntax error in pattern"),
    ],
)
def test_patterns_that_mean_nothing(pattern: str, message: str) -> None:
    with pytest.raises(BadPattern) as caught:
        Matcher([pattern])
    assert str(caught.value) == message


def test_exceptions_open_a_folder_by_their_text_only() -> None:
    matcher = Matcher(["**/x", "!**/keep", "!src/x/keep"])
    assert matcher.has_exceptions
    assert matcher.may_return_below("src/x")
    assert not matcher.may_return_below("lib/x")


def test_build_files_are_never_left_out() -> None:
    assert keep_build_files(["*"], "Dockerfile") == ["*", "!.dockerignore", "!Dockerfile"]
    assert keep_build_files(["*"], "") == ["*", "!.dockerignore"]
    assert keep_build_files(["a"], "Dockerfile") == ["a"]


def test_read_prefers_the_dockerfiles_own(tmp_path: Path) -> None:
    assert read(str(tmp_path)) == []
    (tmp_path / ".dockerignore").write_text("a\n")
    assert read(str(tmp_path), "my.df") == ["a"]
    (tmp_path / "my.df.dockerignore").write_text("b\n")
    assert read(str(tmp_path), "my.df") == ["b"]
    assert read(str(tmp_path)) == ["a"]


_part = st.sampled_from(["a", "b", "ab", "*", "**", "?", "a*"])
_pattern = st.builds(
    lambda mark, parts: mark + "/".join(parts), st.sampled_from(["", "!"]), st.lists(_part, min_size=1, max_size=3)
)


@settings(max_examples=200)
@given(st.lists(_pattern, max_size=4), st.lists(st.sampled_from(["a", "b", "ab", "c"]), min_size=1, max_size=4))
def test_walking_down_agrees_with_asking_at_once(patterns: list[str], parts: list[str]) -> None:
    matcher = Matcher(patterns)
    verdict = NOTHING_KNOWN
    for count in range(len(parts)):
        verdict = matcher.judge("/".join(parts[: count + 1]), verdict)
    if not matcher.has_exceptions:
        assert verdict.excluded is matcher.matches("/".join(parts))
