"""Load a command's module when its command runs, and no other."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pydock.cli import tree

if TYPE_CHECKING:
    from pydock.cli.command import Command, GroupCommand


def load(entry: tree.Entry, path: str = "") -> Command:
    """The command of ``entry``; ``path`` is how it was typed, which usage lines repeat."""
    module, function = tree.module_name(entry)
    found: Command = getattr(import_module(module), function)
    command = found.copy()
    command.show_path = path or entry.path
    command.path = entry.path
    command.usage = entry.usage
    words = entry.path.split(" ")
    command.terse = found.terse or words[0] == "compose"
    command.sign = "ERROR: " if command.show_path.startswith("buildx ") or words[0] == "buildx" else ""
    groups = [" ".join(words[:depth]) for depth in range(1, len(words))]
    inherited = [load_group(group) for group in groups if group in tree.GROUPS and tree.GROUPS[group].flags]
    command.inherited = tuple(flag for group in inherited for flag in group.flags() if flag.persistent)
    return command


def load_group(path: str) -> GroupCommand:
    """The flags of a group that has some (``compose``, ``buildx``)."""
    group: GroupCommand = import_module("pydock.commands." + path.replace(" ", ".")).group
    group.show_path = path
    group.usage = "[OPTIONS] COMMAND"
    group.terse = path.startswith("compose")
    return group
