"""What ``range`` can go over, in Go's order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydock.render.template.evaluate import State


def pairs(value: Any, names: int, state: State) -> Iterable[tuple[Any, Any]]:
    """Index and element of each step; ``names`` is how many variables take them."""
    if isinstance(value, list):
        return enumerate(value)
    if isinstance(value, dict):
        return sorted(value.items(), key=lambda item: key_order(item[0]))
    if isinstance(value, int) and not isinstance(value, bool):
        if names > 1:
            raise state.fail(f"can't use {int(value)} to iterate over more than one variable")
        kind = type(value)
        return ((None, step if kind is int else kind(step)) for step in range(value))
    if value is None:
        return ()
    from pydock.render.template.printing import printed
    from pydock.render.template.values import Nil

    if isinstance(value, Nil):
        raise state.fail("range can't iterate over <nil>")
    raise state.fail(f"range can't iterate over {printed(value)}")


def key_order(key: Any) -> Any:
    """Map keys sort by their bytes, numbers by value."""
    if isinstance(key, str):
        return key.encode("utf-8", "surrogateescape")
    return key
