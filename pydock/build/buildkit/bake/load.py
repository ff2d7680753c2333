"""Bake files to plain dictionaries: variables from the environment, functions, matrices, lazily evaluated names."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydock.build.buildkit.bake import functions, types, values
from pydock.build.buildkit.bake.diagnostics import Diagnostic, Place, Source
from pydock.build.buildkit.bake.nodes import Expression, Local, Scope, Unknown, constant
from pydock.build.buildkit.bake.parse import parse_file, parse_text
from pydock.build.buildkit.bake.tree import Block, Body
from pydock.errors import PydockError

DEFAULT_NAMES = (
    "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml",
    "docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl",
)  # fmt: skip


_NAME = re.compile(r"[a-zA-Z0-9_-]+")
_UNKNOWN = re.compile(r'Unknown variable; There is no variable named "(.*?)"\.')
_NO_MESSAGE = "This check failed, but has an invalid error message."


class Variable(NamedTuple):
    """``kind``: its type as written, empty for none."""

    kind: str
    value: Any
    description: str


@dataclass
class Bake:
    """Targets and groups as they stand in the files."""

    targets: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)


def load(files: Sequence[tuple[str, bytes]], environ: Mapping[str, str], context: str = ".") -> Bake:
    """Read bake files (name, content) in order; later ones override. Raises PydockError.

    ``context``: what BAKE_CMD_CONTEXT is.
    """
    bake = Bake()
    bodies = []
    if not any(data.strip() for _, data in files):
        raise PydockError("couldn't find a bake definition")
    for name, data in files:
        kind = name.rsplit(".", 1)[-1].lower()
        if kind in ("yml", "yaml"):
            continue
        source = data.decode("utf-8", "replace")
        bodies.append(_from_json(source, name) if kind == "json" else parse_file(source, name))
    scope = _Globals(bodies, environ, context)
    for name in scope.names():
        scope.lookup(name)
    scope.validate()
    for body in bodies:
        for block in body.blocks:
            _block(bake, block, scope)
    for name in scope.variables:
        kind = types.shown(scope.types.get(name))
        bake.variables[name] = Variable(kind, scope.lookup(name), scope.descriptions.get(name, ""))
    return bake


def _block(bake: Bake, block: Block, scope: _Globals) -> None:
    if block.kind == "group":
        name = _label(block)
        found = suitable(evaluate(block.body, scope), block.body)
        bake.groups[name] = [values.text(item) for item in found.get("targets") or ()]
        if found.get("description"):
            bake.descriptions[name] = values.text(found["description"])
    elif block.kind == "target":
        try:
            _target(bake, _label(block), block.body, scope)
        except InvalidName as error:
            place_of_label(block).fail(f"Invalid name; {error.message}")


class InvalidName(PydockError):
    """A name that a block cannot have, or what its matrix makes of it."""


def place_of_label(block: Block) -> Place:
    """Where the block's name stands; of one from JSON, nowhere in particular."""
    return block.label_places[0] if block.label_places else Source(block.kind, "").place(0, 0)


def _target(bake: Bake, name: str, body: Body, scope: Scope) -> None:
    matrix = body.attributes.get("matrix")
    if matrix is None:
        if "name" in body.attributes:
            raise InvalidName("name requires matrix")
        _add(bake, name, suitable(evaluate(body, scope), body))
        return
    axes = matrix(scope)
    if not isinstance(axes, dict):
        raise InvalidName("matrix must be a map")
    if not all(isinstance(axis, (list, tuple)) for axis in axes.values()):
        raise InvalidName("matrix values must be a list")
    names = []
    for combination in itertools.product(*(values.listed(axes[key]) for key in axes)):
        local = Local(scope, dict(zip(axes, combination, strict=True)))
        own = values.text(body.attributes["name"](local)) if "name" in body.attributes else name
        if own in names:
            raise InvalidName(f'duplicate name "{own}"')
        check_name(own)
        attributes = {k: v for k, v in body.attributes.items() if k not in ("matrix", "name")}
        inner = Body(attributes, body.blocks, body.places)
        _add(bake, own, suitable(evaluate(inner, local), inner))
        names.append(own)
    if names and names != [name]:
        bake.groups[name] = names


def check_name(name: str) -> None:
    """Raises PydockError for names that no target may have."""
    if not _NAME.fullmatch(name):
        raise InvalidName('only "[a-zA-Z0-9_-]+" are allowed')


def _add(bake: Bake, name: str, found: dict[str, Any]) -> None:
    bake.targets[name] = merge(bake.targets.get(name, {}), found)
    if found.get("description"):
        bake.descriptions[name] = values.text(found["description"])


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """``over`` on ``base``: maps are joined, everything else is replaced; null leaves what is there."""
    out = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(out.get(key), dict):
            out[key] = {**out[key], **value}
        elif value is not None:
            out[key] = value
    return out


def evaluate(body: Body, scope: Scope) -> dict[str, Any]:
    """The body's attributes as values. Raises the first Diagnostic, which counts the others."""
    out, failures = {}, []
    for key, expression in body.attributes.items():
        try:
            out[key] = expression(scope)
        except Diagnostic as failure:
            if failure.alone:
                raise
            failures.append(failure)
    if failures:  # each leaves a value without a type, which is a second one
        failures[0].place.fail(failures[0].text, more=2 * len(failures) - 1)
    return out


def suitable(found: dict[str, Any], body: Body) -> dict[str, Any]:
    """``found`` where every value has the type of its attribute. Raises Diagnostic at the first that has not."""
    from pydock.build.buildkit.bake.shapes import problem

    failures = [(key, said) for key, value in found.items() if (said := problem(key, value))]
    if failures:
        key, said = failures[0]
        place = body.attributes[key].start
        place.fail(f"Unsuitable value type; Unsuitable value: {said}", more=len(failures) - 1)
    return found


class _Lazy(dict[str, Any]):
    """A map whose values are made when they are asked for."""

    def __init__(self, sources: Mapping[str, Any], make: Callable[[Any], Any], whole: bool = True) -> None:
        """``whole``: what is not there is null, as an attribute of a target; else it is an error."""
        super().__init__()
        self._sources = sources
        self._make = make
        self._whole = whole

    def __missing__(self, key: str) -> Any:
        if key not in self._sources:
            if self._whole:
                return None
            raise PydockError(f'Missing map element; This map does not have an element with the key "{key}".')
        self[key] = self._make(self._sources[key])
        return self[key]


class _Globals:
    """Variables, functions and top-level attributes of all files; values are found when asked for."""

    def __init__(self, bodies: Iterable[Body], environ: Mapping[str, str], context: str) -> None:
        self.environ = environ
        self._context = context
        self.variables: dict[str, Expression | None] = {}
        self.types: dict[str, types.Type] = {}
        self._rules: list[Body] = []
        self.descriptions: dict[str, str] = {}
        self._attributes: dict[str, Expression] = {}
        self._functions: dict[str, tuple[list[str], str, Expression]] = {}
        self._targets: dict[str, Body] = {}
        self._known: dict[str, Any] = {}
        self._opened: dict[str, Place] = {}
        self._running: list[str] = []
        for body in bodies:
            self._attributes.update(body.attributes)
            for block in body.blocks:
                self._declare(block)

    def _declare(self, block: Block) -> None:
        attributes = block.body.attributes
        if block.kind == "variable":
            name = _label(block)
            self.variables[name] = attributes.get("default", self.variables.get(name))
            opened = block.open or Source(block.kind, "").place(0, 0)
            self._opened[name] = opened.source.place(opened.start, opened.start)
            if "type" in attributes:
                self.types[name] = types.parse_type(attributes["type"])
            self._rules += [inner.body for inner in block.body.blocks if inner.kind == "validation"]
            if "description" in attributes:
                self.descriptions[name] = values.text(attributes["description"](self))
        elif block.kind == "function":
            self._functions[_label(block)] = _function(block)
        elif block.kind == "target":
            self._targets[_label(block)] = block.body

    def lookup(self, name: str) -> Any:
        if name in self._known:
            return self._known[name]
        if name in self._running:
            last = self.variables.get(self._running[-1])
            if last is not None:
                last.place.fail(f"Invalid expression; variable cycle not allowed for {name}")
            raise PydockError(f"variable cycle not allowed for {name}")
        self._running.append(name)
        try:
            value = self._find(name)
        finally:
            self._running.pop()
        self._known[name] = value
        return value

    def _find(self, name: str) -> Any:
        if name in self.variables:
            return self._variable(name)
        if name in self._attributes:
            return self._attributes[name](self)
        if name == "target":
            return _Lazy(self._targets, lambda body: _Lazy(body.attributes, lambda found: found(self)), whole=False)
        if name in ("BAKE_CMD_CONTEXT", "BAKE_LOCAL_PLATFORM"):
            from pydock.values.platforms import host

            return self._context if name == "BAKE_CMD_CONTEXT" else str(host())
        raise Unknown(f'There is no variable named "{name}".')

    def names(self) -> list[str]:
        return [name for name in (*self.variables, *self._attributes) if name not in self._running]

    def _variable(self, name: str) -> Any:
        """From NAME_JSON or NAME of the environment, else the default; text without a type is empty, not null."""
        default, kind = self.variables[name], self.types.get(name)
        value = default(self) if default is not None else None
        if f"{name}_JSON" in self.environ and name not in self.environ and f"{name}_JSON" not in self.variables:
            return types.from_json(name, self.environ[f"{name}_JSON"], kind)
        if name in self.environ:
            return types.from_text(name, self.environ[name], kind or types.of_default(value))
        if kind is None:
            return "" if default is None else value
        try:
            return types.convert(value, kind)
        except Diagnostic:
            raise
        except PydockError as error:
            said = f"invalid type {types.described(kind)} for variable {name} default value: {error.message}"
            self._opened[name].fail(f"Invalid value; {said}")

    def validate(self) -> None:
        """Raises PydockError with the message of the first condition that does not hold."""
        for body in self._rules:
            found = body.attributes
            condition = found["condition"]
            try:
                holds = values.truth(condition(self))
            except Diagnostic:
                raise
            except PydockError as error:
                condition.place.fail(f"Invalid condition result; Invalid condition result value: {error.message}")
            if not holds:
                message = values.text(found["error_message"](self)) if "error_message" in found else ""
                condition.place.fail(f"Validation failed; {message or _NO_MESSAGE}")

    def call(self, name: str, arguments: list[Any]) -> Any:
        own = self._functions.get(name)
        if own is None:
            return functions.call(name, arguments)
        parameters, rest, result = own
        functions.check_count(name, parameters, bool(rest), len(arguments))
        names = dict(zip(parameters, arguments, strict=False))
        if rest:
            names[rest] = arguments[len(parameters) :]
        try:
            return result(Local(self, names))
        except Diagnostic as failure:
            unknown = _UNKNOWN.match(failure.text)
            if unknown is None:
                raise
            said = f'Invalid expression; variable "{unknown[1]}" does not exist: undefined'
            raise Diagnostic(result.place, said, alone=True) from failure


class _Name(str):
    """A bare word."""


class _Names:
    """Where every name is its own text: parameter lists."""

    def lookup(self, name: str) -> _Name:
        return _Name(name)

    def names(self) -> list[str]:
        return []

    def call(self, name: str, arguments: list[Any]) -> Any:
        raise PydockError("parameters are plain names")


def _function(block: Block) -> tuple[list[str], str, Expression]:
    """A function's parameters, the name of the rest of them, and its result."""
    found, place = block.body.attributes, place_of_label(block)
    name = _label(block)
    for key in ("params", "result"):
        if key not in found:
            where = block.body.places["params"].to(found["params"].place) if key == "result" else place
            where.fail(f"Invalid function; empty {key} not allowed for {name}")
    params = found["params"](_Names())
    rest = values.text(found["variadic_params"](_Names())) if "variadic_params" in found else ""
    for item, written in zip(params, found["params"].items, strict=False):
        if not isinstance(item, _Name):
            written.place.fail("Invalid param element; Each parameter name must be an identifier.")
    return [str(item) for item in params], rest, found["result"]


def _from_json(source: str, name: str) -> Body:
    """The JSON form: ``{"target": {"app": {...}}, "variable": {...}}``; texts are templates."""
    try:
        data = json.loads(source)
    except ValueError as error:
        raise PydockError(f"failed to parse {name}: {error}") from error
    body = Body()
    for kind, found in data.items():
        if kind in ("target", "group", "variable", "function") and isinstance(found, dict):
            for label, content in found.items():
                inner = {key: _json_value(value, name) for key, value in content.items()}
                body.blocks.append(Block(kind, [label], Body(inner)))
        else:
            body.attributes[kind] = _json_value(found, name)
    return body


def _json_value(value: Any, name: str) -> Expression:
    place = Source(name, "").place(0, 0)
    if isinstance(value, str):
        return parse_text(value, name)
    if isinstance(value, list):
        items = [_json_value(item, name) for item in value]
        return Expression(lambda scope: [item(scope) for item in items], place)
    if isinstance(value, dict):
        pairs = {key: _json_value(item, name) for key, item in value.items()}
        return Expression(lambda scope: {key: item(scope) for key, item in pairs.items()}, place)
    return constant(value, place)


def _label(block: Block) -> str:
    kind, opened = block.kind, block.open or Source(block.kind, "").place(0, 0)
    if not block.labels:
        opened.fail(f"Missing name for {kind}; All {kind} blocks must have 1 labels (name).")
    if len(block.labels) > 1:
        reason = f"Only 1 labels (name) are expected for {kind} blocks."
        block.label_places[1].fail(f"Extraneous label for {kind}; {reason}")
    if kind in ("target", "group"):
        try:
            check_name(block.labels[0])
        except InvalidName as error:
            place_of_label(block).fail(f"Invalid name; {error.message}")
    return block.labels[0]
