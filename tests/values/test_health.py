"""``--health-*``."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.values.health import healthcheck


def test_nothing_set() -> None:
    assert healthcheck() is None


def test_disabled() -> None:
    assert healthcheck(disabled=True) == {"Test": ["NONE"]}
    with pytest.raises(ValueError, match=r"^--no-healthcheck conflicts with --health-\* options$"):
        healthcheck(disabled=True, retries=1)


def test_all() -> None:
    check = healthcheck(command="x", interval=1, timeout=2, retries=3, start_period=4, start_interval=5)
    numbers = {"Interval": 1, "Timeout": 2, "Retries": 3, "StartPeriod": 4, "StartInterval": 5}
    assert check == {"Test": ["CMD-SHELL", "x"], **numbers}


@pytest.mark.parametrize(
    ("arguments", "flag"),
    [
        ({"interval": -1}, "--health-interval"),
        ({"timeout": -1, "interval": 1}, "--health-timeout"),
        ({"retries": -1}, "--health-retries"),
        ({"start_period": -1}, "--health-start-period"),
        ({"start_interval": -1}, "--health-start-interval"),
    ],
)
def test_negative(arguments: dict[str, Any], flag: str) -> None:
    with pytest.raises(ValueError, match=f"^{flag} cannot be negative$"):
        healthcheck(**arguments)
