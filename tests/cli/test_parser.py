"""pflag's rules, as tables."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.cli.parser import FlagError, FlagSet, parse


class Plain(NamedTuple):
    long: str
    short: str | None = None
    no_value: str | None = None


FLAGS = FlagSet(
    [
        Plain("all", "a", "true"),
        Plain("env", "e"),
        Plain("publish", "p"),
        Plain("rm", None, "true"),
        Plain("pull", None, "always"),
        Plain("quiet", "q", "true"),
    ]
)


def run(*words: str, interspersed: bool = True) -> tuple[list[tuple[str, str]], list[str]]:
    seen: list[tuple[str, str]] = []
    left = parse(words, FLAGS, lambda flag, text: seen.append((flag.long, text)), interspersed=interspersed)
    return seen, left


@pytest.mark.parametrize(
    ("words", "flags", "arguments"),
    [
        (["--env", "A=1"], [("env", "A=1")], []),
        (["--env=A=1"], [("env", "A=1")], []),
        (["--env="], [("env", "")], []),
        (["-eA=1"], [("env", "A=1")], []),
        (["-e=A"], [("env", "A")], []),
        (["-e", "--rm=false", "img"], [("env", "--rm=false")], ["img"]),
        (["-e="], [("env", "=")], []),
        (["-aq"], [("all", "true"), ("quiet", "true")], []),
        (["-aqp", "80"], [("all", "true"), ("quiet", "true"), ("publish", "80")], []),
        (["-aqp80"], [("all", "true"), ("quiet", "true"), ("publish", "80")], []),
        (["-a=false"], [("all", "false")], []),
        (["--rm=0"], [("rm", "0")], []),
        (["--pull", "img"], [("pull", "always")], ["img"]),
        (["--pull=never", "img"], [("pull", "never")], ["img"]),
        (["x", "-a", "y"], [("all", "true")], ["x", "y"]),
        (["x", "--", "-a"], [], ["x", "-a"]),
        (["-"], [], ["-"]),
        ([""], [], [""]),
        (["-p", "-"], [("publish", "-")], []),
    ],
)
def test_forms(words: list[str], flags: list[tuple[str, str]], arguments: list[str]) -> None:
    assert run(*words) == (flags, arguments)


def test_the_first_argument_ends_the_flags_where_they_do_not_mix() -> None:
    assert run("-a", "img", "-q", "--", "x", interspersed=False) == ([("all", "true")], ["img", "-q", "--", "x"])
    assert run("--", "-a", interspersed=False) == ([], ["-a"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--bogus"], "unknown flag: --bogus"),
        (["--bogus=1"], "unknown flag: --bogus"),
        (["-x"], "unknown shorthand flag: 'x' in -x"),
        (["-axy"], "unknown shorthand flag: 'x' in -xy"),
        (["--env"], "flag needs an argument: --env"),
        (["-e"], "flag needs an argument: 'e' in -e"),
        (["-ae"], "flag needs an argument: 'e' in -e"),
        (["--=x"], "bad flag syntax: --=x"),
        (["---x"], "bad flag syntax: ---x"),
    ],
)
def test_errors(words: list[str], message: str) -> None:
    with pytest.raises(FlagError) as caught:
        run(*words)
    assert str(caught.value) == message
    assert caught.value.exit_code == 125


def test_a_value_that_does_not_parse_names_the_flag_as_docker_does() -> None:
    def refuse(_flag: Plain, _text: str) -> None:
        raise ValueError("no such thing")

    with pytest.raises(FlagError) as caught:
        parse(["-p", 'a"b'], FLAGS, refuse)
    assert str(caught.value) == r'invalid argument "a\"b" for "-p, --publish" flag: no such thing'


def test_the_first_error_ends_the_walk() -> None:
    with pytest.raises(FlagError, match="one"):
        run("--one", "--two")


@given(st.lists(st.text(max_size=5), max_size=6))
def test_everything_after_two_dashes_is_an_argument(words: list[str]) -> None:
    assert run("--", *words) == ([], words)


@given(st.lists(st.text(min_size=1, max_size=6), max_size=5))
def test_nothing_is_lost(words: list[str]) -> None:
    try:
        flags, arguments = run(*words)
    except FlagError:
        return
    assert len(arguments) <= len(words)
    assert sum(len(word) for word in arguments) + len(flags) <= sum(len(word) for word in words) + len(words)
