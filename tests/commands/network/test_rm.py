from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_what_fails_does_not_stop_the_rest(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/n1", json={"Name": "n1"})
    fake.on("DELETE", "/networks/n1", status=204)
    fake.on("GET", "/networks/gone", status=404, json={"message": "network gone not found"})
    fake.on("DELETE", "/networks/gone", status=404, json={"message": "network gone not found"})
    assert run("network", "rm", "gone", "n1") == (
        1,
        "n1\n",
        "Error response from daemon: network gone not found\nexit status 1\n",
    )
    assert run("network", "rm", "-f", "gone", "n1") == (0, "n1\n", "")


def test_the_ingress_network_is_asked_about(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/ingress", json={"Name": "ingress", "Ingress": True})
    result = run("network", "rm", "ingress", stdin=b"n\n")
    assert result.exit_code == 0
    assert result.stdout.startswith("WARNING! Before removing the routing-mesh network")
    assert [request.method for request in fake.requests] == ["GET"]
