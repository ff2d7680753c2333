"""Variables in a stack's file, and the types that their values take where the format wants no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydock.errors import ConfigError
from pydock.stack.template import Fault, substitute
from pydock.values.numbers import parse_decimal_int, parse_float, quote

_SECTIONS = ("services", "volumes", "networks", "secrets", "configs")


def _boolean(text: str) -> bool:
    word = text.lower()
    if word in ("1", "t", "true", "y", "yes", "on"):
        return True
    if word in ("0", "f", "false", "n", "no", "off"):
        return False
    raise ValueError(f"invalid boolean: {text}")


def _integer(text: str) -> int:
    return parse_decimal_int(text, function="Atoi")


# Paths below ``services.NAME`` and below the other sections; ``*`` is any key or index.
_CASTS: Mapping[tuple[str, ...], Callable[[str], Any]] = {
    **{
        ("services", "*", *path.split(".")): _integer
        for path in (
            "configs.*.mode", "secrets.*.mode", "healthcheck.retries", "deploy.replicas",
            "deploy.update_config.parallelism", "deploy.rollback_config.parallelism",
            "deploy.restart_policy.max_attempts", "deploy.placement.max_replicas_per_node",
            "ports.*.target", "ports.*.published", "ulimits.*", "ulimits.*.hard", "ulimits.*.soft",
        )
    },
    **{
        ("services", "*", *path.split(".")): parse_float
        for path in ("deploy.update_config.max_failure_ratio", "deploy.rollback_config.max_failure_ratio")
    },
    **{
        ("services", "*", *path.split(".")): _boolean
        for path in (
            "healthcheck.disable", "privileged", "read_only", "stdin_open", "tty", "volumes.*.read_only",
            "volumes.*.volume.nocopy",
        )
    },
    **{(section, "*", "external"): _boolean for section in ("networks", "volumes", "secrets", "configs")},
    ("networks", "*", "internal"): _boolean,
    ("networks", "*", "attachable"): _boolean,
}  # fmt: skip


def interpolate(document: Mapping[str, Any], lookup: Callable[[str], str | None]) -> dict[str, Any]:
    """``document`` with the variables in its sections replaced. ConfigError names the place of a fault."""
    return {key: _walk(value, (key,), lookup) if key in _SECTIONS else value for key, value in document.items()}


def _walk(value: Any, path: tuple[str, ...], lookup: Callable[[str], str | None]) -> Any:
    if isinstance(value, dict):
        return {key: _walk(item, (*path, str(key)), lookup) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item, (*path, "[]"), lookup) for item in value]
    if not isinstance(value, str):
        return value
    where = ".".join(path)
    try:
        text = substitute(value, lookup)
    except Fault as fault:
        advice = "you may need to escape any $ with another $"
        raise ConfigError(f"invalid interpolation format for {where}: {quote(str(fault))}; {advice}") from None
    cast = _cast(path) if text != value else None
    if cast is None:
        return text
    try:
        return cast(text)
    except ValueError as error:
        raise ConfigError(f"error while interpolating {where}: failed to cast to expected type: {error}") from None


def _cast(path: tuple[str, ...]) -> Callable[[str], Any] | None:
    for pattern, cast in _CASTS.items():
        if len(pattern) == len(path) and all(want in ("*", have) for want, have in zip(pattern, path, strict=True)):
            return cast
    return None
