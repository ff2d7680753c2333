"""The values of single service flags."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.values.services import fields


def port(target: int, published: int = 0, protocol: str = "tcp", mode: str = "ingress") -> dict[str, Any]:
    found = {"Protocol": protocol, "TargetPort": target, "PublishedPort": published, "PublishMode": mode}
    return {key: value for key, value in found.items() if value}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("80", [port(80)]),
        ("8080:80/udp", [port(80, 8080, "udp")]),
        ("8000-8001:80-81", [port(80, 8000), port(81, 8001)]),
        ("8000-8001:80", [port(80, 8000), port(80, 8001)]),
        ("target=80,published=8080,mode=host,protocol=UDP", [port(80, 8080, "udp", "host")]),
    ],
)
def test_ports(text: str, want: list[dict[str, Any]]) -> None:
    assert fields.parse_publish(text) == want


@pytest.mark.parametrize(
    ("parse", "text", "want"),
    [
        (fields.parse_publish, "127.0.0.1:80:80", "hostip is not supported"),
        (fields.parse_publish, "published=80", "missing mandatory field 'target'"),
        (fields.parse_publish, "target=80,mode=x", "invalid publish mode value x"),
        (fields.parse_publish, "target=x", "invalid target port (x): value must be an integer: invalid syntax"),
        (fields.parse_publish, "a=b", "invalid field key a"),
        (fields.parse_secret, "target=x", "source is required"),
        (fields.parse_secret, "source=a,x=y", "invalid field in secret request: x"),
        (fields.parse_config, "source=a,b", "invalid field 'b' must be a key=value pair"),
        (fields.parse_placement, "x", 'placement preference must be of the format "<strategy>=<arg>"'),
        (fields.parse_placement, "x=y", "unsupported placement preference x (only spread is supported)"),
        (fields.parse_command, "'", "EOF found when expecting closing quote"),
        (fields.parse_positive_duration, "-1s", "duration cannot be negative"),
    ],
)
def test_faults(parse: Any, text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(text)
    assert str(caught.value) == want


def test_secrets() -> None:
    assert fields.parse_secret("s") == {"File": {"Name": "s", "UID": "0", "GID": "0", "Mode": 0o444}, "SecretName": "s"}
    assert fields.parse_config("src=c,target=/t,uid=1,mode=0400") == {
        "File": {"Name": "/t", "UID": "1", "GID": "0", "Mode": 0o400},
        "ConfigName": "c",
    }


def test_credential_specs() -> None:
    assert fields.parse_credential_spec("file://x")["File"] == "x"
    assert not any(fields.parse_credential_spec("").values())
    with pytest.raises(ValueError, match="invalid credential spec"):
        fields.parse_credential_spec("x")


def test_generic_resources() -> None:
    assert fields.generic_resources(["b=1", "a=2"]) == [
        {"DiscreteResourceSpec": {"Kind": "a", "Value": 2}},
        {"DiscreteResourceSpec": {"Kind": "b", "Value": 1}},
    ]
    for bad in ("x", "a=b", "a=-1"):
        with pytest.raises(ValueError):
            fields.generic_resources([bad])


def test_capabilities_and_hosts() -> None:
    assert fields.effective_capabilities(["net_admin", "ALL"], ["ALL", "x"]) == (["ALL"], [])
    assert fields.effective_capabilities(["a"], ["A", "CAP_B"]) == (["CAP_A"], ["CAP_B"])
    assert fields.swarm_hosts(["h:1.2.3.4", "v6:::1"]) == ["1.2.3.4 h", "::1 v6"]
