"""Paths and queries of the Engine API, escaped as Go's client escapes them.

``urllib.parse`` does this too, but its import costs more than a whole request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydock.errors import PydockError

Scalar = str | int | bool
Query = Mapping[str, Scalar | Iterable[str] | None]

_PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
_PATH_SAFE = frozenset(_PLAIN + b"$&+,/:;=@")
_QUERY_SAFE = frozenset(_PLAIN)
_HOST_SAFE = frozenset(_PLAIN)


def quote(part: str) -> str:
    """``part`` as it stands in a request path. Slashes stay: image names have them."""
    return _escape(part, _PATH_SAFE)


def object_path(kind: str, name: str, verb: str = "") -> str:
    """``/kind/name/verb`` for an object of ``kind`` (a plural), whose name is checked as :func:`identifier` does."""
    path = f"/{kind}/{quote(identifier(kind.removesuffix('s'), name))}"
    return f"{path}/{verb}" if verb else path


def identifier(kind: str, name: str) -> str:
    """``name`` without the blanks around it. PydockError if nothing is left: a path would be that of another call."""
    name = name.strip()
    if not name:
        raise PydockError(f"invalid {kind} name or ID: value is empty")
    return name


def cleaned(path: str) -> str:
    """``path`` without empty, ``.`` and ``..`` parts, and without a slash at its end."""
    if "//" not in path and "/." not in path and not path.endswith("/"):
        return path
    from posixpath import normpath

    return normpath(path)


def quote_host(text: str) -> str:
    """``text`` as the host of a URL; a socket's path becomes ``%2Frun%2F...``."""
    return _escape(text, _HOST_SAFE)


def encode_query(query: Query | None) -> str:
    """``?a=1&b=x+y`` sorted by key, or nothing. None is dropped, booleans are 1 and 0, lists repeat their key."""
    if not query:
        return ""
    pairs = [
        f"{_escape(key, _QUERY_SAFE, plus=True)}={_escape(text, _QUERY_SAFE, plus=True)}"
        for key in sorted(query)
        for text in _texts(query[key])
    ]
    return "?" + "&".join(pairs) if pairs else ""


def _texts(value: Scalar | Iterable[str] | None) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return ["1" if value else "0"]
    if isinstance(value, (str, int)):
        return [str(value)]
    return list(value)


def _escape(text: str, safe: frozenset[int], *, plus: bool = False) -> str:
    data = text.encode("utf-8", "surrogateescape")
    if safe.issuperset(data):
        return text
    return "".join(
        chr(byte) if byte in safe else "+" if plus and byte == 0x20 else f"%{byte:02X}" for byte in data
    )
