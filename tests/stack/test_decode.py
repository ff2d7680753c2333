"""A stack's file in its canonical form."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import ConfigError
from pydock.stack.decode import Decoder


def decoded(attributes: dict[str, Any]) -> dict[str, Any]:
    def fail(text: str) -> None:
        raise AssertionError(text)

    return Decoder(fail).structure(attributes, "Service", "services.a")


@pytest.mark.parametrize(
    ("attributes", "result"),
    [
        ({"image": "i", "oom_score_adj": 5, "tty": False, "dns": [], "labels": {}}, {"image": "i"}),
        ({"command": "a 'b c'"}, {"command": ["a", "b c"]}),
        ({"environment": ["B=1", "A"]}, {"environment": {"A": None, "B": "1"}}),
        ({"environment": {"A": 1.5, "B": True, "C": None}}, {"environment": {"A": "1.5", "B": "true", "C": None}}),
        ({"labels": ["b", "a=1"]}, {"labels": {"a": "1", "b": ""}}),
        ({"extra_hosts": {"h": "1.1.1.1", "g": "2.2.2.2"}}, {"extra_hosts": ["g:2.2.2.2", "h:1.1.1.1"]}),
        ({"extra_hosts": ["a=b:c", "h:::1", "x", "q=[::1]", "z:1=2"]},
         {"extra_hosts": ["a:b:c", "h:::1", "q:::1", "z:1:2"]}),
        ({"dns": "1.1.1.1"}, {"dns": ["1.1.1.1"]}),
        ({"healthcheck": {"test": "x", "interval": "90s"}},
         {"healthcheck": {"test": ["CMD-SHELL", "x"], "interval": "1m30s"}}),
        ({"deploy": {"replicas": 0}}, {"deploy": {"replicas": 0}}),
        ({"deploy": {"resources": {"limits": {"memory": "1k"}}}},
         {"deploy": {"resources": {"limits": {"memory": "1024"}}}}),
        ({"ports": ["8080-8081:80-81/udp"]},
         {"ports": [{"mode": "ingress", "target": 80, "published": 8080, "protocol": "udp"},
                    {"mode": "ingress", "target": 81, "published": 8081, "protocol": "udp"}]}),
        ({"ports": [80]}, {"ports": [{"mode": "ingress", "target": 80, "protocol": "tcp"}]}),
        ({"volumes": ["vol:/v:nocopy", "/h:/h:ro,rshared", "/anon"]},
         {"volumes": [{"type": "volume", "source": "vol", "target": "/v", "volume": {"nocopy": True}},
                      {"type": "bind", "source": "/h", "target": "/h", "read_only": True,
                       "bind": {"propagation": "rshared"}},
                      {"type": "volume", "target": "/anon"}]}),
        ({"secrets": ["s", {"source": "t", "mode": 0}]}, {"secrets": [{"source": "s"}, {"source": "t", "mode": 0}]}),
        ({"networks": ["b", "a"]}, {"networks": {"a": None, "b": None}}),
        ({"ulimits": {"nproc": {"soft": 1, "hard": 2}, "nofile": 5}},
         {"ulimits": {"nofile": 5, "nproc": {"soft": 1, "hard": 2}}}),
        ({"x-b": 1, "x-a": [2]}, {"x-a": [2], "x-b": 1}),
    ],
)  # fmt: skip
def test_values(attributes: dict[str, Any], result: dict[str, Any]) -> None:
    assert decoded(attributes) == result


def test_attributes_stand_in_one_order() -> None:
    assert list(decoded({"image": "i", "x-a": 1, "command": "x"})) == ["command", "image", "x-a"]


def test_addresses_of_ports_are_ignored_with_a_word() -> None:
    warnings: list[str] = []
    Decoder(warnings.append).structure({"ports": ["127.0.0.1:8080:80"]}, "Service", "services.a")
    assert warnings == ["ignoring IP-address (127.0.0.1:8080:80/tcp) service will listen on '0.0.0.0'"]


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"command": "'"}, "invalid command line string: '"),
        ({"deploy": {"resources": {"limits": {"memory": "x"}}}},
         "decoding failed due to the following error(s):\n\nerror decoding 'A.Deploy.Resources.Limits.memory': "
         "invalid size: 'x'"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit(attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        decoded(attributes)
    assert caught.value.message == message
