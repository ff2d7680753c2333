"""The hidden ``__tree``: every command with its flags as JSON, for tools that compare trees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydock.cli import tree
from pydock.cli.globals import FLAGS
from pydock.cli.lazy import load, load_group

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.command import Flag


def dump(app: App) -> None:
    """Write the tree: a list of objects with path, alias_of, args and flags."""
    commands: list[dict[str, Any]] = [{"path": "", "alias_of": None, "args": "COMMAND", "flags": _globals()}]
    for path, group in tree.GROUPS.items():
        flags = _flags(load_group(path).flags()) if group.flags else []
        commands.append({"path": path, "alias_of": None, "args": "COMMAND", "flags": flags})
    for entry in tree.ENTRIES.values():
        args = entry.usage.removeprefix("[OPTIONS]").strip()
        flags = _flags(load(entry).flags())
        commands.append({"path": entry.path, "alias_of": None, "args": args, "flags": flags})
        commands += [{"path": a, "alias_of": entry.path, "args": args, "flags": []} for a in entry.aliases]
    app.out(json.dumps(commands) + "\n")


def _flags(flags: list[Flag]) -> list[dict[str, Any]]:
    return [
        {
            "name": flag.long,
            "short": flag.short,
            "type": flag.kind.name,
            "default": flag.shown_default,
            "hidden": flag.hidden,
        }
        for flag in flags
        if flag.long != "help"
    ]


def _globals() -> list[dict[str, Any]]:
    return [
        {
            "name": flag.long,
            "short": flag.short,
            "type": "bool" if flag.no_value else "string",
            "default": "info" if flag.long == "log-level" else "",
            "hidden": False,
        }
        for flag in FLAGS
        if flag.long != "help"
    ]
