"""HCL as a tree: bodies of attributes and blocks, and expressions as functions of a scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from pydock.build.buildkit.bake import complaints, nodes, values
from pydock.build.buildkit.bake.diagnostics import Place, Source
from pydock.build.buildkit.bake.lex import Token, tokens
from pydock.build.buildkit.bake.nodes import Expression, Local, Scope
from pydock.build.buildkit.bake.templates import template
from pydock.build.buildkit.bake.tree import Block, Body

_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))


def parse_file(text: str, name: str) -> Body:
    """A whole file. Raises Diagnostic."""
    source = Source(name, text)
    return _Parser(source, tokens(source)).body(None)


def parse_expression(source: Source, start: int, end: int) -> Expression:
    """The expression between two offsets."""
    parser = _Parser(source, tokens(source, start, end), nested=True)
    found = parser.expression()
    parser.newlines()
    if parser.token.kind != "end":
        parser.fail("Extra characters after interpolation expression; Expected a closing brace to end the expression.")
    return found


def parse_text(text: str, name: str) -> Expression:
    """A text of a JSON file as a template."""
    source = Source(name, text)
    return template(source, 0, len(text), False, source.place(0, len(text)), parse_expression)


class _Parser:
    def __init__(self, source: Source, words: list[Token], nested: bool = False) -> None:
        self.source = source
        self.words = words
        self.position = 0
        self._within = [nested]  # whether newlines mean nothing here

    @property
    def token(self) -> Token:
        return self.words[self.position]

    @property
    def place(self) -> Place:
        return self.source.place(self.token.start, self.token.end)

    @property
    def before(self) -> Place:
        token = self.words[self.position - 1]
        return self.source.place(token.start, token.end)

    def fail(self, text: str) -> NoReturn:
        opening = self.token.inner is not None  # of a template, its quote is what is not expected
        (self.source.place(self.token.start, self.token.start + 1) if opening else self.place).fail(text)

    def accept(self, text: str, kind: str = "operator") -> bool:
        if self.token.kind == kind and self.token.text == text:
            self.position += 1
            return True
        return False

    @contextmanager
    def within(self, ignoring: bool) -> Iterator[None]:
        """Inside brackets, where newlines mean nothing, or braces, where they end something."""
        self._within.append(ignoring)
        yield
        self._within.pop()

    def newlines(self) -> None:
        while self.token.kind == "newline":
            self.position += 1

    def breaks(self) -> None:
        """Newlines where they mean nothing."""
        if self._within[-1]:
            self.newlines()

    def take(self, kind: str) -> str:
        self.position += 1
        return self.words[self.position - 1].text

    def body(self, opened: Place | None, single: bool = False) -> Body:
        """Attributes and blocks up to the brace that closes ``opened``, or the end."""
        body = Body()
        while True:
            self.newlines()
            if self.token.kind == "end":
                if opened is not None:
                    opened.fail(f"Unclosed configuration block; {complaints.UNCLOSED}")
                return body
            if opened is not None and self.accept("}"):
                return body
            if self.token.kind not in ("name", "template"):
                self.fail(complaints.REQUIRED)
            place, name = self.place, self.label()
            if self.accept("="):
                self.argument(body, name, place, single)
                if single:
                    return body
            else:
                body.blocks.append(self.block(name, place))

    def argument(self, body: Body, name: str, place: Place, single: bool) -> None:
        """``name = expression`` to the end of its line, or with ``single`` to the brace that closes the block."""
        if name in body.attributes:
            first = body.places[name]
            said = f'The argument "{name}" was already set at {first}. Each argument may be set only once.'
            place.fail(f"Attribute redefined; {said}")
        body.attributes[name], body.places[name] = self.expression(), place
        if not single:
            if self.token.kind not in ("newline", "end"):
                self.fail("Missing newline after argument; An argument definition must end with a newline.")
        elif not self.accept("}"):
            complaint = complaints.CLOSE_AFTER
            if self.token.kind in ("newline", "end"):
                complaint = complaints.SAME_LINE
            elif self.token.text == ",":
                complaint = complaints.ONLY_ONE
            self.fail(complaints.SINGLE + complaint)

    def block(self, kind: str, place: Place) -> Block:
        """The labels and the inside of a block: on lines of its own, or one argument on the line of its braces."""
        labels, places = [], []
        while self.token.kind in ("template", "name"):
            places.append(self.place)
            labels.append(self.label())
        opened = self.place
        if not self.accept("{"):
            if self.token.kind == "newline":
                self.fail(f"Invalid block definition; {complaints.CONTENT}")
            if not labels and self.token.kind != "operator":
                place.fail(complaints.REQUIRED)
            wanted = 'Either a quoted string block label or an opening brace ("{") is expected here.'
            self.fail(f"Invalid block definition; {wanted}")
        single = self.token.kind == "name" and self.words[self.position + 1].text == "="
        return Block(kind, labels, self.body(opened, single), places, opened)

    def label(self) -> str:
        """A name, bare or quoted."""
        token = self.token
        self.position += 1
        return token.text if token.inner is None else token.text[1:-1]

    def expression(self) -> Expression:
        test = self.binary(0)
        self.breaks()
        if not self.accept("?"):
            return test
        self.breaks()
        yes = self.expression()
        self.breaks()
        if not self.accept(":"):
            rule = "The conditional operator (...?...:...) requires a false expression, delimited by a colon."
            self.fail(f"Missing false expression in conditional; {rule}")
        self.breaks()
        return nodes.choice(test, yes, self.expression())

    def binary(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        self.breaks()
        while self.token.kind == "operator" and self.token.text in _LEVELS[level]:
            operator = self.take("operator")
            self.breaks()
            left = nodes.binary(operator, left, self.binary(level + 1))
            self.breaks()
        return left

    def unary(self) -> Expression:
        place = self.place
        for operator in ("!", "-"):
            if self.accept(operator):
                return nodes.unary(operator, self.unary(), place)
        return self.postfix(self.primary())

    def postfix(self, value: Expression) -> Expression:
        while True:
            place = self.place
            if self.accept("."):
                if self.accept("*"):
                    value = self.splat(value, self.attributes)
                elif self.token.kind in ("name", "number"):
                    value = nodes.attribute(value, self.take("name"), place.to(self.before))
                else:
                    self.fail("Invalid attribute name; An attribute name is required after a dot.")
            elif self.accept("["):
                with self.within(True):
                    self.newlines()
                    if self.accept("*"):
                        self.close("]", "Missing close bracket on splat index", "a splat operator")
                        return self.splat(value, self.postfix)
                    key = self.expression()
                    self.newlines()
                    self.close("]", "Missing close bracket on index", "an index")
                value = nodes.index(value, key, place.to(self.before))
            else:
                return value

    def close(self, mark: str, summary: str, what: str) -> None:
        if not self.accept(mark):
            self.fail(f"{summary}; The index operator must end with a closing bracket to end {what}.")

    def attributes(self, value: Expression) -> Expression:
        """The attributes that follow ``.*``; an index after them is one of the whole list."""
        while self.token.text == "." and self.words[self.position + 1].kind == "name":
            place = self.place
            self.position += 1
            value = nodes.attribute(value, self.take("name"), place.to(self.before))
        return value

    def splat(self, value: Expression, rest: Callable[[Expression], Expression]) -> Expression:
        holder: list[Any] = [None]
        inner = rest(Expression(lambda scope: holder[0], value.place))

        def run(scope: Scope) -> list[Any]:
            out = []
            for item in values.listed(value(scope)):
                holder[0] = item
                out.append(inner(scope))
            return out

        return Expression(run, value.place.to(self.before), value.start)

    def primary(self) -> Expression:
        token, place = self.token, self.place
        if token.kind == "number":
            self.position += 1
            return nodes.constant(values.number(token.text), place)
        if token.inner is not None:
            self.position += 1
            return template(*token.inner, token.escaped, place, parse_expression)
        if token.kind == "name":
            return self.named()
        if self.accept("("):
            with self.within(True):
                self.newlines()
                inner = self.expression()
                self.newlines()
            if not self.accept(")"):
                self.fail("Unbalanced parentheses; Expected a closing parenthesis to terminate the expression.")
            return Expression(inner, place.to(self.before), place)
        if self.accept("["):
            with self.within(True):
                return self.sequence(place)
        if self.accept("{"):
            with self.within(False):
                return self.mapping(place)
        self.fail("Invalid expression; Expected the start of an expression, but found an invalid expression token.")

    def named(self) -> Expression:
        place, name = self.place, self.take("name")
        if name in ("true", "false", "null"):
            return nodes.constant({"true": True, "false": False, "null": None}[name], place)
        if not self.accept("("):
            return nodes.variable(name, place)
        head = place.to(self.before)
        arguments, spread = [], False
        with self.within(True):
            self.newlines()
            while not self.accept(")"):
                arguments.append(self.expression())
                spread = self.accept("...")
                self.newlines()
                if not self.accept(",") and self.token.text != ")":
                    rule = "A comma is required to separate each function argument from the next."
                    self.fail(f"Missing argument separator; {rule}")
                self.newlines()
        return nodes.call(name, arguments, spread, head, self.before)

    def sequence(self, opened: Place) -> Expression:
        self.newlines()
        if self.accept("for", "name"):
            return self.comprehension("]", opened)
        items = []
        while not self.accept("]"):
            items.append(self.expression())
            self.newlines()
            if not self.accept(",") and self.token.text != "]":
                if self.token.kind == "end":
                    self.unterminated("tuple constructor", "bracket", opened)
                self.fail("Missing item separator; Expected a comma to mark the beginning of the next item.")
            self.newlines()
        return Expression(lambda scope: [item(scope) for item in items], opened.to(self.before), opened, items)

    def unterminated(self, what: str, mark: str, opened: Place) -> NoReturn:
        said = f"There is no corresponding closing {mark} before the end of the file. {complaints.NESTING.format(mark)}"
        opened.fail(f"Unterminated {what} expression; {said}")

    def mapping(self, opened: Place) -> Expression:
        self.newlines()
        if self.accept("for", "name"):
            with self.within(True):
                return self.comprehension("}", opened)
        pairs: list[tuple[Expression, Expression]] = []
        while not self.accept("}"):
            if self.token.kind == "end":
                self.unterminated("object constructor", "brace", opened)
            pairs.append((self.key(), self.value()))
            if not self.accept(",") and self.token.kind not in ("newline", "end") and self.token.text != "}":
                rule = "Expected a newline or comma to mark the beginning of the next attribute."
                self.fail(f"Missing attribute separator; {rule}")
            self.newlines()

        def run(scope: Scope) -> dict[str, Any]:
            return {values.text(key(scope)): value(scope) for key, value in pairs}

        return Expression(run, opened.to(self.before), opened)

    def key(self) -> Expression:
        if self.token.kind == "name" and self.words[self.position + 1].text in ("=", ":"):
            place = self.place
            return nodes.constant(self.take("name"), place)
        return self.expression()

    def value(self) -> Expression:
        if not self.accept("=") and not self.accept(":"):
            if self.token.kind in ("newline", "end"):
                rule = 'Expected an attribute value, introduced by an equals sign ("=").'
                self.fail(f"Missing attribute value; {rule}")
            rule = 'Expected an equals sign ("=") to mark the beginning of the attribute value.'
            self.fail(f"Missing key/value separator; {rule}")
        return self.expression()

    def comprehension(self, close: str, opened: Place) -> Expression:
        names = [self.take("name")]
        if self.accept(","):
            names.append(self.take("name"))
        self.newlines()
        if not self.accept("in", "name"):
            self.bad_for("For expression requires the 'in' keyword after its name declarations.")
        self.newlines()
        source = self.expression()
        self.newlines()
        if not self.accept(":"):
            self.bad_for("For expression requires a colon after the collection expression.")
        self.newlines()
        key: Expression | None = None
        value = self.expression()
        self.newlines()
        if close == "}":
            if not self.accept("=>"):
                self.bad_for("For expression requires a key expression followed by an arrow.")
            self.newlines()
            key, value = value, self.expression()
            self.newlines()
        test = self.expression() if self.accept("if", "name") else None
        self.newlines()
        if not self.accept(close):
            self.bad_for("Extra characters after the end of the 'for' expression.")

        def scopes(scope: Scope) -> Iterator[Scope]:
            for pair in nodes.collection(source, scope):
                local = Local(scope, dict(zip(names, pair[-len(names) :], strict=True)))
                if test is None or nodes.condition(test, local):
                    yield local

        def run(scope: Scope) -> Any:
            if key is None:
                return [value(local) for local in scopes(scope)]
            return {values.text(key(local)): value(local) for local in scopes(scope)}

        return Expression(run, opened.to(self.before), opened)

    def bad_for(self, rule: str) -> NoReturn:
        self.fail(f"Invalid 'for' expression; {rule}")
