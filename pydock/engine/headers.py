"""Headers that go with every request: config.json's ``HttpHeaders`` or DOCKER_CUSTOM_HEADERS."""

from __future__ import annotations

from collections.abc import Mapping

from pydock.errors import ConfigError

VARIABLE = "DOCKER_CUSTOM_HEADERS"


def extra_headers(configured: Mapping[str, str] | None, environ: Mapping[str, str]) -> list[tuple[str, str]]:
    """The environment's headers replace the configured ones altogether. User-Agent is not theirs to set."""
    text = environ.get(VARIABLE)
    pairs = _parse(text) if text else list((configured or {}).items())
    return [(name, value) for name, value in pairs if name.lower() not in ("user-agent", "host")]


def _parse(text: str) -> list[tuple[str, str]]:
    """``name=value,name=value`` as CSV. Raises ConfigError."""
    from csv import Error, reader

    try:
        fields = next(reader([text], strict=True), [])
    except Error:
        raise ConfigError(
            f"failed to parse custom headers from {VARIABLE} environment variable: "
            "value must be formatted as comma-separated key=value pairs"
        ) from None
    found: dict[str, str] = {}
    for field in fields:
        name, equals, value = field.partition("=")
        name = name.strip()
        if not name:
            raise ConfigError(
                f"failed to set custom headers from {VARIABLE} environment variable: "
                f"value contains a key=value pair with an empty key: '{field}'"
            )
        if not equals:
            raise ConfigError(
                f"failed to set custom headers from {VARIABLE} environment variable: "
                f"missing \"=\" in key=value pair: '{field}'"
            )
        found[name] = value
    return list(found.items())
