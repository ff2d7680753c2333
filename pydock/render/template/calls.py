"""Calling functions and methods: how many arguments, of which types, and what a refusal says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.render.template import nodes
from pydock.render.template.errors import CallError
from pydock.render.template.values import MISSING, GoList, Nil, go_type, truth

if TYPE_CHECKING:
    from pydock.render.template.evaluate import Compiler, State

Reader = Callable[["State", Any], Any]
Command = Callable[["State", Any, Any], Any]

#: parameter types that take anything
_ANY = frozenset(["any", "value"])
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

    def kind(self, index: int) -> str:
        """The type of the argument at ``index``; any, where the function takes none there."""
        return self.fixed[index] if index < len(self.fixed) else self.rest or "any"

    def refusal(self, name: str, given: int, piped: bool) -> str:
        """What a call of ``given`` arguments, and perhaps a piped one, has wrong; nothing if it may be made."""
        if self.rest is None and given + piped != len(self.fixed):
            return f"wrong number of args for {name}: want {len(self.fixed)} got {given + piped}"
        if given + piped < len(self.fixed):
            return f"wrong number of args for {name}: want at least {len(self.fixed)} got {given}"
        return ""


class Takes(NamedTuple):
    """What is given to a field: how many arguments, and how a method that takes one string is called with them."""

    given: int
    invoke: Callable[..., Any]


def calling(
    compiler: Compiler, node: nodes.Identifier, shown: nodes.Node, args: list[nodes.Node], *, piped: bool
) -> Command:
    """The closure of a call. ``shown`` is the node that a failure of the function names."""
    name = node.name
    function: Function = compiler.functions[name]
    body = function.body
    refusal = function.refusal(name, len(args), piped)
    reads = [_reader(compiler, arg, function.kind(index)) for index, arg in enumerate(args)]
    last = function.kind(len(args))
    if name == "call" and args:
        written = str(args[0])
        reads.insert(0, lambda state, dot: written)

    def run(state: State, dot: Any, final: Any) -> Any:
        state.node = node
        if refusal:
            raise state.fail(refusal)
        values = [read(state, dot) for read in reads]
        if piped:
            values.append(_checked(state, final, last))
        return _apply(state, body, values, name, shown)

    return run


def method_call(compiler: Compiler, args: list[nodes.Node], *, piped: bool) -> Takes:
    """What a field is given that stands with ``args``: a method, as ``.Label "x"``, is called with them."""
    given = len(args) + piped
    reads = [_reader(compiler, arg, "string") for arg in args]

    def invoke(state: State, dot: Any, method: Callable[..., Any], name: str, final: Any) -> Any:
        shown = state.node
        assert shown is not None
        if given != 1:
            raise state.fail(f"wrong number of args for {name}: want 1 got {given}")
        value = reads[0](state, dot) if reads else _checked(state, final, "string")
        return _apply(state, method, [value], name, shown)

    return Takes(given, invoke)


def _apply(state: State, body: Callable[..., Any], values: list[Any], name: str, shown: nodes.Node) -> Any:
    try:
        return body(*values)
    except CallError as error:
        state.node = shown
        raise state.fail(f"error calling {name}: {error}") from None


def _reader(compiler: Compiler, node: nodes.Node, wanted: str) -> Reader:
    """The closure of one argument for a parameter of type ``wanted``: its value, or Go's refusal of it."""
    if isinstance(node, nodes.Nil):
        return _constant(node, GoList(null=True) if wanted == "[]string" else None, _nil_refusal(wanted))
    if isinstance(node, (nodes.String, nodes.Number, nodes.Bool)) and wanted not in _ANY:
        return _literal(node, wanted)
    closure = compiler.operand(node)

    def read(state: State, dot: Any) -> Any:
        state.node = node
        return closure(state, dot)

    def checked(state: State, dot: Any) -> Any:
        state.node = node
        value = closure(state, dot)
        if value is None and of_field and state.strict:  # in decoded JSON: a null, for what is missing has failed
            raise state.fail(f"wrong type for value; expected {wanted}; got interface {{}}")
        return _checked(state, value, wanted)

    of_field = isinstance(node, (nodes.Field, nodes.Chain)) or (isinstance(node, nodes.Variable) and node.fields)
    return read if wanted in _ANY else checked


def _nil_refusal(wanted: str) -> str:
    return "" if wanted in _NILABLE else f"cannot assign nil to {wanted}"


def _literal(node: nodes.String | nodes.Number | nodes.Bool, wanted: str) -> Reader:
    literal = _LITERALS.get(wanted)
    if literal is None:
        return _constant(node, None, f"can't handle {node} for arg of type {wanted}")
    if not isinstance(node, literal[0]):
        return _constant(node, None, f"expected {literal[1]}; found {node}")
    if isinstance(node, nodes.Number):
        return _constant(node, node.whole, f"expected integer; found {node}" if node.whole is None else "")
    return _constant(node, node.value, "")


def _constant(node: nodes.Node, value: Any, refusal: str) -> Reader:
    def read(state: State, dot: Any) -> Any:
        state.node = node
        if refusal:
            raise state.fail(refusal)
        return value

    return read


def _checked(state: State, value: Any, wanted: str) -> Any:
    if wanted in _ANY or (wanted == "string" and type(value) is str):
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


def shortcut(compiler: Compiler, node: nodes.Identifier, args: list[nodes.Node]) -> Command:
    """``and`` and ``or``: the first operand that decides, and nothing after it is looked at."""
    name = node.name
    decides = name == "or"
    reads = [_reader(compiler, arg, "value") for arg in args]

    def run(state: State, dot: Any, final: Any) -> Any:
        state.node = node
        if not reads and final is MISSING:
            raise state.fail(f"wrong number of args for {name}: want at least 1 got 0")
        value: Any = None
        for read in reads:
            value = read(state, dot)
            if truth(value) == decides:
                return value
        return final if final is not MISSING else value

    return run
