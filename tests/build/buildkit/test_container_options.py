"""Driver options and daemon flags of builders in containers."""

from __future__ import annotations

import pytest

from pydock.build.buildkit.container_options import IMAGE, NETWORK_HOST, daemon_flags, parse_settings
from pydock.errors import PydockError


def test_settings() -> None:
    options = {"image": "i", "network": "host", "memory": "1k", "cpu-shares": "5", "env.A": "b=c", "default-load": "1"}
    found = parse_settings(options)
    assert (found.image, found.environment, found.load) == ("i", ("A=b=c",), True)
    assert found.host == {
        "NetworkMode": "host",
        "Memory": 1024,
        "CpuShares": 5,
        "RestartPolicy": {"Name": "unless-stopped", "MaximumRetryCount": 0},
    }
    assert parse_settings({}).image == IMAGE and parse_settings({"restart-policy": "no"}).host["RestartPolicy"] == {
        "Name": "no",
        "MaximumRetryCount": 0,
    }


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("foo", "1", "invalid driver option foo for docker-container driver"),
        ("memory", "xx", "invalid size: 'xx'"),
        ("cpu-period", "xx", 'strconv.ParseInt: parsing "xx": invalid syntax'),
        ("env.", "x", 'invalid env option "env.", expecting env.FOO=bar'),
    ],
)
def test_refused_settings(name: str, value: str, message: str) -> None:
    with pytest.raises(PydockError) as caught:
        parse_settings({name: value})
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("text", "network", "config", "flags"),
    [
        ("", "", "", [NETWORK_HOST]),
        ("--debug", "", "", ["--debug", NETWORK_HOST]),
        (
            "--allow-insecure-entitlement security.insecure",
            "",
            "",
            ["--allow-insecure-entitlement", "security.insecure"],
        ),
        (NETWORK_HOST, "host", "", [NETWORK_HOST]),
        ("", "", 'insecure-entitlements = ["network.host"]', []),
        ("", "host", 'insecure-entitlements = ["network.host"]', [NETWORK_HOST]),
    ],
)
def test_flags(text: str, network: str, config: str, flags: list[str]) -> None:
    assert daemon_flags(text, network, config) == flags
