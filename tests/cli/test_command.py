from __future__ import annotations

from typing import Any

import pytest

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import ArgumentError, Command, argument, command, option
from pydock.errors import Exit, UsageError, VersionError
from tests.cli.conftest import MakeApp

Calls = list[dict[str, Any]]


def build(calls: Calls, **settings: Any) -> Command:
    @command(**settings)
    @option("--all", "-a", kind=kinds.BOOL, help="All of them")
    @option("--label", "-l", kind=kinds.STRINGS)
    @option("--old", kind=kinds.BOOL, deprecated="use --all")
    @option("--level", kind=kinds.INT, default=3, variable="LEVEL")
    @option("--new", kind=kinds.BOOL, since="1.99")
    @argument("name")
    @argument("more", many=True, optional=True)
    def thing(app: App, **values: Any) -> None:
        calls.append(values)

    thing.show_path = "thing"
    thing.usage = "[OPTIONS] NAME [MORE...]"
    return thing


DEFAULTS = {"all": False, "label": [], "old": False, "level": 3, "new": False, "name": "n", "more": ()}


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        (["n"], {}),
        (["-a", "n"], {"all": True}),
        (["n", "-a", "m"], {"all": True, "more": ("m",)}),
        (["n", "--", "-a"], {"more": ("-a",)}),
        (["-l", "a,b", "--label=c", "n"], {"label": ["a", "b", "c"]}),
        (["--level", "0x10", "n"], {"level": 16}),
    ],
)
def test_words_become_parameters(make: MakeApp, words: list[str], changes: dict[str, Any]) -> None:
    calls: Calls = []
    build(calls).run(make().app, words)
    assert calls == [{**DEFAULTS, **changes}]


def test_flags_after_an_argument_belong_to_it_where_they_are_not_interspersed(make: MakeApp) -> None:
    calls: Calls = []
    build(calls, interspersed=False).run(make().app, ["n", "-a"])
    assert calls == [{**DEFAULTS, "more": ("-a",)}]


def test_only_flags_that_were_given_are_changed(make: MakeApp) -> None:
    app = make().app
    build([]).run(app, ["--level", "3", "n"])
    assert app.changed == {"level"}


def test_a_variable_is_a_default(make: MakeApp) -> None:
    calls: Calls = []
    app = make(environ={"LEVEL": "7"}).app
    build(calls).run(app, ["n"])
    build(calls).run(app, ["--level", "8", "n"])
    assert [call["level"] for call in calls] == [7, 8]
    assert app.changed == {"level"}


def test_a_deprecated_flag_says_so_once_and_works(make: MakeApp) -> None:
    calls: Calls = []
    written = make()
    build(calls).run(written.app, ["--old", "--old", "n"])
    assert written.out == "Flag --old has been deprecated, use --all\n"
    assert calls[0]["old"] is True


@pytest.mark.parametrize(
    ("words", "kind", "code", "text"),
    [
        ([], ArgumentError, 1, "docker: 'docker thing' requires at least 1 argument\n"),
        (["--nope"], UsageError, 125, "unknown flag: --nope"),
        (["--level", "x", "n"], UsageError, 125, 'invalid argument "x" for "--level" flag'),
        (["--new", "n"], VersionError, 1, '"--new" requires API version 1.99'),
    ],
)
def test_refusals(make: MakeApp, words: list[str], kind: type[UsageError], code: int, text: str) -> None:
    calls: Calls = []
    with pytest.raises(kind) as caught:
        build(calls).run(make().app, words)
    assert (caught.value.exit_code, text in caught.value.message, calls) == (code, True, [])


def test_help_ends_the_command_even_without_its_arguments(make: MakeApp) -> None:
    calls: Calls = []
    written = make()
    with pytest.raises(Exit) as caught:
        build(calls).run(written.app, ["--help"])
    assert (caught.value.exit_code, calls) == (0, [])
    assert written.out.startswith("Usage:  docker thing [OPTIONS] NAME [MORE...]\n")


def test_a_command_of_compose_says_it_in_one_line(make: MakeApp) -> None:
    terse = build([])
    terse.terse = True
    with pytest.raises(ArgumentError, match=r"^requires at least 1 arg\(s\), only received 0$"):
        terse.run(make().app, [])


def test_a_list_is_each_calls_own(make: MakeApp) -> None:
    calls: Calls = []
    one = build(calls)
    for _ in range(2):
        one.run(make().app, ["n"])
    calls[0]["label"].append("x")
    assert calls[1]["label"] == []


def test_what_is_set_on_a_copy_stays_there() -> None:
    one = build([])
    one.copy().show_path = "other"
    assert one.show_path == "thing"
