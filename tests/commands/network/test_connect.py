from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_connect(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/networks/n1/connect")
    words = ("--alias", "w", "--ip", "10.0.0.9", "--driver-opt", "a = b", "--gw-priority", "-5", "--link", "c2:x")
    assert run("network", "connect", *words, "n1", "c1") == (0, "", "")
    sent = fake.requests[0].json
    assert sent["Container"] == "c1"
    endpoint = sent["EndpointConfig"]
    assert endpoint["IPAMConfig"] == {"IPv4Address": "10.0.0.9"}
    assert endpoint["Aliases"] == ["w"]
    assert endpoint["DriverOpts"] == {"a": "b"}
    assert endpoint["GwPriority"] == -5
    assert endpoint["Links"] == ["c2:x"]


def test_driver_options_need_a_key(run: Runner) -> None:
    assert run("network", "connect", "--driver-opt", "x", "n1", "c1") == (
        1,
        "",
        "invalid key/value pair format in driver options\n",
    )
