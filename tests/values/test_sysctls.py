"""``--sysctl``."""

from __future__ import annotations

import pytest

from pydock.values.sysctls import parse_sysctl


@pytest.mark.parametrize("text", ["net.core.somaxconn=1", "fs.mqueue.x=1", "kernel.shmmax=1=2", "net.="])
def test_allowed(text: str) -> None:
    assert parse_sysctl(text) == text


@pytest.mark.parametrize("text", ["", "net.a", "kernel.hostname=x", "=1"])
def test_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^sysctl '{text}' is not allowed$"):
        parse_sysctl(text)
