"""Running a parsed template: every node becomes a closure once, and rows run through the closures.

``State.node`` is the node that an error names, moved exactly where Go moves it: some of Go's errors name the
last operand that was looked at, not the construct that failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydock.render.template import nodes
from pydock.render.template.errors import ExecError, nearest
from pydock.render.template.parse import Tree
from pydock.render.template.quoting import quote
from pydock.render.template.values import MISSING, truth

MAX_DEPTH = 100
MAX_OUTPUT = 1 << 28

Thunk = Callable[["State", Any], Any]


class State:
    """One execution. ``vars``: the frame of the running template.

    ``interface``: dot came out of decoded JSON, so that errors know no type of it; ``loose``: so did these variables.
    """

    __slots__ = ("depth", "interface", "loose", "node", "out", "room", "strict", "tree", "vars")

    def __init__(self, tree: Tree, strict: bool, data: Any) -> None:
        self.tree = tree
        self.strict = strict
        self.out: list[str] = []
        self.room = MAX_OUTPUT
        self.vars: list[Any] = [None] * (tree.slots + 1)
        self.vars[0] = data
        self.node: nodes.Node | None = None
        self.depth = 0
        self.interface = False
        self.loose: set[int] = set()

    def fail(self, message: str, *, name: str = "", known: list[str] | None = None) -> ExecError:
        """The error at the current node; ``name`` is the field that was not found among ``known``."""
        node = self.node
        title = self.tree.name
        if node is None:
            return ExecError(f"template: {title}: {message}")
        before = self.tree.text[: node.pos]
        line = before.count("\n") + 1
        column = len(before.rpartition("\n")[2].encode("utf-8", "surrogateescape"))
        place = f"template: {self.tree.parse_name}:{line}:{column}"
        hint = nearest(name, known) if name and known else None
        return ExecError(f"{place}: executing {quote(title)} at <{node}>: {message}", hint=hint)

    def write(self, text: str) -> None:
        self.room -= len(text)
        if self.room < 0:
            raise self.fail("the output is larger than 256 MiB")
        self.out.append(text)


class Compiler:
    """Closures for the trees of one template, and the functions they call."""

    def __init__(self, trees: Mapping[str, Tree], functions: Mapping[str, Any]) -> None:
        self.trees = trees
        self.functions = functions
        self.bodies: dict[str, Thunk] = {}

    def body(self, name: str) -> Thunk:
        """The closure of a whole template, made on first use (templates may call themselves)."""
        if name not in self.bodies:
            self.bodies[name] = lambda state, dot: self.bodies[name](state, dot)
            self.bodies[name] = self.walk_list(self.trees[name].root)
        return self.bodies[name]

    # statements: each returns "break", "continue" or None

    def walk_list(self, body: nodes.List) -> Thunk:
        steps = [self.walk(node) for node in body.nodes]
        if len(steps) == 1:
            return steps[0]

        def run(state: State, dot: Any) -> Any:
            for step in steps:
                jump = step(state, dot)
                if jump:
                    return jump
            return None

        return run

    def walk(self, node: nodes.Node) -> Thunk:
        if isinstance(node, nodes.Text):
            text = node.text
            return lambda state, dot: state.write(text)
        if isinstance(node, nodes.Action):
            return self.action(node)
        if isinstance(node, nodes.Branch):
            return self.range(node) if node.word == "range" else self.choose(node)
        if isinstance(node, nodes.Jump):
            word = node.word
            return lambda state, dot: word
        assert isinstance(node, nodes.Call)
        return self.call_template(node)

    def action(self, node: nodes.Action) -> Thunk:
        from pydock.render.template.printing import printed

        pipe = self.pipe(node.pipe)
        if node.pipe.declared:

            def declare(state: State, dot: Any) -> None:
                state.node = node
                pipe(state, dot)

            return declare

        def run(state: State, dot: Any) -> None:
            state.node = node
            value = pipe(state, dot)
            state.node = node
            state.write(value if type(value) is str else printed(value))

        return run

    def choose(self, node: nodes.Branch) -> Thunk:
        pipe = self.pipe(node.pipe)
        body = self.walk_list(node.body)
        other = self.walk_list(node.otherwise) if node.otherwise is not None else None
        takes = node.word == "with"

        def run(state: State, dot: Any) -> Any:
            state.node = node
            value = pipe(state, dot)
            if truth(value):
                if not takes:
                    return body(state, dot)
                outside, state.interface = state.interface, False
                jump = body(state, value)
                state.interface = outside
                return jump
            return other(state, dot) if other is not None else None

        return run

    def range(self, node: nodes.Branch) -> Thunk:
        from pydock.render.template.iterate import pairs

        pipe = self.pipe(node.pipe, assign=False)
        body = self.walk_list(node.body)
        other = self.walk_list(node.otherwise) if node.otherwise is not None else None
        slots = [variable.slot for variable in node.pipe.declared]
        first = slots[0] if slots else 0
        second = slots[1] if len(slots) > 1 else 0

        def run(state: State, dot: Any) -> Any:
            state.node = node
            value = pipe(state, dot)
            for variable in node.pipe.declared:
                if variable.slot < 0:
                    raise state.fail(f"undefined variable: {variable.name}")
            items = pairs(value, len(slots), state)
            ran = False
            outside, state.interface = state.interface, type(value) in (list, dict)
            (state.loose.update if state.interface else state.loose.difference_update)(slots[-1:])
            for index, element in items:
                ran = True
                if second:
                    state.vars[first], state.vars[second] = index, element
                elif first:
                    state.vars[first] = element
                if body(state, element) == "break":
                    break
            state.interface = outside
            if not ran and other is not None:
                return other(state, dot)
            return None

        return run

    def call_template(self, node: nodes.Call) -> Thunk:
        name = node.name
        pipe = self.pipe(node.pipe) if node.pipe is not None else None

        def run(state: State, dot: Any) -> None:
            state.node = node
            tree = self.trees.get(name)
            if tree is None:
                raise state.fail(f"template {quote(name)} not defined")
            if state.depth >= MAX_DEPTH:
                raise state.fail(f"exceeded maximum template depth ({MAX_DEPTH})")
            value = pipe(state, dot) if pipe is not None else None
            outer, frame, loose = state.tree, state.vars, state.interface
            state.interface = False
            state.tree, state.vars = tree, [None] * (tree.slots + 1)
            state.vars[0] = value
            state.depth += 1
            self.body(name)(state, value)
            state.depth -= 1
            state.tree, state.vars, state.interface = outer, frame, loose

        return run

    # values

    def pipe(self, pipe: nodes.Pipe, *, assign: bool = True) -> Thunk:
        """The value of a pipeline; ``assign``: its variables take it (a range gives them values of its own)."""
        commands = [self.command(command, index > 0) for index, command in enumerate(pipe.commands)]
        declared = pipe.declared if assign else []
        if len(commands) == 1 and not declared:
            only = commands[0]

            def alone(state: State, dot: Any) -> Any:
                state.node = pipe
                return only(state, dot, MISSING)

            return alone

        def run(state: State, dot: Any) -> Any:
            state.node = pipe
            value: Any = MISSING
            for command in commands:
                value = command(state, dot, value)
            for variable in declared:
                if variable.slot < 0:
                    raise state.fail(f"undefined variable: {variable.name}")
                state.vars[variable.slot] = value
            return value

        return run

    def command(self, command: nodes.Command, piped: bool) -> Callable[[State, Any, Any], Any]:
        """The closure of a command, which takes the value piped into it (or MISSING)."""
        first = command.args[0]
        if isinstance(first, nodes.Identifier):
            return self.function(first, command, command.args[1:], piped=piped)
        if isinstance(first, (nodes.Field, nodes.Chain)) or (isinstance(first, nodes.Variable) and first.fields):
            return self.fields(first, command.args[1:], piped=piped)
        refuses = len(command.args) > 1 or piped
        is_pipe = isinstance(first, nodes.Pipe)
        value = self.operand(first, as_command=True)

        def plain(state: State, dot: Any, final: Any) -> Any:
            if not is_pipe:
                state.node = first
            if refuses:
                shown = f"({first})" if is_pipe else str(first)
                raise state.fail(f"can't give argument to non-function {shown.strip('()') if is_pipe else shown}")
            return value(state, dot)

        return plain

    def operand(self, node: nodes.Node, *, as_command: bool = False) -> Thunk:
        """The value of an operand on its own."""
        if isinstance(node, nodes.Dot):
            return lambda state, dot: dot
        if isinstance(node, nodes.Pipe):
            return self.pipe(node)
        if isinstance(node, nodes.Variable) and not node.fields:
            slot = node.slot

            def variable(state: State, dot: Any) -> Any:
                state.node = node
                if slot < 0:
                    raise state.fail(f"undefined variable: {node.name}")
                return state.vars[slot]

            return variable
        if isinstance(node, (nodes.Field, nodes.Chain, nodes.Variable)):
            chain = self.fields(node, [], piped=False)
            return lambda state, dot: chain(state, dot, MISSING)
        if isinstance(node, nodes.Identifier):
            function = self.function(node, node, [], piped=False)
            return lambda state, dot: function(state, dot, MISSING)
        if isinstance(node, nodes.Number):
            return self.number(node)
        if isinstance(node, nodes.Nil):

            def nil(state: State, dot: Any) -> Any:
                state.node = node
                if as_command:
                    raise state.fail("nil is not a command")
                return None

            return nil
        assert isinstance(node, (nodes.String, nodes.Bool))
        constant = node.value
        return lambda state, dot: constant

    def number(self, node: nodes.Number) -> Thunk:
        constant = node.value
        if isinstance(constant, int) and not -(1 << 63) <= constant < 1 << 63:

            def overflow(state: State, dot: Any) -> Any:
                state.node = node
                raise state.fail(f"{node} overflows int")

            return overflow
        return lambda state, dot: constant

    def fields(self, node: nodes.Node, args: list[nodes.Node], *, piped: bool) -> Callable[[State, Any, Any], Any]:
        from pydock.render.template.calls import method_call
        from pydock.render.template.fields import member

        if isinstance(node, nodes.Field):
            names, base = node.names, None
        elif isinstance(node, nodes.Variable):
            names, base = node.fields, self.operand(nodes.Variable(node.pos, node.name, node.slot))
        else:
            assert isinstance(node, nodes.Chain)
            names, base = node.names, self.operand(node.node)
        explicit_nil = isinstance(node, nodes.Chain) and isinstance(node.node, nodes.Nil)
        nothing, takes = method_call(self, [], piped=False), method_call(self, args, piped=piped)
        of_dot = base is None
        slot = node.slot if isinstance(node, nodes.Variable) else None

        if len(names) == 1 and of_dot and not args:
            name = names[0]

            def short(state: State, dot: Any, final: Any) -> Any:
                state.node = node
                return member(state, dot, name, takes, dot, final, state.interface)

            return short

        def run(state: State, dot: Any, final: Any) -> Any:
            state.node = node
            if explicit_nil:
                raise state.fail(f"indirection through explicit nil in {node}")
            if base is None:
                value, loose = dot, state.interface
            else:
                value, loose = base(state, dot), slot in state.loose
                if slot is not None:
                    state.node = node
            last = len(names) - 1
            for index, name in enumerate(names):
                of_json = type(value) is dict and name in value
                if index < last:
                    value = member(state, value, name, nothing, dot, MISSING, loose)
                else:
                    value = member(state, value, name, takes, dot, final, loose)
                loose = of_json
            return value

        return run

    def function(
        self, node: nodes.Identifier, shown: nodes.Node, args: list[nodes.Node], *, piped: bool
    ) -> Callable[[State, Any, Any], Any]:
        from pydock.render.template.calls import calling, shortcut

        if node.name in ("and", "or"):
            return shortcut(self, node, args)
        return calling(self, node, shown, args, piped=piped)
