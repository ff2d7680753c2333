"""Commands loaded when they run."""

from __future__ import annotations

import pytest

from pydock.cli import tree
from pydock.cli.lazy import load, load_group


@pytest.mark.parametrize(("typed", "shown"), [("ps", "ps"), ("", "container ls")])
def test_a_command_knows_how_it_was_typed(typed: str, shown: str) -> None:
    command = load(tree.ENTRIES["container ls"], typed)
    assert (command.path, command.show_path) == ("container ls", shown)
    assert command.usage == tree.ENTRIES["container ls"].usage


def test_each_load_is_a_copy() -> None:
    entry = tree.ENTRIES["container ls"]
    load(entry, "ps").show_path = "changed"
    assert load(entry, "ps").show_path == "ps"


def test_errors_of_buildx_have_a_sign_of_their_own() -> None:
    assert load(tree.ENTRIES["buildx ls"]).sign == "ERROR: "
    assert load(tree.ENTRIES["image ls"]).sign == ""


def test_commands_inherit_the_flags_of_their_group_that_persist() -> None:
    assert [flag.long for flag in load(tree.ENTRIES["compose up"]).inherited] == ["dry-run"]
    assert load(tree.ENTRIES["container ls"]).inherited == ()


def test_groups_with_flags() -> None:
    group = load_group("compose")
    assert (group.show_path, group.usage, group.terse) == ("compose", "[OPTIONS] COMMAND", True)
    assert not load_group("buildx").terse
