"""Calling functions and methods: how many arguments, of which types, and what a refusal says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.render.template import nodes
from pydock.render.template.errors import CallError
from pydock.render.template.values import GoList, Nil, go_type, truth

if TYPE_CHECKING:
    from pydock.render.template.evaluate import Compiler, State

#: parameter types that take nil
_NILABLE = frozenset(["any", "value", "[]string"])
#: named types of the same shape as []string
_STRINGS = frozenset(["strslice.StrSlice"])
_LITERALS = {"string": (nodes.String, "string"), "int": (nodes.Number, "integer"), "bool": (nodes.Bool, "bool")}


class Function(NamedTuple):
    """A function a template may call: the types of its fixed parameters, of the variadic ones, and the body.

    Types are ``any``, ``value`` (any, errors call it reflect.Value), ``string``, ``int`` and ``[]string``.
    """

    fixed: tuple[str, ...]
    rest: str | None
    body: Callable[..., Any]


class Arguments(NamedTuple):
    """The arguments as written, and a closure for each."""

    nodes: list[nodes.Node]
    closures: list[Callable[[State, Any], Any]]


def arguments(compiler: Compiler, args: list[nodes.Node]) -> Arguments:
    """Closures for the arguments of one call."""
    return Arguments(args, [compiler.operand(arg) for arg in args])


def call(state: State, dot: Any, function: Function, name: str, shown: nodes.Node, takes: Arguments, final: Any) -> Any:
    """Evaluate the arguments, check them and call. ``shown`` is the node that a failure of the function names."""
    from pydock.render.template.evaluate import MISSING

    fixed, rest, body = function
    given = len(takes.nodes)
    total = given + (final is not MISSING)
    if rest is None:
        if total != len(fixed):
            raise state.fail(f"wrong number of args for {name}: want {len(fixed)} got {total}")
    elif total < len(fixed):
        raise state.fail(f"wrong number of args for {name}: want at least {len(fixed)} got {given}")
    values = []
    for index, (node, closure) in enumerate(zip(takes.nodes, takes.closures, strict=True)):
        wanted = fixed[index] if index < len(fixed) else rest
        assert wanted is not None
        values.append(_evaluate(state, dot, node, closure, wanted))
    if final is not MISSING:
        wanted = fixed[total - 1] if total <= len(fixed) else rest
        assert wanted is not None
        values.append(_checked(state, final, wanted))
    if name == "call":
        values.insert(0, str(takes.nodes[0]) if takes.nodes else values[0])
    try:
        return body(*values)
    except CallError as error:
        state.node = shown
        raise state.fail(f"error calling {name}: {error}") from None


def _evaluate(state: State, dot: Any, node: nodes.Node, closure: Callable[[State, Any], Any], wanted: str) -> Any:
    state.node = node
    if isinstance(node, nodes.Nil):
        if wanted in _NILABLE:
            return GoList(null=True) if wanted == "[]string" else None
        raise state.fail(f"cannot assign nil to {wanted}")
    if isinstance(node, (nodes.String, nodes.Number, nodes.Bool)) and wanted not in ("any", "value"):
        literal = _LITERALS.get(wanted)
        if literal is None:
            raise state.fail(f"can't handle {node} for arg of type {wanted}")
        if not isinstance(node, literal[0]):
            raise state.fail(f"expected {literal[1]}; found {node}")
        if isinstance(node, nodes.Number):
            if node.whole is None:
                raise state.fail(f"expected integer; found {node}")
            return node.whole
        return node.value
    return _checked(state, closure(state, dot), wanted)


def _checked(state: State, value: Any, wanted: str) -> Any:
    if wanted in ("any", "value"):
        return value
    if value is None and wanted not in _NILABLE:
        raise state.fail(f"invalid value; expected {wanted}")
    kind = go_type(value)
    if kind == wanted or (wanted == "[]string" and kind in _STRINGS):
        return value
    if value is None:
        return GoList(null=True)
    if isinstance(value, Nil) and kind == "*" + wanted:
        raise state.fail(f"dereference of nil pointer of type {wanted}")
    raise state.fail(f"wrong type for value; expected {wanted}; got {kind}")


def invoke(state: State, dot: Any, method: Callable[..., Any], name: str, takes: Arguments | None, final: Any) -> Any:
    """Call a method that takes one string, as ``.Label "x"``."""
    shown = state.node
    assert shown is not None
    return call(state, dot, Function(("string",), None, method), name, shown, takes or Arguments([], []), final)


def shortcut(compiler: Compiler, node: nodes.Identifier, args: list[nodes.Node]) -> Callable[[State, Any, Any], Any]:
    """``and`` and ``or``: the first operand that decides, and nothing after it is looked at."""
    from pydock.render.template.evaluate import MISSING

    name = node.name
    decides = name == "or"
    takes = arguments(compiler, args)

    def run(state: State, dot: Any, final: Any) -> Any:
        state.node = node
        if not takes.nodes and final is MISSING:
            raise state.fail(f"wrong number of args for {name}: want at least 1 got 0")
        value: Any = None
        for arg, closure in zip(takes.nodes, takes.closures, strict=True):
            value = _evaluate(state, dot, arg, closure, "value")
            if truth(value) == decides:
                return value
        return final if final is not MISSING else value

    return run
