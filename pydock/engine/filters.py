"""The ``filters`` query parameter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def encode(filters: Mapping[str, Iterable[str]] | None) -> str | None:
    """``{"label": ["a"]}`` as the API's ``{"label":{"a":true}}``; None when there is nothing to filter by."""
    wanted = {key: dict.fromkeys(sorted(values), True) for key, values in sorted((filters or {}).items())}
    wanted = {key: values for key, values in wanted.items() if values}
    if not wanted:
        return None
    from json import dumps

    return dumps(wanted, separators=(",", ":"))
