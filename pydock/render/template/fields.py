"""``.Name``: fields of structs, keys of maps, methods, and Go's errors for all else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.render.template.quoting import quote
from pydock.render.template.values import GoMap, Nil, Text, go_type

if TYPE_CHECKING:
    from pydock.render.template.calls import Takes
    from pydock.render.template.evaluate import State


def member(state: State, receiver: Any, name: str, takes: Takes, dot: Any, final: Any, loose: bool) -> Any:
    """``receiver.name``, called with what it ``takes`` where it is a method; ``final`` is piped into it.

    ``loose``: the receiver came out of decoded JSON, so that errors call its type ``interface {}``.
    """
    if isinstance(receiver, dict):
        return _key(state, receiver, name, takes.given > 0)
    find = getattr(receiver, "go_member", None)
    if find is None:
        return _of_other(state, receiver, name, loose)
    try:
        value = find(name)
    except KeyError:
        if getattr(receiver, "go_map", False):
            return None
        raise state.fail(
            f"can't evaluate field {name} in type {receiver.go_type}", name=name, known=receiver.go_members()
        ) from None
    if callable(value):
        return takes.invoke(state, dot, value, name, final)
    if takes.given:
        if getattr(receiver, "go_fields", False):
            raise state.fail(f"{name} has arguments but cannot be invoked as function")
        raise state.fail(f"wrong number of args for {name}: want 0 got {takes.given}")
    return value


def _key(state: State, receiver: dict[Any, Any], name: str, given: bool) -> Any:
    if isinstance(receiver, GoMap) and receiver.key != "string":
        raise state.fail(f"can't evaluate field {name} in type {receiver.go_type}")
    if given:
        raise state.fail(f"{name} is not a method but has arguments")
    try:
        return receiver[name]
    except KeyError:
        if state.strict:
            raise state.fail(
                f"map has no entry for key {quote(name)}", name=name, known=sorted(map(str, receiver))
            ) from None
        return None


def _of_other(state: State, receiver: Any, name: str, loose: bool) -> Any:
    """The methods of named types; nothing else has members."""
    if receiver is None:
        if loose:
            raise state.fail(f"nil pointer evaluating interface {{}}.{name}")
        if state.strict:
            raise state.fail(f"nil data; no entry for key {quote(name)}")
        return None
    if isinstance(receiver, Text) and name in receiver.go_methods:
        return receiver.go_methods[name](receiver)
    if isinstance(receiver, Nil) and name in receiver.members:
        raise state.fail(f"nil pointer evaluating {receiver.go_type}.{name}")
    kind = "interface {}" if loose else go_type(receiver)
    raise state.fail(f"can't evaluate field {name} in type {kind}")
