"""``--health-*`` flags as the API's ``Healthcheck``."""

from __future__ import annotations

from typing import Any


def healthcheck(
    *,
    command: str = "",
    interval: int = 0,
    timeout: int = 0,
    retries: int = 0,
    start_period: int = 0,
    start_interval: int = 0,
    disabled: bool = False,
) -> dict[str, Any] | None:
    """Times are nanoseconds; None when nothing is set, so the image's own check stays. ValueError in Docker's words."""
    numbers = {
        "--health-interval": ("Interval", interval),
        "--health-timeout": ("Timeout", timeout),
        "--health-retries": ("Retries", retries),
        "--health-start-period": ("StartPeriod", start_period),
        "--health-start-interval": ("StartInterval", start_interval),
    }
    given = bool(command) or any(value for _, value in numbers.values())
    if disabled:
        if given:
            raise ValueError("--no-healthcheck conflicts with --health-* options")
        return {"Test": ["NONE"]}
    if not given:
        return None
    for flag, (_, value) in numbers.items():
        if value < 0:
            raise ValueError(f"{flag} cannot be negative")
    check: dict[str, Any] = {"Test": ["CMD-SHELL", command]} if command else {}
    return check | {field: value for field, value in numbers.values() if value}
