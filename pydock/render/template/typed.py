"""JSON with Go's types: what ``{{.State.Running}}`` of ``inspect`` sees before the raw JSON is tried.

A table of types is text, one type a paragraph::

    container.State
      Status string
      Pid int
      Health *container.Health Health?
    nat.Port = string
    container.NetworkSettings
      + container.NetworkSettingsBase

A field is its Go name, its type, and its JSON name where that differs; ``?`` marks omitempty, ``+`` an embedded
struct, whose fields are the outer's too. ``A = B`` names a type that is another one underneath.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pydock.render.template.values import Duration, GoList, GoMap, Mode, Nil, Pointer, Text, int_type

_INTEGERS = frozenset(["int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"])


class Member(NamedTuple):
    """One field of a struct."""

    name: str
    type: str
    json: str
    omit_empty: bool
    embedded: bool


class Types:
    """The types of a table. ``decode(raw, "container.State")`` gives the Go value of some JSON."""

    def __init__(self, table: str, methods: dict[str, dict[str, Callable[[Any], Any]]] | None = None) -> None:
        self.structs: dict[str, list[Member]] = {}
        self.aliases: dict[str, str] = {}
        self.methods = methods or {}
        self._readers: dict[str, Callable[[Any], Any]] = {}
        self._found: dict[str, dict[str, tuple[Member, ...]]] = {}
        self._read(table)

    def _read(self, table: str) -> None:
        members: list[Member] = []
        for line in table.splitlines():
            words = line.split()
            if not words:
                continue
            if not line.startswith(" "):
                if len(words) > 1:
                    self.aliases[words[0]] = words[2]
                else:
                    members = self.structs[words[0]] = []
            elif words[0] == "+":
                kind = words[1]
                members.append(Member(kind.lstrip("*").split(".")[-1], kind, "", False, True))
            else:
                json = words[2] if len(words) > 2 else words[0]
                members.append(Member(words[0], words[1], json.rstrip("?"), json.endswith("?"), False))

    def decode(self, raw: Any, kind: str) -> Any:
        """The Go value of type ``kind`` that ``raw`` (decoded JSON, None for null or absent) stands for."""
        reader = self._readers.get(kind)
        if reader is None:
            reader = self._readers[kind] = self._reader(kind, kind)
        return reader(raw)

    def _reader(self, kind: str, name: str) -> Callable[[Any], Any]:
        """The reader of values of ``kind`` whose type errors and ``%T`` call ``name``."""
        if kind in self.aliases:
            return self._reader(self.aliases[kind], name)
        if kind in self.structs:
            made = self._class(kind)
            return lambda raw: made(self, kind, raw if isinstance(raw, dict) else {}, False)
        if kind.startswith("*"):
            return self._pointer(kind)
        if kind.startswith("["):
            return self._list(kind, name)
        if kind.startswith("map["):
            return self._map(kind, name)
        return self._plain(kind, name)

    def _class(self, kind: str) -> type[Struct]:
        return Stringer if "String" in self.methods.get(kind, ()) else Struct

    def _pointer(self, kind: str) -> Callable[[Any], Any]:
        target = kind[1:]
        if target in self.structs:
            members, made = self.members(target), self._class(target)
            return lambda raw: Nil(kind, members) if raw is None else made(self, target, raw, True)
        return lambda raw: Nil(kind) if raw is None else self.decode(raw, target)

    def _list(self, kind: str, name: str) -> Callable[[Any], Any]:
        size, _, element = kind[1:].partition("]")
        if element == "uint8":
            return lambda raw: Bytes(raw or "", name)
        shown = name if name != kind else kind.replace("any", "interface {}")
        if size:
            blank = [None] * int(size)
            return lambda raw: GoList([self.decode(item, element) for item in raw or blank], shown)
        return lambda raw: GoList([self.decode(item, element) for item in raw or ()], shown, raw is None)

    def _map(self, kind: str, name: str) -> Callable[[Any], Any]:
        key, _, element = kind[4:].partition("]")
        shown = name if name != kind else kind.replace("any", "interface {}")
        if element == "{}":
            element, shown = "struct{}", shown.replace("{}", "struct {}")

        def read(raw: Any) -> Any:
            items = {self.decode(k, key): self.decode(v, element) for k, v in (raw or {}).items()}
            return GoMap(items, shown, key=key, zero=self.decode(None, element), null=raw is None)

        return read

    def _plain(self, kind: str, name: str) -> Callable[[Any], Any]:
        if kind == "string":
            if name == "string":
                return lambda raw: raw if isinstance(raw, str) else ""
            made = type("GoText", (Text,), {"go_type": name, "go_methods": self.methods.get(name, {})})
            return lambda raw: made(raw or "")
        if kind == "bool":
            return lambda raw: raw is True
        if kind == "int":
            return lambda raw: int(raw or 0)
        if kind in ("float64", "float32"):
            return lambda raw: float(raw or 0)
        if kind in _INTEGERS:
            whole = int_type(kind if name == kind else name)
            return lambda raw: whole(raw or 0)
        if kind == "time.Duration":
            return lambda raw: Duration(raw or 0)
        if kind == "fs.FileMode":
            return lambda raw: Mode(raw or 0)
        if kind == "time.Time":
            from pydock.render.template.times import GoTime

            return GoTime.read
        if kind == "struct{}":
            return lambda raw: Struct(self, "struct {}", {}, False)
        return lambda raw: raw

    def members(self, name: str) -> dict[str, tuple[Member, ...]]:
        """Every name a struct answers to, with the path of members that leads there."""
        found = self._found.get(name)
        if found is None:
            found = {}
            inner: list[tuple[Member, dict[str, tuple[Member, ...]]]] = []
            for member in self.structs.get(name, ()):
                found[member.name] = (member,)
                if member.embedded:
                    inner.append((member, self.members(member.type.lstrip("*"))))
            for member, deeper in inner:
                for key, path in deeper.items():
                    found.setdefault(key, (member, *path))
            self._found[name] = found
        return found


class Bytes(GoList):
    """``[]byte``: a list of numbers to templates, base64 in JSON."""

    __slots__ = ("_base64",)

    def __init__(self, raw: str, go_type: str) -> None:
        from binascii import Error, a2b_base64

        whole = int_type("uint8")
        try:
            data = a2b_base64(raw)
        except (Error, ValueError):
            data = b""
        super().__init__([whole(byte) for byte in data], go_type, not raw)
        self._base64 = raw

    def go_json(self) -> str | None:
        return self._base64 or None


class Struct:
    """A struct, or a pointer to one, over its JSON."""

    __slots__ = ("_types", "go_pointer", "name", "raw")
    go_fields = True

    def __init__(self, types: Types, name: str, raw: dict[str, Any], pointer: bool) -> None:
        self._types = types
        self.name = name
        self.raw = raw
        self.go_pointer = pointer

    @property
    def go_type(self) -> str:
        return "*" + self.name if self.go_pointer else self.name

    def go_member(self, name: str) -> Any:
        """The value of field ``name``; KeyError where there is none."""
        methods = self._types.methods.get(self.name)
        if methods and name in methods:
            return methods[name](self)
        path = self._types.members(self.name)[name]
        return self._value(path[-1])

    def go_members(self) -> list[str]:
        return sorted(self._types.members(self.name))

    def _value(self, member: Member) -> Any:
        if member.embedded:
            present = member.type[0] != "*" or self._has(member.type[1:])
            return self._types.decode(self.raw if present else None, member.type)
        if member.json == "-":
            return self._types.decode(None, member.type)
        return self._types.decode(self.raw.get(member.json), member.type)

    def _has(self, embedded: str) -> bool:
        """Whether the JSON holds anything of an embedded struct; a pointer to one is nil otherwise."""
        return any(path[-1].json in self.raw for path in self._types.members(embedded).values())

    def go_items(self) -> list[tuple[str, Any]]:
        """Names and values in the order of the declaration, embedded structs as one value."""
        return [(member.name, self._printed(member)) for member in self._types.structs.get(self.name, ())]

    def _printed(self, member: Member) -> Any:
        """The value as printing the whole struct sees it, which does not look through pointers as templates do."""
        value = self._value(member)
        plain = member.type[0] == "*" and not isinstance(value, (Nil, Struct))
        return Pointer(member.type) if plain else value

    def go_json(self) -> dict[str, Any]:
        """The fields by their JSON names, without those that omitempty drops."""
        return dict(self._json(self.name))

    def _json(self, name: str) -> Iterator[tuple[str, Any]]:
        for member in self._types.structs.get(name, ()):
            if member.embedded:
                if member.type[0] != "*" or self._has(member.type[1:]):
                    yield from self._json(member.type.lstrip("*"))
            elif member.json != "-":
                value = self._value(member)
                pointer = member.type[0] == "*"
                if not (member.omit_empty and (isinstance(value, Nil) if pointer else _empty(value))):
                    yield member.json, value


class Stringer(Struct):
    """A struct that prints by a ``String`` method of its own."""

    __slots__ = ()

    def go_text(self) -> str:
        return str(self._types.methods[self.name]["String"](self))


def _empty(value: Any) -> bool:
    """What omitempty drops: zero numbers, false, nil, and anything of no length."""
    if value is None or isinstance(value, Nil):
        return True
    return isinstance(value, (str, int, float, list, dict)) and not value
