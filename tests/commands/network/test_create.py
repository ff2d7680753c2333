from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_create(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/networks/create", status=201, json={"Id": "n1id", "Warning": "careful"})
    result = run(
        "network", "create", "--subnet", "10.1.0.0/16", "--label", "a=b", "-o", "x=1", "--ipv6", "--internal", "n1"
    )
    assert result == (0, "n1id\n", "WARNING: careful\n")
    assert fake.requests[0].json == {
        "Name": "n1",
        "Driver": "bridge",
        "Scope": "",
        "IPAM": {"Driver": "default", "Options": {}, "Config": [{"Subnet": "10.1.0.0/16"}]},
        "Internal": True,
        "Attachable": False,
        "Ingress": False,
        "ConfigOnly": False,
        "ConfigFrom": None,
        "Options": {"x": "1"},
        "Labels": {"a": "b"},
        "EnableIPv6": True,
    }


def test_refusals(run: Runner) -> None:
    assert run("network", "create", "--ip-range", "10.0.0.0/8", "n1") == (
        1,
        "",
        "every ip-range or gateway must have a corresponding subnet\n",
    )
    assert run("network", "create", "--label", "", "n1").exit_code == 125
