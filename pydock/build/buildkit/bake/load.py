"""Bake files to plain dictionaries: variables from the environment, functions, matrices, lazily evaluated names."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydock.build.buildkit.bake import functions, types, values
from pydock.build.buildkit.bake.parse import Block, Body, Expression, Local, Scope, parse_file, parse_template
from pydock.errors import PydockError

DEFAULT_NAMES = (
    "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml",
    "docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl",
)  # fmt: skip


_NAME = re.compile(r"[a-zA-Z0-9_-]+")
_TEXTS = ("tags", "platforms", "inherits", "annotations", "no-cache-filter", "ulimits", "entitlements")
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
        found = evaluate(block.body, scope)
        bake.groups[name] = [values.text(item) for item in found.get("targets") or ()]
        if found.get("description"):
            bake.descriptions[name] = values.text(found["description"])
    elif block.kind == "target":
        _target(bake, _label(block), block.body, scope)
    elif block.kind not in ("variable", "function"):
        raise PydockError(f'Unsupported block type; Blocks of type "{block.kind}" are not expected here.')


def _target(bake: Bake, name: str, body: Body, scope: Scope) -> None:
    matrix = body.attributes.get("matrix")
    if matrix is None:
        if "name" in body.attributes:
            raise PydockError("Invalid name; name requires matrix")
        _add(bake, name, evaluate(body, scope))
        return
    axes = matrix(scope)
    names = []
    for combination in itertools.product(*(values.listed(axes[key]) for key in axes)):
        local = Local(scope, dict(zip(axes, combination, strict=True)))
        own = values.text(body.attributes["name"](local)) if "name" in body.attributes else name
        if own in names:
            raise PydockError(f'Invalid name; duplicate name "{own}"')
        check_name(own)
        attributes = {k: v for k, v in body.attributes.items() if k not in ("matrix", "name")}
        _add(bake, own, evaluate(Body(attributes, body.blocks), local))
        names.append(own)
    if names and names != [name]:
        bake.groups[name] = names


def check_name(name: str) -> None:
    """Raises PydockError for names that no target may have."""
    if not _NAME.fullmatch(name):
        raise PydockError('Invalid name; only "[a-zA-Z0-9_-]+" are allowed')


def _add(bake: Bake, name: str, found: dict[str, Any]) -> None:
    for key in _TEXTS:
        if isinstance(found.get(key), str):
            raise PydockError("Unsuitable value type; Unsuitable value: list of string required")
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
    """The body's attributes as values."""
    return {key: expression(scope) for key, expression in body.attributes.items()}


class _Lazy(dict[str, Any]):
    """A map whose values are made when they are asked for."""

    def __init__(self, sources: Mapping[str, Any], make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._sources = sources
        self._make = make

    def __missing__(self, key: str) -> Any:
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
            if "type" in attributes:
                self.types[name] = types.parse_type(attributes["type"])
            self._rules += [inner.body for inner in block.body.blocks if inner.kind == "validation"]
            if "description" in attributes:
                self.descriptions[name] = values.text(attributes["description"](self))
        elif block.kind == "function":
            words = _Names()
            parameters = [values.text(item) for item in attributes["params"](words)] if "params" in attributes else []
            rest = values.text(attributes["variadic_params"](words)) if "variadic_params" in attributes else ""
            self._functions[_label(block)] = (parameters, rest, attributes["result"])
        elif block.kind == "target":
            self._targets[_label(block)] = block.body

    def lookup(self, name: str) -> Any:
        if name in self._known:
            return self._known[name]
        if name in self._running:
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
            return _Lazy(self._targets, lambda body: _Lazy(body.attributes, lambda expression: expression(self)))
        if name in ("BAKE_CMD_CONTEXT", "BAKE_LOCAL_PLATFORM"):
            from pydock.values.platforms import host

            return self._context if name == "BAKE_CMD_CONTEXT" else str(host())
        raise PydockError(f'Unknown variable; There is no variable named "{name}".')

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
        return types.convert(value, kind)

    def validate(self) -> None:
        """Raises PydockError with the message of the first condition that does not hold."""
        for body in self._rules:
            found = body.attributes
            if not values.truth(found["condition"](self)):
                message = values.text(found["error_message"](self)) if "error_message" in found else ""
                raise PydockError(f"Validation failed; {message or _NO_MESSAGE}")

    def call(self, name: str, arguments: list[Any]) -> Any:
        own = self._functions.get(name)
        if own is None:
            return functions.call(name, arguments)
        parameters, rest, result = own
        if len(arguments) < len(parameters) or (len(arguments) > len(parameters) and not rest):
            raise PydockError(f'Wrong number of arguments; Function "{name}" expects {len(parameters)} argument(s).')
        names = dict(zip(parameters, arguments, strict=False))
        if rest:
            names[rest] = arguments[len(parameters) :]
        return result(Local(self, names))


class _Names:
    """Where every name is its own text: parameter lists."""

    def lookup(self, name: str) -> str:
        return name

    def call(self, name: str, arguments: list[Any]) -> Any:
        raise PydockError("parameters are plain names")


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
    if isinstance(value, str):
        return parse_template(value, False, name)
    if isinstance(value, list):
        items = [_json_value(item, name) for item in value]
        return lambda scope: [item(scope) for item in items]
    if isinstance(value, dict):
        pairs = {key: _json_value(item, name) for key, item in value.items()}
        return lambda scope: {key: item(scope) for key, item in pairs.items()}
    return lambda scope: value


def _label(block: Block) -> str:
    if len(block.labels) != 1:
        if block.labels:
            reason = f"Only 1 labels (name) are expected for {block.kind} blocks."
            raise PydockError(f"Extraneous label for {block.kind}; {reason}")
        raise PydockError(f"Missing name for {block.kind}; All {block.kind} blocks must have 1 labels (name).")
    if block.kind in ("target", "group"):
        check_name(block.labels[0])
    return block.labels[0]
