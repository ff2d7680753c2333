"""Check a merged Compose document against the public JSON schema; the message is the one Compose gives.

A validator for the part of JSON Schema that the Compose schema uses, because the general libraries cost more to
import than everything else here. Branches of ``oneOf`` are tried in order, and of all failures the one reported
is the deepest, as Compose does (an unknown attribute counts one level deeper); the first wins a tie.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pkgutil import get_data
from typing import Any, NamedTuple

from pydock.compose.model.yamlload import Timestamp
from pydock.errors import ConfigError


class Failure(NamedTuple):
    """One mismatch: where, and Compose's words for it; the greatest ``depth`` wins. ``key``: the one too many."""

    path: tuple[str, ...]
    message: str
    extra: int = 0
    key: str = ""

    @property
    def depth(self) -> int:
        return len(self.path) + self.extra


class SchemaError(ConfigError):
    """A document that breaks the schema; ``path`` leads to the key."""

    def __init__(self, file: str, failure: Failure) -> None:
        super().__init__(f"validating {file}: {'.'.join(failure.path)} {failure.message}")
        self.path = (*failure.path, failure.key) if failure.key else failure.path


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The Compose schema with its references resolved in place."""
    document: dict[str, Any] = json.loads(get_data(__package__, "schema.json") or b"")
    definitions = document["definitions"]

    def link(node: Any) -> Any:
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str):
                return definitions[reference.rpartition("/")[2]]
            for key, value in node.items():
                node[key] = link(value)
            patterns = node.get("patternProperties")
            if patterns:
                node["patternProperties"] = [(re.compile(k), v) for k, v in patterns.items()]
        elif isinstance(node, list):
            node[:] = [link(item) for item in node]
        return node

    for key in list(definitions):
        definitions[key] = link(definitions[key])
    root: dict[str, Any] = link({key: value for key, value in document.items() if key != "definitions"})
    return root


def _is(value: Any, name: str) -> bool:
    if name == "string":
        return isinstance(value, str)
    if name == "object":
        return isinstance(value, dict)
    if name == "array":
        return isinstance(value, list)
    if name == "boolean":
        return isinstance(value, bool)
    if name == "null":
        return value is None
    if isinstance(value, bool):
        return False
    if name == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return isinstance(value, (int, float))


def _type_message(types: list[str]) -> str:
    if len(types) == 1:
        return "must be a mapping" if types[0] == "object" else f"must be a {types[0]}"
    names = sorted("mapping" if name == "object" else name for name in types)
    return f"must be a {', '.join(names[:-1])} or {names[-1]}"


def _failures(value: Any, rule: dict[str, Any], path: tuple[str, ...]) -> Iterator[Failure]:
    if isinstance(value, Timestamp):
        yield Failure(path, "invalid jsonType time.Time")
        return
    branches = rule.get("oneOf")
    if branches is not None:
        yield from _one_of(value, branches, path)
        return
    wanted = rule.get("type")
    if wanted is not None:
        types = [wanted] if isinstance(wanted, str) else wanted
        if not any(_is(value, name) for name in types):
            yield Failure(path, _type_message(types))
            return
    if isinstance(value, dict):
        yield from _object(value, rule, path)
    elif isinstance(value, list):
        yield from _array(value, rule, path)
    elif isinstance(value, str):
        pattern = rule.get("pattern")
        if pattern is not None and re.search(pattern, value) is None:
            yield Failure(path, f"'{value}' does not match pattern '{pattern}'")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _range(value, rule, path)
    allowed = rule.get("enum")
    if allowed is not None and value not in allowed:
        words = ", ".join(f"'{word}'" for word in allowed)
        text = f"value must be one of {words}" if len(allowed) > 1 else f"value must be {words}"
        yield Failure(path, text)


def _one_of(value: Any, branches: list[dict[str, Any]], path: tuple[str, ...]) -> Iterator[Failure]:
    collected: list[Failure] = []
    for branch in branches:
        found = list(_failures(value, branch, path))
        if not found:
            return
        collected += found
    yield from collected


def _range(value: float, rule: dict[str, Any], path: tuple[str, ...]) -> Iterator[Failure]:
    if "minimum" in rule and value < rule["minimum"]:
        yield Failure(path, f"must be greater than or equal to {rule['minimum']}")
    if "maximum" in rule and value > rule["maximum"]:
        yield Failure(path, f"must be less than or equal to {rule['maximum']}")


def _object(value: dict[str, Any], rule: dict[str, Any], path: tuple[str, ...]) -> Iterator[Failure]:
    properties = rule.get("properties", {})
    patterns = rule.get("patternProperties", ())
    missing = [name for name in rule.get("required", ()) if name not in value]
    if missing:
        names = ", ".join(f"'{name}'" for name in missing)
        yield Failure(path, f"missing propert{'y' if len(missing) == 1 else 'ies'} {names}")
    extra: list[str] = []
    for key, item in value.items():
        inner = properties.get(key)
        if inner is not None:
            yield from _failures(item, inner, (*path, key))
            continue
        matched = False
        for pattern, inner in patterns:
            if pattern.search(key):
                matched = True
                if inner:
                    yield from _failures(item, inner, (*path, key))
        if not matched and rule.get("additionalProperties") is False:
            extra.append(key)
    if extra:
        names = ", ".join(f"'{name}'" for name in extra)
        yield Failure(path, f"additional properties {names} not allowed", 1, extra[0])


def _array(value: list[Any], rule: dict[str, Any], path: tuple[str, ...]) -> Iterator[Failure]:
    inner = rule.get("items")
    if inner:
        for index, item in enumerate(value):
            yield from _failures(item, inner, (*path, str(index)))
    if rule.get("uniqueItems"):
        for index, item in enumerate(value):
            for first in range(index):
                if value[first] == item and type(value[first]) is type(item):
                    yield Failure(path, f"items at {first} and {index} are equal")
                    return


def validate(document: dict[str, Any], file: str) -> None:
    """Raise :class:`SchemaError` for the deepest mismatch of ``document``, read from ``file``."""
    worst: Failure | None = None
    for failure in _failures(document, schema(), ()):
        if worst is None or failure.depth > worst.depth:
            worst = failure
    if worst is not None:
        raise SchemaError(file, worst)
