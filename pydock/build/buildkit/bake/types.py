"""Types of bake variables: ``type = list(number)``, and values from the environment in them."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from pydock.build.buildkit.bake import values
from pydock.build.buildkit.bake.nodes import BadArgument, Expression
from pydock.errors import PydockError

_PLAIN = ("string", "number", "bool", "any")
_COLLECTIONS = ("list", "set", "map", "object", "tuple")


class Type(NamedTuple):
    """``inner``: the type of elements, of each member (object) or of each place (tuple)."""

    name: str
    inner: Any = None
    optional: bool = False


class _Names:
    """Where names are types and calls make types of them."""

    def lookup(self, name: str) -> Type:
        if name not in _PLAIN:
            raise PydockError(f'Invalid type specification; The keyword "{name}" is not a valid type specification.')
        return Type(name)

    def names(self) -> list[str]:
        return []

    def call(self, name: str, arguments: list[Any]) -> Type:
        if name == "optional":
            if len(arguments) != 1:
                reason = "Optional attribute modifier expects only one argument: the attribute type."
                raise PydockError(f"Invalid type specification; {reason}")
            return Type(*arguments[0])._replace(optional=True)
        if name in _COLLECTIONS and len(arguments) != 1:
            rule = f"The {name} type constructor requires one argument specifying the element type."
            raise BadArgument(None, f"Invalid type specification; {rule}")
        if name not in _COLLECTIONS:
            raise PydockError(f'Invalid type specification; Keyword "{name}" is not a valid type constructor.')
        return Type(name, arguments[0])


def parse_type(expression: Expression) -> Type:
    """Raises PydockError."""
    found = expression(_Names())
    if not isinstance(found, Type):
        raise PydockError("Invalid type specification; A type specification is either a primitive type keyword.")
    return found


def shown(found: Type | None) -> str:
    """A type as it is written; empty for none."""
    if found is None or (found.name == "any" and found.inner is None):
        return "any" if found else ""
    if isinstance(found.inner, Type):
        return f"{found.name}({shown(found.inner)})"
    return found.name


def described(found: Type) -> str:
    """A type in words: ``list of number``."""
    return f"{found.name} of {described(found.inner)}" if isinstance(found.inner, Type) else found.name


def convert(value: Any, found: Type) -> Any:
    """``value`` in the type. Raises PydockError where it cannot be."""
    if value is None or found.name == "any":
        return value
    if found.name == "string":
        return values.text(value)
    if found.name == "number":
        return values.number(value)
    if found.name == "bool":
        return values.truth(value)
    if found.name in ("list", "set"):
        items = [convert(item, found.inner) for item in values.listed(value)]
        return list(dict.fromkeys(items)) if found.name == "set" else items
    if found.name == "tuple":
        return [convert(item, kind) for item, kind in zip(value, found.inner, strict=True)]
    if not isinstance(value, dict):
        raise PydockError(f"{found.name} required")
    if found.name == "map":
        return {key: convert(item, found.inner) for key, item in value.items()}
    return {key: _member(value, key, kind) for key, kind in found.inner.items()}


def _member(value: dict[str, Any], key: str, kind: Type) -> Any:
    if key not in value and not kind.optional:
        raise PydockError(f'attribute "{key}" is required')
    return convert(value.get(key), kind)


def from_text(name: str, text: str, found: Type) -> Any:
    """A variable's text from the environment: a record for lists and sets of plain values, else as it stands."""
    try:
        if found.name in ("list", "set"):
            from pydock.values.records import parse_record

            return convert(parse_record(text) if text else [], found)
        if found.name in _COLLECTIONS:
            raise PydockError(f"unsupported type {found.name} for variable {name}")
        return convert(text, found)
    except (PydockError, ValueError) as error:
        if found.name == "number":
            raise _invalid(name, f'number: strconv.ParseFloat: parsing "{text}": invalid syntax') from error
        if found.name == "bool":
            raise _invalid(name, f'bool: strconv.ParseBool: parsing "{text}": invalid syntax') from error
        raise PydockError(f"Invalid value; {error}") from error


def from_json(name: str, text: str, found: Type | None) -> Any:
    """A variable's JSON from ``NAME_JSON``."""
    try:
        value = json.loads(text)
        return value if found is None else convert(value, found)
    except (PydockError, ValueError) as error:
        raise PydockError(f"Invalid value; failed to convert {name} from JSON: {error}") from error


def of_default(value: Any) -> Type:
    """The type that a default stands for."""
    if isinstance(value, bool):
        return Type("bool")
    if isinstance(value, (int, float)):
        return Type("number")
    return Type("tuple") if isinstance(value, list) else Type("object") if isinstance(value, dict) else Type("string")


def _invalid(name: str, reason: str) -> PydockError:
    return PydockError(f"Invalid value; failed to parse {name} as {reason}")
