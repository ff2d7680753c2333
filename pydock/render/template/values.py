"""Go values as templates see them, in Python.

======================================  ==================================================
Python                                  Go
======================================  ==================================================
``bool int float complex str None``     ``bool int float64 complex128 string`` and the nil interface
``list`` / ``dict``                     ``[]interface {}`` / ``map[string]interface {}`` (decoded JSON)
:class:`GoInt`                          integers of other types, ``go_type`` names them
:class:`Number`, :class:`Text`          ``json.Number`` and named string types
:class:`GoList`, :class:`GoMap`         typed slices and maps; ``null`` tells nil from empty
:class:`Nil`                            a typed nil pointer
objects with ``go_member``              structs and pointers to structs: see :class:`GoObject`
======================================  ==================================================

A template reaches a value through these classes only: Python attributes are never looked up by a name that a
template gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class GoObject(Protocol):
    """A struct. ``go_member`` raises KeyError for a name it does not have."""

    @property
    def go_type(self) -> str: ...

    def go_member(self, name: str) -> Any: ...

    def go_members(self) -> list[str]: ...

    def go_json(self) -> Any: ...


class GoInt(int):
    """An integer of a type other than ``int``. ``go_unsigned`` decides how it compares."""

    go_type = "int64"
    go_unsigned = False

    def go_text(self) -> str:
        """``%v`` of the value."""
        return int.__repr__(self)


_INTS: dict[str, type[GoInt]] = {"int64": GoInt}


def int_type(name: str) -> type[GoInt]:
    """The class of integers whose Go type is ``name`` (``uint16``, ``int32``, ...)."""
    made = _INTS.get(name)
    if made is None:
        made = type(f"Go_{name}", (GoInt,), {"go_type": name, "go_unsigned": name.startswith("uint")})
        _INTS[name] = made
    return made


class Duration(GoInt):
    """``time.Duration``: prints as ``1h30m0s``."""

    go_type = "time.Duration"

    def go_text(self) -> str:
        from pydock.render.units import go_duration

        return go_duration(int(self))


class Mode(GoInt):
    """``fs.FileMode``: prints as ``-rw-r--r--``."""

    go_type = "fs.FileMode"
    go_unsigned = True

    def go_text(self) -> str:
        kinds = "".join([c for i, c in enumerate("dalTLDpSugct?") if self & (1 << (31 - i))]) or "-"
        bits = "".join([c if self & (1 << (8 - i)) else "-" for i, c in enumerate("rwxrwxrwx")])
        return kinds + bits


class Number(str):
    """``json.Number``: a string to Go, written bare in JSON."""

    __slots__ = ()
    go_type = "json.Number"


class Text(str):
    """A named string type (``nat.Port``, ``container.NetworkMode``); ``go_methods``: those without arguments."""

    go_type = "string"
    go_methods: Mapping[str, Callable[[Any], Any]] = {}


class GoList(list[Any]):
    """A typed slice."""

    __slots__ = ("go_type", "null")

    def __init__(self, items: Iterable[Any] = (), go_type: str = "[]string", null: bool = False) -> None:
        super().__init__(items)
        self.go_type = go_type
        self.null = null


class GoMap(dict[Any, Any]):
    """A typed map. ``key`` is the Go type of its keys, ``zero`` what a missing key gives ``index``."""

    __slots__ = ("go_type", "key", "null", "zero")

    def __init__(
        self,
        items: Mapping[Any, Any] | None = None,
        go_type: str = "map[string]string",
        *,
        key: str = "string",
        zero: Any = "",
        null: bool = False,
    ) -> None:
        super().__init__(items or {})
        self.go_type = go_type
        self.key = key
        self.zero = zero
        self.null = null


class Missing:
    """No value: an absent pipeline argument."""


MISSING = Missing()


class Pointer:
    """A pointer to something that is no struct, seen within another value: only its address shows."""

    __slots__ = ("go_type",)
    go_pointer = True

    def __init__(self, go_type: str) -> None:
        self.go_type = go_type


class Nil:
    """A nil pointer of type ``go_type`` (``*container.Health``); ``members`` are its struct's fields."""

    __slots__ = ("go_type", "members")

    def __init__(self, go_type: str, members: Iterable[str] = ()) -> None:
        self.go_type = go_type
        self.members = members


def go_type(value: Any) -> str:
    """The name that Go's reflection gives the value's type."""
    named = getattr(value, "go_type", None)
    if named is not None:
        return str(named)
    kind = type(value)
    if kind is str:
        return "string"
    if kind is bool:
        return "bool"
    if kind is int:
        return "int"
    if kind is float:
        return "float64"
    if kind is complex:
        return "complex128"
    if isinstance(value, dict):
        return "map[string]interface {}"
    if isinstance(value, list):
        return "[]interface {}"
    return "<nil>"


def basic_kind(value: Any) -> str:
    """Go's coarse kinds for comparing: bool int uint float complex string; "" for all else."""
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "uint" if getattr(value, "go_unsigned", False) else "int"
    if isinstance(value, float):
        return "float"
    return "complex" if isinstance(value, complex) else ""


def truth(value: Any) -> bool:
    """Go's truth: empty is false; a struct or a set pointer is true."""
    if isinstance(value, Nil):
        return False
    if isinstance(value, (str, int, float, complex, list, dict)):
        return bool(value)
    return value is not None


def is_null(value: Any) -> bool:
    """Whether the value is nil: of the interface, of a pointer, a slice or a map."""
    return value is None or isinstance(value, Nil) or bool(getattr(value, "null", False))


def utf8(text: str) -> bytes:
    """The bytes of a Go string; undecodable ones are kept as they came."""
    return text.encode("utf-8", "surrogateescape")


def string(data: bytes) -> str:
    """The Go string of some bytes."""
    return data.decode("utf-8", "surrogateescape")
