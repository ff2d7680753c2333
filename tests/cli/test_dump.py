"""The hidden ``__tree``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.cli import tree
from pydock.cli.dump import dump
from tests.cli.conftest import MakeApp


@pytest.fixture
def commands(make: MakeApp) -> dict[str, Any]:
    written = make()
    dump(written.app)
    return {command["path"]: command for command in json.loads(written.out)}


def test_every_group_command_and_alias_is_there(commands: dict[str, Any]) -> None:
    aliases = [alias for entry in tree.ENTRIES.values() for alias in entry.aliases]
    assert set(commands) == {"", *tree.GROUPS, *tree.ENTRIES, *aliases}
    assert commands["ps"] == {"path": "ps", "alias_of": "container ls", "args": commands["ps"]["args"], "flags": []}


def test_flags_are_as_declared(commands: dict[str, Any]) -> None:
    flags = {flag["name"]: flag for flag in commands["container stop"]["flags"]}
    assert flags["timeout"] == {"name": "timeout", "short": "t", "type": "int", "default": "", "hidden": False}
    assert flags["time"]["hidden"]
    assert "help" not in flags
    assert commands["container stop"]["args"] == "CONTAINER [CONTAINER...]"


def test_global_flags_and_those_of_groups(commands: dict[str, Any]) -> None:
    levels = [flag for flag in commands[""]["flags"] if flag["name"] == "log-level"]
    assert levels == [{"name": "log-level", "short": "l", "type": "string", "default": "info", "hidden": False}]
    assert {"file", "project-name"} <= {flag["name"] for flag in commands["compose"]["flags"]}
    assert commands["container"]["flags"] == []
