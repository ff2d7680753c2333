"""From containers back to the application they could be of."""

from __future__ import annotations

from typing import Any

from pydock.compose.generate import application
from pydock.compose.observe import Container
from tests.compose.making import container


def test_containers_of_one_service_are_counted() -> None:
    own = Container({"Id": "1", "Names": ["/own"], "Image": "j", "Labels": {"mine": "1", "com.docker.compose.x": "y"}})
    found = application(
        "app", [*[(container("web", n, Image="i"), {"Config": {}}) for n in (1, 2)], (own, {"Config": {}})]
    )
    assert found.services == {
        "web": {"image": "i", "scale": 2},
        "own": {"image": "j", "scale": 1, "labels": {"mine": "1"}},
    }


def configured(detail: dict[str, Any]) -> Any:
    return application("app", [(container("web", Image="i"), {"Config": {}, **detail})])


def test_settings() -> None:
    check = {"Test": ["CMD", "x"], "Interval": 5, "Retries": 0}
    service = configured({"Config": {"Env": ["A=1=2", "B"], "Healthcheck": check}}).services["web"]
    assert service["environment"] == {"A": "1=2", "B": None}
    assert service["healthcheck"] == {"test": ["CMD", "x"], "interval": 5}


def test_mounts_and_secrets() -> None:
    mounts = [
        {"Type": "volume", "Name": "v", "Source": "/var/lib/x", "Destination": "/v", "RW": True},
        {"Type": "bind", "Source": "/h", "Destination": "/b", "RW": False},
        {"Type": "bind", "Source": "/s/pass", "Destination": "/run/secrets/pass", "RW": False},
        {"Type": "tmpfs", "Destination": "/t"},
    ]
    found = configured({"Mounts": mounts})
    service = found.services["web"]
    assert service["volumes"] == [
        {"type": "volume", "source": "v", "target": "/v"},
        {"type": "bind", "source": "/h", "target": "/b", "read_only": True},
    ]
    assert service["secrets"] == [{"source": "pass", "target": "/run/secrets/pass"}]
    assert found.secrets == {"pass": {"name": "pass", "file": "/s/pass"}}
    assert list(found.volumes) == ["v"]


def test_networks_and_ports() -> None:
    found = configured({
        "NetworkSettings": {"Networks": {"front": {"Aliases": ["web"]}, "back": None}},
        "HostConfig": {"PortBindings": {
            "443/tcp": [{"HostIp": "", "HostPort": "8443"}],
            "53/udp": [{"HostIp": "127.0.0.1", "HostPort": ""}],
            "9/tcp": None,
        }},
    })  # fmt: skip
    service = found.services["web"]
    assert service["networks"] == {"front": {"aliases": ["web"]}, "back": {}}
    assert list(found.networks) == ["front", "back"]
    assert service["ports"] == [
        {"target": 53, "protocol": "udp", "host_ip": "127.0.0.1"},
        {"target": 443, "protocol": "tcp", "published": "8443"},
    ]
