"""HCL as a tree: bodies of attributes and blocks, and expressions as functions of a scope."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydock.build.buildkit.bake import values
from pydock.build.buildkit.bake.lex import Token, tokens
from pydock.build.buildkit.bake.templates import template
from pydock.errors import PydockError


class Scope(Protocol):
    """Where names get their values. Both raise PydockError for what is not there."""

    def lookup(self, name: str) -> Any: ...
    def call(self, name: str, arguments: list[Any]) -> Any: ...


Expression = Callable[[Scope], Any]


@dataclass
class Block:
    """``kind "label" { ... }``."""

    kind: str
    labels: list[str]
    body: Body


@dataclass
class Body:
    """Attributes and blocks, in order."""

    attributes: dict[str, Expression] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


class Local:
    """A scope with a few names of its own."""

    def __init__(self, outer: Scope, names: Mapping[str, Any]) -> None:
        self._outer = outer
        self._names = names

    def lookup(self, name: str) -> Any:
        return self._names[name] if name in self._names else self._outer.lookup(name)

    def call(self, name: str, arguments: list[Any]) -> Any:
        return self._outer.call(name, arguments)


_SINGLE = (
    "An argument definition on the same line as its containing block creates a single-line block definition, which"
    " must also be closed on the same line. Place the block's closing brace immediately after the argument definition."
)
_UNCLOSED = (
    "There is no closing brace for this block before the end of the file."
    " This may be caused by incorrect brace nesting elsewhere in this file."
)
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))


def parse_file(source: str, name: str) -> Body:
    """A whole file. Raises PydockError."""
    return _Parser(tokens(source, name), name).body(nested=False)


def parse_expression(source: str, name: str) -> Expression:
    """One expression."""
    parser = _Parser(tokens(source, name), name)
    found = parser.expression()
    parser.newlines()
    if parser.token.kind != "end":
        raise parser.error("unexpected text after the expression")
    return found


def parse_template(text: str, escaped: bool, name: str) -> Expression:
    """Text with ``${...}`` and directives; a lone interpolation keeps its value's type."""
    return template(text, escaped, name, lambda source: parse_expression(source, name))


class _Parser:
    def __init__(self, words: list[Token], name: str) -> None:
        self.words = words
        self.name = name
        self.position = 0

    @property
    def token(self) -> Token:
        return self.words[self.position]

    def error(self, text: str) -> PydockError:
        return PydockError(f"{self.name}:{self.token.line}: {text}")

    def accept(self, text: str, kind: str = "operator") -> bool:
        if self.token.kind == kind and self.token.text == text:
            self.position += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise self.error(f"expected {text!r}, found {self.token.text!r}")

    def newlines(self) -> None:
        while self.token.kind == "newline":
            self.position += 1

    def take(self, kind: str) -> str:
        if self.token.kind != kind:
            raise self.error(f"unexpected {self.token.text!r}")
        self.position += 1
        return self.words[self.position - 1].text

    def body(self, nested: bool, single: bool = False) -> Body:
        """Attributes and blocks up to the closing brace or the end."""
        body = Body()
        while True:
            self.newlines()
            if self.token.kind == "end":
                if nested:
                    raise self.error(f"Unclosed configuration block; {_UNCLOSED}")
                return body
            if nested and self.accept("}"):
                return body
            name = self.take("name") if self.token.kind != "template" else self.take("template")
            if self.accept("="):
                if name in body.attributes:
                    raise self.error(f"attribute redefined: {name!r}")
                body.attributes[name] = self.expression()
                if self.token.kind not in ("newline", "end") and not (single and self.token.text == "}"):
                    raise self.error("Missing newline after argument; An argument definition must end with a newline.")
                continue
            labels = []
            while self.token.kind in ("template", "name"):
                labels.append(self.take(self.token.kind))
            self.expect("{")
            body.blocks.append(Block(name, labels, self.block()))

    def block(self) -> Body:
        """A block's inside: on lines of its own, or one attribute at most on the line of its braces."""
        line, single = self.token.line, self.token.kind != "newline"
        body = self.body(nested=True, single=single)
        if single and (self.words[self.position - 1].line != line and not body.blocks):
            raise self.error(f"Invalid single-argument block definition; {_SINGLE}")
        return body

    def expression(self) -> Expression:
        condition = self.binary(0)
        if not self.accept("?"):
            return condition
        self.newlines()
        yes = self.expression()
        self.newlines()
        self.expect(":")
        self.newlines()
        no = self.expression()
        return lambda scope: yes(scope) if values.truth(condition(scope)) else no(scope)

    def binary(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.token.kind == "operator" and self.token.text in _LEVELS[level]:
            operator = self.take("operator")
            self.newlines()
            left = _binary(operator, left, self.binary(level + 1))
        return left

    def unary(self) -> Expression:
        if self.accept("!"):
            inner = self.unary()
            return lambda scope: not values.truth(inner(scope))
        if self.accept("-"):
            number = self.unary()
            return lambda scope: -values.number(number(scope))
        return self.postfix(self.primary())

    def postfix(self, value: Expression) -> Expression:
        while True:
            if self.accept("."):
                if self.accept("*"):
                    value = self.splat(value, self.attributes)
                    continue
                key = self.take(self.token.kind if self.token.kind in ("name", "number") else "name")
                value = _attribute(value, key)
            elif self.accept("["):
                self.newlines()
                if self.accept("*"):
                    self.expect("]")
                    return self.splat(value, self.postfix)
                index = self.expression()
                self.newlines()
                self.expect("]")
                value = _index(value, index)
            else:
                return value

    def attributes(self, value: Expression) -> Expression:
        """The attributes that follow ``.*``; an index after them is one of the whole list."""
        while self.token.text == "." and self.words[self.position + 1].kind == "name":
            self.position += 1
            value = _attribute(value, self.take("name"))
        return value

    def splat(self, value: Expression, rest: Callable[[Expression], Expression]) -> Expression:
        holder: list[Any] = [None]
        inner = rest(lambda scope: holder[0])

        def run(scope: Scope) -> list[Any]:
            out = []
            for item in values.listed(value(scope)):
                holder[0] = item
                out.append(inner(scope))
            return out

        return run

    def primary(self) -> Expression:
        token = self.token
        if token.kind == "number":
            self.position += 1
            number = values.number(token.text)
            return lambda scope: number
        if token.kind == "template":
            self.position += 1
            return parse_template(token.text, token.escaped, f"{self.name}:{token.line}")
        if token.kind == "name":
            return self.named()
        if self.accept("("):
            self.newlines()
            inner = self.expression()
            self.newlines()
            self.expect(")")
            return inner
        if self.accept("["):
            return self.sequence()
        if self.accept("{"):
            return self.mapping()
        raise self.error(f"unexpected {token.text!r}")

    def named(self) -> Expression:
        name = self.take("name")
        if name in ("true", "false", "null"):
            constant = {"true": True, "false": False, "null": None}[name]
            return lambda scope: constant
        if not self.accept("("):
            return lambda scope: scope.lookup(name)
        arguments, spread = [], False
        self.newlines()
        while not self.accept(")"):
            arguments.append(self.expression())
            spread = self.accept("...")
            self.newlines()
            if not self.accept(","):
                self.newlines()
                self.expect(")")
                break
            self.newlines()
        return _call(name, arguments, spread)

    def sequence(self) -> Expression:
        self.newlines()
        if self.accept("for", "name"):
            return self.comprehension("]")
        items = []
        while not self.accept("]"):
            items.append(self.expression())
            self.newlines()
            if not self.accept(","):
                self.newlines()
                self.expect("]")
                break
            self.newlines()
        return lambda scope: [item(scope) for item in items]

    def mapping(self) -> Expression:
        self.newlines()
        if self.accept("for", "name"):
            return self.comprehension("}")
        pairs: list[tuple[Expression, Expression]] = []
        while not self.accept("}"):
            pairs.append((self.key(), self.value()))
            self.accept(",")
            self.newlines()
        return lambda scope: {values.text(key(scope)): value(scope) for key, value in pairs}

    def key(self) -> Expression:
        if self.token.kind == "name" and self.words[self.position + 1].text in ("=", ":"):
            name = self.take("name")
            return lambda scope: name
        return self.expression()

    def value(self) -> Expression:
        if not self.accept("=") and not self.accept(":"):
            raise self.error("expected '='")
        self.newlines()
        return self.expression()

    def comprehension(self, close: str) -> Expression:
        names = [self.take("name")]
        if self.accept(","):
            names.append(self.take("name"))
        if not self.accept("in", "name"):
            raise self.error("expected 'in'")
        source = self.expression()
        self.newlines()
        self.expect(":")
        self.newlines()
        key: Expression | None = None
        value = self.expression()
        self.newlines()
        if close == "}":
            self.expect("=>")
            self.newlines()
            key, value = value, self.expression()
        self.newlines()
        condition = self.expression() if self.accept("if", "name") else None
        self.newlines()
        self.expect(close)

        def scopes(scope: Scope) -> list[Scope]:
            out: list[Scope] = []
            for pair in values.entries(source(scope)):
                local = Local(scope, dict(zip(names, pair[-len(names) :], strict=True)))
                if condition is None or values.truth(condition(local)):
                    out.append(local)
            return out

        if key is None:
            return lambda scope: [value(local) for local in scopes(scope)]
        chosen = key
        return lambda scope: {values.text(chosen(local)): value(local) for local in scopes(scope)}


def _binary(operator: str, left: Expression, right: Expression) -> Expression:
    if operator == "&&":
        return lambda scope: values.truth(left(scope)) and values.truth(right(scope))
    if operator == "||":
        return lambda scope: values.truth(left(scope)) or values.truth(right(scope))
    return lambda scope: values.operate(operator, left(scope), right(scope))


def _attribute(value: Expression, key: str) -> Expression:
    return lambda scope: values.member(value(scope), key)


def _index(value: Expression, index: Expression) -> Expression:
    return lambda scope: values.member(value(scope), index(scope))


def _attempt(name: str, arguments: list[Expression]) -> Expression:
    """``try`` gives the first argument that has a value, ``can`` tells whether its only one has."""

    def run(scope: Scope) -> Any:
        for argument in arguments:
            try:
                found = argument(scope)
            except PydockError:
                continue
            return True if name == "can" else found
        if name == "can":
            return False
        raise PydockError('Error in function call; Call to function "try" failed: no expression succeeded.')

    return run


def _call(name: str, arguments: list[Expression], spread: bool) -> Expression:
    if name in ("try", "can"):
        return _attempt(name, arguments)

    def run(scope: Scope) -> Any:
        given = [argument(scope) for argument in arguments]
        if spread and given:
            given = [*given[:-1], *values.listed(given[-1])]
        return scope.call(name, given)

    return run
