"""The functions of Go's ``text/template``."""

from __future__ import annotations

from typing import Any

from pydock.render.template.calls import Function
from pydock.render.template.errors import CallError
from pydock.render.template.formatting import sprintf
from pydock.render.template.printing import sprint, sprintln
from pydock.render.template.values import (
    GoInt,
    GoList,
    GoMap,
    Nil,
    Text,
    basic_kind,
    go_type,
    is_null,
    string,
    truth,
    utf8,
)

_JS = {
    "\\": "\\\\", "'": "\\'", '"': '\\"', "<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "=": "\\u003D",
}  # fmt: skip
_HTML = {'"': "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": "\ufffd"}
_URL_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")


def _not(value: Any) -> bool:
    return not truth(value)


def _equal(first: Any, *rest: Any) -> bool:
    if not rest:
        raise CallError("missing argument for comparison")
    return any(_same(first, other) for other in rest)


def _same(first: Any, other: Any) -> bool:
    kind, kind2 = basic_kind(first), basic_kind(other)
    if kind != kind2:
        if {kind, kind2} == {"int", "uint"}:
            return int(first) == int(other)
        if first is not None and other is not None:
            raise CallError("incompatible types for comparison")
        return False
    if kind:
        return bool(first == other)
    if is_null(first) or is_null(other):
        return is_null(first) == is_null(other)
    shapes = [list if isinstance(v, list) else dict if isinstance(v, dict) else object for v in (first, other)]
    if shapes[0] is not shapes[1]:
        shown = [sprintf("%s", value) for value in (first, other)]
        raise CallError(f"non-comparable types {shown[0]}: {go_type(first)}, {go_type(other)}: {shown[1]}")
    if not _comparable(other):
        raise CallError(f"non-comparable type {sprintf('%s', other)}: {go_type(other)}")
    if hasattr(first, "raw") and hasattr(other, "raw") and go_type(first) == go_type(other):
        return bool(first.raw is other.raw or (not first.go_pointer and first.raw == other.raw))
    return bool(first == other)


def _comparable(value: Any) -> bool:
    """Whether Go compares such values: not slices, maps, nor structs that hold one."""
    if isinstance(value, (list, dict)):
        return False
    if getattr(value, "go_pointer", True):
        return True
    return all(_comparable(part) for _, part in value.go_items())


def _not_equal(first: Any, second: Any) -> bool:
    return not _equal(first, second)


def _less(first: Any, second: Any) -> bool:
    kinds = [basic_kind(first), basic_kind(second)]
    if "" in kinds:
        raise CallError("invalid type for comparison")
    if kinds[0] != kinds[1]:
        if set(kinds) == {"int", "uint"}:
            return int(first) < int(second)
        raise CallError("incompatible types for comparison")
    if kinds[0] in ("bool", "complex"):
        raise CallError("invalid type for comparison")
    if kinds[0] == "string":
        return utf8(first) < utf8(second)
    return bool(first < second)


def _less_or_equal(first: Any, second: Any) -> bool:
    return _less(first, second) or _equal(first, second)


def _greater(first: Any, second: Any) -> bool:
    return not _less_or_equal(first, second)


def _greater_or_equal(first: Any, second: Any) -> bool:
    return not _less(first, second)


def _length(value: Any) -> int:
    if value is None:
        raise CallError("len of nil pointer")
    if isinstance(value, Nil):
        raise CallError("len of nil pointer")
    if isinstance(value, str):
        return len(value) if value.isascii() else len(utf8(value))
    if isinstance(value, (list, dict)):
        return len(value)
    raise CallError(f"len of type {go_type(value).lstrip('*')}")


def _position(index: Any, limit: int) -> int:
    """An index into something of ``limit`` places; the limit itself passes, as in Go."""
    if index is None:
        raise CallError("cannot index slice/array with nil")
    if isinstance(index, bool) or not isinstance(index, int):
        raise CallError(f"cannot index slice/array with type {go_type(index)}")
    if not 0 <= index <= limit:
        raise CallError(f"index out of range: {int(index)}")
    return int(index)


def _index(item: Any, *indexes: Any) -> Any:
    if item is None:
        raise CallError("index of untyped nil")
    for index in indexes:
        if item is None or isinstance(item, Nil):
            raise CallError("index of nil pointer")
        if isinstance(item, str):
            data = utf8(item)
            at = _position(index, len(data))
            if at == len(data):
                raise CallError("reflect: string index out of range")
            item = _byte(data[at])
        elif isinstance(item, list):
            at = _position(index, len(item))
            if at == len(item):
                raise CallError("reflect: slice index out of range")
            item = item[at]
        elif isinstance(item, dict):
            item = _entry(item, index)
        else:
            raise CallError(f"can't index item of type {go_type(item).lstrip('*')}")
    return item


def _byte(value: int) -> Any:
    from pydock.render.template.values import int_type

    return int_type("uint8")(value)


def _entry(item: dict[Any, Any], index: Any) -> Any:
    wanted = item.key if isinstance(item, GoMap) else "string"
    if index is None:
        raise CallError(f"value is nil; should be of type {wanted}")
    kind = go_type(index)
    both_whole = isinstance(index, (int, GoInt)) and "int" in wanted
    if kind != wanted and not both_whole:
        raise CallError(f"value has type {kind}; should be {wanted}")
    if index in item:
        return item[index]
    return item.zero if isinstance(item, GoMap) else None


def _slice(item: Any, *indexes: Any) -> Any:
    if item is None:
        raise CallError("slice of untyped nil")
    if len(indexes) > 3:
        raise CallError(f"too many slice indexes: {len(indexes)}")
    if isinstance(item, str):
        if len(indexes) == 3:
            raise CallError("cannot 3-index slice a string")
        data: Any = utf8(item)
    elif isinstance(item, list):
        data = item
    else:
        raise CallError(f"can't slice item of type {go_type(item)}")
    bounds = [0, len(data), 0]
    for place, index in enumerate(indexes):
        bounds[place] = _position(index, len(data))
    for low, high in ((0, 1), (1, 2))[: 2 if len(indexes) == 3 else 1]:
        if bounds[low] > bounds[high]:
            raise CallError(f"invalid slice index: {bounds[low]} > {bounds[high]}")
    part = data[bounds[0] : bounds[1]]
    if isinstance(item, Text):
        return type(item)(string(part))
    if isinstance(item, str):
        return string(part)
    return GoList(part, item.go_type) if isinstance(item, GoList) else part


def _joined(values: tuple[Any, ...]) -> str:
    """The text of one string, or what ``print`` makes of several values."""
    if len(values) == 1 and isinstance(values[0], str):
        return str(values[0])
    return sprint(*["<no value>" if value is None else value for value in values], follow=True)


def _html(*values: Any) -> str:
    return "".join([_HTML.get(char, char) for char in _joined(values)])


def _js(*values: Any) -> str:
    out = []
    for char in _joined(values):
        if char in _JS:
            out.append(_JS[char])
        elif char < " " or (not char.isascii() and not char.isprintable()):
            out.append(f"\\u{ord(char):04X}")
        else:
            out.append(char)
    return "".join(out)


def _urlquery(*values: Any) -> str:
    out = []
    for byte in utf8(_joined(values)):
        out.append(chr(byte) if byte in _URL_SAFE else "+" if byte == 32 else f"%{byte:02X}")
    return "".join(out)


def _call(name: Any, *values: Any) -> Any:
    """``call``: no value that templates reach is a function. ``name`` is the first argument as written, if it was."""
    function = values[0] if values else name
    shown = name if isinstance(name, str) else f"<{go_type(name)} Value>"
    if function is None:
        raise CallError("call of nil")
    raise CallError(f"non-function {shown} of type {go_type(function)}")


def _logic(*_: Any) -> Any:
    raise AssertionError("and and or are evaluated where they stand")


FUNCTIONS: dict[str, Function] = {
    "and": Function(("value",), "value", _logic),
    "or": Function(("value",), "value", _logic),
    "not": Function(("value",), None, _not),
    "eq": Function(("value",), "value", _equal),
    "ne": Function(("value", "value"), None, _not_equal),
    "lt": Function(("value", "value"), None, _less),
    "le": Function(("value", "value"), None, _less_or_equal),
    "gt": Function(("value", "value"), None, _greater),
    "ge": Function(("value", "value"), None, _greater_or_equal),
    "len": Function(("value",), None, _length),
    "index": Function(("value",), "value", _index),
    "slice": Function(("value",), "value", _slice),
    "print": Function((), "any", sprint),
    "printf": Function(("string",), "any", sprintf),
    "println": Function((), "any", sprintln),
    "html": Function((), "any", _html),
    "js": Function((), "any", _js),
    "urlquery": Function((), "any", _urlquery),
    "call": Function(("value",), "value", _call),
}
