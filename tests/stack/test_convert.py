"""From a stack's configuration to specs of the API."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import ConfigError
from pydock.stack.convert import Namespace, networks, references, service, stored
from pydock.stack.mounts import convert_mount

STACK = Namespace("st")
LABEL = {"com.docker.stack.namespace": "st"}


def test_networks_that_services_use() -> None:
    config = {
        "services": {"a": {"networks": {"front": None, "ext": None}}, "b": {}},
        "networks": {
            "front": {"name": "real", "ipam": {"config": [{"subnet": "10.0.0.0/24"}]}, "labels": {"q": "r"}},
            "ext": {"name": "outer", "external": True},
            "unused": {},
        },
    }
    bodies, external = networks(STACK, config)
    assert external == ["outer"]
    assert list(bodies) == ["real", "st_default"]
    assert bodies["real"]["IPAM"] == {"Driver": "", "Options": None, "Config": [{"Subnet": "10.0.0.0/24"}]}
    assert bodies["real"]["Labels"] == {"q": "r", **LABEL}
    assert bodies["st_default"]["Driver"] == "overlay"


def test_a_whole_service() -> None:
    item: dict[str, Any] = {
        "image": "x",
        "cap_add": ["net_admin"],
        "environment": {"B": None, "A": "1"},
        "healthcheck": {"test": ["CMD", "x"], "interval": "1m30s"},
        "init": False,
        "logging": {"driver": "syslog"},
        "networks": {"n": {"aliases": ["z"]}},
        "stop_grace_period": "1m0s",
        "ulimits": {"nofile": {"soft": 1, "hard": 2}, "nproc": 5},
        "deploy": {
            "mode": "global",
            "update_config": {"delay": "1s", "max_failure_ratio": 0.5},
            "resources": {"limits": {"cpus": "0.5"}, "reservations": {"memory": "1024"}},
            "restart_policy": {"condition": "any", "max_attempts": 0},
            "placement": {"preferences": [{"spread": "node.labels.z"}]},
            "endpoint_mode": "DNSRR",
        },
    }
    spec = service(STACK, "a", item, {"networks": {"n": {}}})
    container = spec["TaskTemplate"]["ContainerSpec"]
    assert container["CapabilityAdd"] == ["CAP_NET_ADMIN"]
    assert container["Env"] == ["A=1", "B"]
    assert container["Healthcheck"] == {"Test": ["CMD", "x"], "Interval": 90_000_000_000}
    assert container["Init"] is False
    assert container["StopGracePeriod"] == 60_000_000_000
    assert [limit["Name"] for limit in container["Ulimits"]] == ["nofile", "nproc"]
    assert spec["Mode"] == {"Global": {}}
    assert spec["UpdateConfig"] == {"Parallelism": 1, "MaxFailureRatio": 0.5, "Order": "", "Delay": 1_000_000_000}
    assert spec["EndpointSpec"] == {"Mode": "dnsrr"}
    task = spec["TaskTemplate"]
    assert task["Resources"] == {"Limits": {"NanoCPUs": 500_000_000}, "Reservations": {"MemoryBytes": 1024}}
    assert task["RestartPolicy"] == {"Condition": "any", "MaxAttempts": 0}
    assert task["Placement"] == {"Preferences": [{"Spread": {"SpreadDescriptor": "node.labels.z"}}]}
    assert task["LogDriver"] == {"Name": "syslog"}
    assert task["Networks"] == [{"Target": "st_n", "Aliases": ["z", "a"]}]


@pytest.mark.parametrize(
    ("restart", "want"),
    [
        ("", None),
        ("no", {"Condition": "none"}),
        ("always", {"Condition": "any"}),
        ("on-failure:3", {"Condition": "on-failure", "MaxAttempts": 3}),
    ],
)
def test_the_restart_of_a_container(restart: str, want: dict[str, Any] | None) -> None:
    assert service(STACK, "a", {"image": "x", "restart": restart}, {})["TaskTemplate"].get("RestartPolicy") == want


@pytest.mark.parametrize(
    ("item", "want"),
    [
        ({"restart": "bogus"}, "unknown restart policy: bogus"),
        ({"deploy": {"mode": "bogus"}}, "Unknown mode: bogus"),
        ({"deploy": {"mode": "global", "replicas": 1}}, "replicas can only be used with replicated or"),
        ({"healthcheck": {"disable": True, "test": ["x"]}}, "test and disable can't be set at the same time"),
        ({"credential_spec": {"file": "a", "config": "b"}}, 'cannot specify both "Config" and "File"'),
    ],
)
def test_contradictions(item: dict[str, Any], want: str) -> None:
    with pytest.raises(ConfigError, match=want):
        service(STACK, "a", {"image": "x", **item}, {})


def test_stored_and_references() -> None:
    assert stored(STACK, "s", {"driver": "d", "driver_opts": {"a": "b"}, "name": "real"}, None) == {
        "Name": "real",
        "Labels": LABEL,
        "Driver": {"Name": "d", "Options": {"a": "b"}},
    }
    made = references(
        STACK, "config", [{"source": "z"}, {"source": "b", "target": "/t", "mode": 0}], {"z": {}, "b": {}}
    )
    assert [(item["ConfigName"], item["File"]["Name"], item["File"]["Mode"]) for item in made] == [
        ("st_b", "/t", 0),
        ("st_z", "z", 0o444),
    ]
    with pytest.raises(ConfigError, match='undefined secret "q"'):
        references(STACK, "secret", [{"source": "q"}], {})


@pytest.mark.parametrize(
    ("mount", "want"),
    [
        ({"type": "bind", "source": "/a", "target": "/b", "bind": {"propagation": "shared"}},
         {"Type": "bind", "Source": "/a", "Target": "/b", "BindOptions": {"Propagation": "shared"}}),
        ({"type": "tmpfs", "target": "/t", "tmpfs": {"size": 5}},
         {"Type": "tmpfs", "Target": "/t", "TmpfsOptions": {"SizeBytes": 5}}),
        ({"type": "volume", "target": "/t"}, {"Type": "volume", "Target": "/t"}),
        ({"type": "volume", "source": "e", "target": "/t", "volume": {"nocopy": True}},
         {"Type": "volume", "Source": "outer", "Target": "/t", "VolumeOptions": {"NoCopy": True}}),
        ({"type": "volume", "source": "v", "target": "/t"},
         {"Type": "volume", "Source": "st_v", "Target": "/t",
          "VolumeOptions": {"Labels": LABEL, "DriverConfig": {"Name": "local"}}}),
    ],
)  # fmt: skip
def test_mounts(mount: dict[str, Any], want: dict[str, Any]) -> None:
    volumes = {"e": {"name": "outer", "external": True}, "v": {"driver": "local"}}
    assert convert_mount(STACK, mount, volumes) == want


@pytest.mark.parametrize(
    ("mount", "want"),
    [
        ({"type": "bind", "target": "/b"}, "invalid bind source, source cannot be empty"),
        ({"type": "tmpfs", "source": "x", "target": "/b"}, "invalid tmpfs source, source must be empty"),
        ({"type": "volume", "target": "/b", "bind": {}}, "bind options are incompatible with type volume"),
        ({"type": "x", "target": "/b"}, "volume type must be"),
    ],
)
def test_bad_mounts(mount: dict[str, Any], want: str) -> None:
    with pytest.raises(ConfigError, match=want):
        convert_mount(STACK, mount, {})
