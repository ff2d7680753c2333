"""Template text to trees, with Go's rules and error texts.

The token window (``self.window``, ``self.peeked``) is Go's: three tokens of look-ahead, and the line an error
names is that of the window's first token.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from pydock.render.template import nodes
from pydock.render.template.errors import ParseError
from pydock.render.template.lex import Token, tokens
from pydock.render.template.numbers import parse_number
from pydock.render.template.quoting import quote, unquote

_OPERANDS = frozenset(
    [
        "(", "bool", "charconstant", "complex", "dot", "field", "identifier", "nil", "number", "raw", "string",
        "variable",
    ]
)  # fmt: skip


class Tree:
    """A template and the templates it defines. ``slots``: size of the frame of variables each needs."""

    __slots__ = ("name", "parse_name", "root", "slots", "text")

    def __init__(self, name: str, parse_name: str, text: str, root: nodes.List, slots: int) -> None:
        self.name = name
        self.parse_name = parse_name
        self.text = text
        self.root = root
        self.slots = slots


def parse(text: str, functions: Container[str], name: str = "") -> dict[str, Tree]:
    """The tree of ``text`` under ``name``, and one for each ``define`` and ``block``. Raises :class:`ParseError`."""
    stream = iter(tokens(text))
    trees: dict[str, Tree] = {}
    parser = _Parser(name, name, text, lambda: next(stream), functions, trees)
    parser.whole()
    return trees


def _is_empty(node: nodes.Node) -> bool:
    if isinstance(node, nodes.List):
        return all(map(_is_empty, node.nodes))
    return isinstance(node, nodes.Text) and not node.text.strip()


class _Parser:
    def __init__(
        self,
        name: str,
        parse_name: str,
        text: str,
        read: Callable[[], Token],
        functions: Container[str],
        trees: dict[str, Tree],
    ) -> None:
        self.name = name
        self.parse_name = parse_name
        self.text = text
        self.read = read
        self.functions = functions
        self.trees = trees
        empty = Token("", 0, "", 0)
        self.window = [empty, empty, empty]
        self.peeked = 0
        self.names = ["$"]
        self.assigned: set[str] = set()
        self.slots = 1
        self.action_line = 0
        self.ranges = 0

    # the token window

    def next(self) -> Token:
        if self.peeked > 0:
            self.peeked -= 1
        else:
            self.window[0] = self.read()
        return self.window[self.peeked]

    def backup(self) -> None:
        self.peeked += 1

    def peek(self) -> Token:
        if self.peeked > 0:
            return self.window[self.peeked - 1]
        self.peeked = 1
        self.window[0] = self.read()
        return self.window[0]

    def next_solid(self) -> Token:
        token = self.next()
        while token.kind == "space":
            token = self.next()
        return token

    def peek_solid(self) -> Token:
        token = self.next_solid()
        self.backup()
        return token

    def fail(self, message: str) -> ParseError:
        return ParseError(f"template: {self.parse_name}:{self.window[0].line}: {message}")

    def unexpected(self, token: Token, context: str) -> ParseError:
        if token.kind == "error":
            extra = ""
            if self.action_line not in (0, token.line):
                extra = f" in action started at {self.parse_name}:{self.action_line}"
                if token.value.endswith(" action"):
                    extra = extra[len(" in action") :]
            return self.fail(f"{token}{extra}")
        return self.fail(f"unexpected {token} in {context}")

    def expect(self, kinds: tuple[str, ...], context: str) -> Token:
        token = self.next_solid()
        if token.kind not in kinds:
            raise self.unexpected(token, context)
        return token

    # templates

    def child(self, name: str) -> _Parser:
        return _Parser(name, self.parse_name, self.text, self.read, self.functions, self.trees)

    def whole(self) -> None:
        root = nodes.List(self.peek().pos)
        while self.peek().kind != "eof":
            if self.peek().kind == "left":
                delimiter = self.next()
                if self.next_solid().kind == "define":
                    self.child("definition").definition()
                    continue
                self.window[1] = delimiter
                self.peeked = 2
            node = self.text_or_action()
            if isinstance(node, nodes.Mark):
                raise self.fail(f"unexpected {node}")
            root.nodes.append(node)
        self.add(root)

    def definition(self) -> None:
        context = "define clause"
        self.name = self.unquoted(self.expect(("string", "raw"), context).value)
        self.expect(("right",), context)
        self.finish(context)

    def finish(self, context: str) -> None:
        root, end = self.items()
        if end.word != "end":
            raise self.fail(f"unexpected {end} in {context}")
        self.add(root)

    def add(self, root: nodes.List) -> None:
        known = self.trees.get(self.name)
        if known is None or _is_empty(known.root):
            self.trees[self.name] = Tree(self.name, self.parse_name, self.text, root, self.slots)
        elif not _is_empty(root):
            raise self.fail(f"template: multiple definition of template {quote(self.name)}")

    def unquoted(self, literal: str) -> str:
        try:
            return unquote(literal)
        except ValueError as error:
            raise self.fail(str(error)) from None

    # lists and actions

    def items(self) -> tuple[nodes.List, nodes.Mark]:
        body = nodes.List(self.peek_solid().pos)
        while self.peek_solid().kind != "eof":
            node = self.text_or_action()
            if isinstance(node, nodes.Mark):
                return body, node
            body.nodes.append(node)
        raise self.fail("unexpected EOF")

    def text_or_action(self) -> nodes.Node:
        token = self.next_solid()
        if token.kind == "text":
            return nodes.Text(token.pos, token.value)
        if token.kind == "left":
            self.action_line = token.line
            node = self.action()
            self.action_line = 0
            return node
        raise self.unexpected(token, "input")

    def action(self) -> nodes.Node:
        token = self.next_solid()
        kind = token.kind
        if kind in ("if", "with", "range"):
            return self.branch(kind)
        if kind == "else":
            ahead = self.peek_solid()
            if ahead.kind in ("if", "with"):
                return nodes.Mark(ahead.pos, "else")
            return nodes.Mark(self.expect(("right",), "else").pos, "else")
        if kind == "end":
            return nodes.Mark(self.expect(("right",), "end").pos, "end")
        if kind in ("break", "continue"):
            word = "{{" + kind + "}}"
            after = self.next_solid()
            if after.kind != "right":
                raise self.unexpected(after, word)
            if not self.ranges:
                raise self.fail(word + " outside {{range}}")
            return nodes.Jump(token.pos, kind)
        if kind == "template":
            return self.call()
        if kind == "block":
            return self.block()
        self.backup()
        return nodes.Action(self.peek().pos, self.pipeline("command", "right"))

    def branch(self, word: str) -> nodes.Branch:
        outside = len(self.names)
        pipe = self.pipeline(word, "right")
        self.ranges += word == "range"
        body, end = self.items()
        self.ranges -= word == "range"
        otherwise = None
        if end.word == "else":
            ahead = self.peek().kind
            if ahead == word and word in ("if", "with"):
                self.next()
                otherwise = nodes.List(end.pos)
                otherwise.nodes.append(self.branch(word))
            else:
                otherwise, end = self.items()
                if end.word != "end":
                    raise self.fail(f"expected end; found {end}")
        del self.names[outside:]
        return nodes.Branch(pipe.pos, word, pipe, body, otherwise)

    def call(self) -> nodes.Call:
        context = "template clause"
        token = self.next_solid()
        name = self.template_name(token, context)
        pipe = None
        if self.next_solid().kind != "right":
            self.backup()
            pipe = self.pipeline(context, "right")
        return nodes.Call(token.pos, name, pipe)

    def block(self) -> nodes.Call:
        context = "block clause"
        token = self.next_solid()
        name = self.template_name(token, context)
        pipe = self.pipeline(context, "right")
        self.child(name).finish(context)
        return nodes.Call(token.pos, name, pipe)

    def template_name(self, token: Token, context: str) -> str:
        if token.kind not in ("string", "raw"):
            raise self.unexpected(token, context)
        return self.unquoted(token.value)

    # pipelines

    def slot(self, name: str) -> int:
        """Where a variable lives; -1 where it has no place."""
        for index in range(len(self.names) - 1, -1, -1):
            if self.names[index] == name:
                return index
        return -1

    def declarations(self, pipe: nodes.Pipe, context: str) -> None:
        """``$x :=``, ``$x =`` and the two variables of a range, or nothing."""
        variables: list[Token] = []
        while self.peek_solid().kind == "variable":
            variable = self.next()
            after = self.peek()
            following = self.peek_solid()
            if following.kind in ("assign", "declare"):
                pipe.assign = following.kind == "assign"
                self.next_solid()
                variables.append(variable)
                break
            if following.kind == "char" and following.value == ",":
                self.next_solid()
                variables.append(variable)
                if context == "range" and len(variables) < 2:
                    if self.peek_solid().kind in ("variable", "right", ")"):
                        continue
                    raise self.fail("range can only initialize variables")
                raise self.fail(f"too many declarations in {context}")
            if after.kind == "space":
                self.window[1], self.window[2] = after, variable
                self.peeked = 3
            else:
                self.window[1] = variable
                self.peeked = 2
            break
        for token in variables:
            self.declare(token, pipe)

    def declare(self, token: Token, pipe: nodes.Pipe) -> None:
        """A name that is assigned without having been declared parses, and fails when it runs."""
        if pipe.assign:
            slot = self.slot(token.value)
            if slot < 0:
                self.assigned.add(token.value)
        else:
            slot = len(self.names)
            self.names.append(token.value)
            self.slots = max(self.slots, len(self.names))
        pipe.declared.append(nodes.Variable(token.pos, token.value, slot))

    def pipeline(self, context: str, end: str) -> nodes.Pipe:
        pipe = nodes.Pipe(self.peek_solid().pos)
        self.declarations(pipe, context)
        while True:
            token = self.next_solid()
            if token.kind == end:
                if not pipe.commands:
                    raise self.fail(f"missing value for {context}")
                for stage, command in enumerate(pipe.commands[1:], 2):
                    if not command.args[0].executable:
                        raise self.fail(f"non executable command in pipeline stage {stage}")
                return pipe
            if token.kind not in _OPERANDS:
                raise self.unexpected(token, context)
            self.backup()
            pipe.commands.append(self.command())

    def command(self) -> nodes.Command:
        command = nodes.Command(self.peek_solid().pos)
        while True:
            self.peek_solid()
            operand = self.operand()
            if operand is not None:
                command.args.append(operand)
            token = self.next()
            if token.kind == "space":
                continue
            if token.kind in ("right", ")"):
                self.backup()
            elif token.kind != "pipe":
                raise self.unexpected(token, "operand")
            break
        if not command.args:
            raise self.fail("empty command")
        return command

    def operand(self) -> nodes.Node | None:
        node = self.term()
        if node is None or self.peek().kind != "field":
            return node
        pos = self.peek().pos
        names = []
        while self.peek().kind == "field":
            names.append(self.next().value[1:])
        if isinstance(node, nodes.Field):
            return nodes.Field(pos, (*node.names, *names))
        if isinstance(node, nodes.Variable):
            return nodes.Variable(pos, node.name, node.slot, (*node.fields, *names))
        if not node.executable:
            raise self.fail(f"unexpected . after term {quote(str(node))}")
        return nodes.Chain(pos, node, tuple(names))

    def term(self) -> nodes.Node | None:
        token = self.next_solid()
        kind, pos, value = token.kind, token.pos, token.value
        if kind == "field":
            return nodes.Field(pos, (value[1:],))
        if kind == "identifier":
            if value not in self.functions:
                raise self.fail(f"function {quote(value)} not defined")
            return nodes.Identifier(pos, value)
        if kind == "variable":
            slot = self.slot(value)
            if slot < 0 and value not in self.assigned:
                raise self.fail(f"undefined variable {quote(value)}")
            return nodes.Variable(pos, value, slot)
        if kind in ("string", "raw"):
            return nodes.String(pos, value, self.unquoted(value))
        if kind in ("number", "charconstant", "complex"):
            try:
                constant, whole = parse_number(value, kind)
            except ValueError as error:
                raise self.fail(str(error)) from None
            return nodes.Number(pos, value, constant, whole)
        if kind == "(":
            return self.pipeline("parenthesized pipeline", ")")
        if kind == "dot":
            return nodes.Dot(pos)
        if kind == "nil":
            return nodes.Nil(pos)
        if kind == "bool":
            return nodes.Bool(pos, value == "true")
        self.backup()
        return None
