"""The tree of a parsed template. ``str(node)`` is the text that errors quote."""

from __future__ import annotations


class Node:
    """``pos``: index of the node's first character in the template's text."""

    __slots__ = ("pos",)
    executable = True

    def __init__(self, pos: int) -> None:
        self.pos = pos


class List(Node):
    __slots__ = ("nodes",)

    def __init__(self, pos: int) -> None:
        super().__init__(pos)
        self.nodes: list[Node] = []

    def __str__(self) -> str:
        return "".join(map(str, self.nodes))


class Text(Node):
    __slots__ = ("text",)

    def __init__(self, pos: int, text: str) -> None:
        super().__init__(pos)
        self.text = text

    def __str__(self) -> str:
        return self.text


class Pipe(Node):
    """Commands joined by ``|``; ``declared`` names the variables (with their slots) that take the value."""

    __slots__ = ("assign", "commands", "declared")

    def __init__(self, pos: int) -> None:
        super().__init__(pos)
        self.commands: list[Command] = []
        self.declared: list[Variable] = []
        self.assign = False

    def __str__(self) -> str:
        names = ", ".join(map(str, self.declared))
        if names:
            names += " = " if self.assign else " := "
        return names + " | ".join(map(str, self.commands))


class Command(Node):
    __slots__ = ("args",)

    def __init__(self, pos: int) -> None:
        super().__init__(pos)
        self.args: list[Node] = []

    def __str__(self) -> str:
        return " ".join([f"({arg})" if isinstance(arg, Pipe) else str(arg) for arg in self.args])


class Action(Node):
    __slots__ = ("pipe",)

    def __init__(self, pos: int, pipe: Pipe) -> None:
        super().__init__(pos)
        self.pipe = pipe

    def __str__(self) -> str:
        return "{{" + str(self.pipe) + "}}"


class Identifier(Node):
    __slots__ = ("name",)

    def __init__(self, pos: int, name: str) -> None:
        super().__init__(pos)
        self.name = name

    def __str__(self) -> str:
        return self.name


class Variable(Node):
    """``$x.A.B``: ``slot`` is where the frame holds ``$x``, ``fields`` what follows."""

    __slots__ = ("fields", "name", "slot")

    def __init__(self, pos: int, name: str, slot: int, fields: tuple[str, ...] = ()) -> None:
        super().__init__(pos)
        self.name = name
        self.slot = slot
        self.fields = fields

    def __str__(self) -> str:
        return ".".join([self.name, *self.fields])


class Dot(Node):
    __slots__ = ()
    executable = False

    def __str__(self) -> str:
        return "."


class Nil(Node):
    __slots__ = ()
    executable = False

    def __str__(self) -> str:
        return "nil"


class Bool(Node):
    __slots__ = ("value",)
    executable = False

    def __init__(self, pos: int, value: bool) -> None:
        super().__init__(pos)
        self.value = value

    def __str__(self) -> str:
        return "true" if self.value else "false"


class Number(Node):
    """``value`` is the int, float or complex that the constant is on its own; ``whole`` its int, if it has one."""

    __slots__ = ("text", "value", "whole")
    executable = False

    def __init__(self, pos: int, text: str, value: int | float | complex, whole: int | None) -> None:
        super().__init__(pos)
        self.text = text
        self.value = value
        self.whole = whole

    def __str__(self) -> str:
        return self.text


class String(Node):
    __slots__ = ("quoted", "value")
    executable = False

    def __init__(self, pos: int, quoted: str, value: str) -> None:
        super().__init__(pos)
        self.quoted = quoted
        self.value = value

    def __str__(self) -> str:
        return self.quoted


class Field(Node):
    __slots__ = ("names",)

    def __init__(self, pos: int, names: tuple[str, ...]) -> None:
        super().__init__(pos)
        self.names = names

    def __str__(self) -> str:
        return "".join(["." + name for name in self.names])


class Chain(Node):
    """``(pipeline).A.B``."""

    __slots__ = ("names", "node")

    def __init__(self, pos: int, node: Node, names: tuple[str, ...]) -> None:
        super().__init__(pos)
        self.node = node
        self.names = names

    def __str__(self) -> str:
        base = f"({self.node})" if isinstance(self.node, Pipe) else str(self.node)
        return base + "".join(["." + name for name in self.names])


class Branch(Node):
    """``if``, ``with`` or ``range``, by ``word``."""

    __slots__ = ("body", "otherwise", "pipe", "word")

    def __init__(self, pos: int, word: str, pipe: Pipe, body: List, otherwise: List | None) -> None:
        super().__init__(pos)
        self.word = word
        self.pipe = pipe
        self.body = body
        self.otherwise = otherwise

    def __str__(self) -> str:
        other = "" if self.otherwise is None else "{{else}}" + str(self.otherwise)
        return "{{" + f"{self.word} {self.pipe}" + "}}" + f"{self.body}{other}" + "{{end}}"


class Jump(Node):
    """``break`` or ``continue``."""

    __slots__ = ("word",)

    def __init__(self, pos: int, word: str) -> None:
        super().__init__(pos)
        self.word = word

    def __str__(self) -> str:
        return "{{" + self.word + "}}"


class Call(Node):
    """``{{template "name" pipeline}}``."""

    __slots__ = ("name", "pipe")

    def __init__(self, pos: int, name: str, pipe: Pipe | None) -> None:
        super().__init__(pos)
        self.name = name
        self.pipe = pipe

    def __str__(self) -> str:
        from pydock.render.template.quoting import quote

        tail = "" if self.pipe is None else f" {self.pipe}"
        return "{{template " + quote(self.name) + tail + "}}"


class Mark(Node):
    """``{{end}}`` or ``{{else}}`` while parsing; never in a finished tree."""

    __slots__ = ("word",)

    def __init__(self, pos: int, word: str) -> None:
        super().__init__(pos)
        self.word = word

    def __str__(self) -> str:
        return "{{" + self.word + "}}"
