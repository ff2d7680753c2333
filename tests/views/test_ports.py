"""The PORTS column."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.ports import displayed


def port(private: int, public: int = 0, address: str = "", protocol: str = "tcp") -> dict[str, Any]:
    return {"PrivatePort": private, "PublicPort": public, "IP": address, "Type": protocol}


@pytest.mark.parametrize(
    ("ports", "text"),
    [
        ([], ""),
        ([port(80), port(443)], "80/tcp, 443/tcp"),
        ([port(82), port(80), port(81)], "80-82/tcp"),
        ([port(80, 8080, "0.0.0.0"), port(80, 8080, "::")], "0.0.0.0:8080->80/tcp, [::]:8080->80/tcp"),
        (
            [port(5, 5, "0.0.0.0"), port(6, 6, "0.0.0.0"), port(53, 53, "1.2.3.4", "udp")],
            "0.0.0.0:5-6->5-6/tcp, 1.2.3.4:53->53/udp",
        ),
        ([port(80), port(82), port(80, 0, "", "udp")], "80/tcp, 82/tcp, 80/udp"),
    ],
)
def test_ports(ports: list[dict[str, Any]], text: str) -> None:
    assert displayed(ports) == text
