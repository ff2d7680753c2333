"""The container's part of a service's spec, changed."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.values.services.update_container import update_container
from tests.values.services.making import flags


def updated(container: dict[str, Any], env: list[str] | None = None, **given: Any) -> dict[str, Any]:
    values = flags(**given)
    update_container(container, values, values.changed, env or [])
    return container


@pytest.mark.parametrize(
    ("before", "given", "after"),
    [
        ({"Image": "a"}, {"image": "b"}, {"Image": "b"}),
        ({"User": "u", "Dir": "/d"}, {"user": ""}, {"Dir": "/d"}),
        ({}, {"init": False}, {"Init": False}),
        ({"Labels": {"a": "1", "b": "1"}}, {"container_label_add": ["c=2"], "container_label_rm": ["a"]},
         {"Labels": {"b": "1", "c": "2"}}),
        ({"Sysctls": {"a": "1"}}, {"sysctl_rm": ["a"]}, {}),
        ({"Mounts": [{"Target": "/a", "Source": "x"}, {"Target": "/b"}]},
         {"mount_add": [{"Target": "/a", "Source": "y"}], "mount_rm": ["/b"]},
         {"Mounts": [{"Target": "/a", "Source": "y"}]}),
        ({"Ulimits": [{"Name": "z"}, {"Name": "a"}]}, {"ulimit_add": [{"Name": "m"}], "ulimit_rm": ["z"]},
         {"Ulimits": [{"Name": "a"}, {"Name": "m"}]}),
        ({"Groups": ["b", "c"]}, {"group_add": ["a"], "group_rm": ["c"]}, {"Groups": ["a", "b"]}),
        ({"DNSConfig": {"Nameservers": ["2.2.2.2"], "Search": ["s"]}},
         {"dns_add": ["1.1.1.1"], "dns_search_rm": ["s"], "dns_option_add": ["o"]},
         {"DNSConfig": {"Nameservers": ["1.1.1.1", "2.2.2.2"], "Options": ["o"]}}),
        ({"Hosts": ["1.1.1.1 h", "2.2.2.2 h", "3.3.3.3 g"]}, {"host_rm": ["h:2.2.2.2", "g"], "host_add": ["n:4.4.4.4"]},
         {"Hosts": ["1.1.1.1 h", "4.4.4.4 n"]}),
        ({"Healthcheck": {"Test": ["CMD", "a"], "Retries": 3}}, {"health_cmd": "b", "health_retries": 0},
         {"Healthcheck": {"Test": ["CMD-SHELL", "b"]}}),
        ({"Healthcheck": {"Test": ["NONE"]}}, {"health_interval": 5}, {"Healthcheck": {"Interval": 5}}),
        ({"Healthcheck": {"Test": ["CMD", "a"]}}, {"no_healthcheck": True}, {"Healthcheck": {"Test": ["NONE"]}}),
        ({"CapabilityAdd": ["CAP_KILL"]}, {"cap_drop": ["kill"]}, {"CapabilityDrop": ["CAP_KILL"]}),
        ({"CapabilityDrop": ["CAP_KILL"]}, {"cap_add": ["kill"], "cap_drop": ["kill"]},
         {"CapabilityAdd": ["CAP_KILL"]}),
        ({"CapabilityAdd": ["CAP_KILL"]}, {"cap_add": ["reset", "chown"]}, {"CapabilityAdd": ["CAP_CHOWN"]}),
        ({"Image": "a", "CapabilityAdd": ["CAP_KILL"]}, {}, {"Image": "a", "CapabilityAdd": ["CAP_KILL"]}),
    ],
)  # fmt: skip
def test_fields(before: dict[str, Any], given: dict[str, Any], after: dict[str, Any]) -> None:
    assert updated(before, **given) == after


def test_variables() -> None:
    found = updated({"Env": ["A=1", "B=1", "C"]}, ["B=2", "D=3"], env_rm=["A"])
    assert found == {"Env": ["B=2", "C", "D=3"]}
    assert updated({"Env": ["A=1"]}, env_rm=["A"]) == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mount_add": [{"Target": "/a"}, {"Target": "/a"}]}, "duplicate mount target"),
        ({"no_healthcheck": True, "health_cmd": "x"}, "--no-healthcheck conflicts with --health-* options"),
    ],
)
def test_contradictions(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        updated({}, **given)
    assert str(caught.value) == message
