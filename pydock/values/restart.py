"""``--restart`` policies."""

from __future__ import annotations

from typing import Any

from pydock.values.numbers import parse_decimal_int


def parse_restart(text: str) -> dict[str, Any]:
    """``NAME[:RETRIES]`` as ``{"Name": ..., "MaximumRetryCount": ...}``; the engine judges the name."""
    name, colon, retries = text.partition(":")
    if colon and not name:
        raise ValueError("invalid restart policy format: no policy provided before colon")
    count = 0
    if retries:
        try:
            count = parse_decimal_int(retries, function="Atoi")
        except ValueError:
            message = "invalid restart policy format: maximum retry count must be an integer"
            raise ValueError(message) from None
    return {"Name": name, "MaximumRetryCount": count}


def is_none(policy: dict[str, Any]) -> bool:
    """Whether a policy never restarts."""
    return policy["Name"] in ("", "no")
