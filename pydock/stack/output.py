"""A stack's configuration as YAML, its structures in their order."""

from __future__ import annotations

from typing import Any

from pydock.compose.model.emit import quote


def to_yaml(config: dict[str, Any]) -> str:
    """``config`` as Docker writes it: two spaces deeper each, lists indented below their key."""
    lines: list[str] = []
    _mapping(config, "", lines)
    return "\n".join(lines) + "\n"


def _mapping(value: dict[str, Any], indent: str, lines: list[str], lead: str | None = None) -> None:
    for key, item in value.items():
        head = f"{indent if lead is None else lead}{quote(str(key))}:"
        lead = None
        _after(head, item, indent, lines)


def _after(head: str, item: Any, indent: str, lines: list[str]) -> None:
    if isinstance(item, dict) and item:
        lines.append(head)
        _mapping(item, indent + "  ", lines)
    elif isinstance(item, list) and item:
        lines.append(head)
        for part in item:
            _item(part, indent + "  ", lines)
    elif isinstance(item, str) and "\n" in item:
        text = item.removesuffix("\n")
        lines.append(f"{head} |" + ("" if item.endswith("\n") else "-"))
        lines += [f"{indent}  {line}" if line else "" for line in text.split("\n")]
    else:
        lines.append(f"{head} {_scalar(item)}")


def _item(part: Any, indent: str, lines: list[str]) -> None:
    if isinstance(part, dict) and part:
        _mapping(part, indent + "  ", lines, f"{indent}- ")
    else:
        _after(f"{indent}-", part, indent, lines)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quote(value)
    if value in ({}, []):
        return "{}" if value == {} else "[]"
    return f"{value:g}" if isinstance(value, float) else str(value)
