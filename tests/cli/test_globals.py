"""The options before the command."""

from __future__ import annotations

import pytest

from pydock.cli.app import Globals
from pydock.cli.globals import read
from pydock.errors import UsageError


def test_they_end_at_the_command() -> None:
    line = read(["-D", "-H", "unix:///a", "--host=unix:///b", "-l", "warn", "ps", "-a", "--debug"], "pydock")
    assert line.words == ["ps", "-a", "--debug"]
    assert line.options == Globals(debug=True, hosts=("unix:///a", "unix:///b"), log_level="warn")


def test_durations_counts_and_choices() -> None:
    options = read(["--timeout", "1m30s", "--retry", "3", "--jobs", "2", "--color", "never", "ps"], "pydock").options
    assert (options.timeout, options.retry, options.jobs, options.colour) == (90_000_000_000, 3, 2, "never")


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (["--color", "pink"], 'invalid argument "pink" for "--color" flag: must be one of auto, always, never\n'),
        (["--jobs", "0"], 'invalid argument "0" for "--jobs" flag: must be at least 1\n'),
        (["--timeout", "5"], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"\n'),
        (
            ["--debug=x"],
            'invalid argument "x" for "-D, --debug" flag: strconv.ParseBool: parsing "x": invalid syntax\n',
        ),
        (["-Z"], "unknown shorthand flag: 'Z' in -Z\n"),
        (["-H"], "flag needs an argument: 'H' in -H\n"),
    ],
)
def test_errors(words: list[str], start: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(words, "pydock")
    assert caught.value.message.startswith(start)
    assert caught.value.exit_code == 125


def test_a_line_of_a_batch_that_names_an_engine_forgets_the_batchs() -> None:
    base = Globals(context="a", debug=True)
    assert read(["-H", "unix:///x", "ps"], "pydock", base).options == Globals(hosts=("unix:///x",), debug=True)
    assert read(["ps"], "pydock", base).options == base
