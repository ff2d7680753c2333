"""Short syntax to long, and the defaults of the long forms."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.canonical import canonical, drop_empty, set_defaults
from pydock.errors import ConfigError


def silent(text: str) -> None:
    raise AssertionError(text)


def service(attributes: dict[str, Any], *, lenient: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = canonical({"services": {"web": attributes}}, silent, lenient=lenient)["services"]["web"]
    return found


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ({"build": "."}, {"build": {"context": "."}}),
        ({"build": {"ssh": ["default", "k=/p"]}}, {"build": {"ssh": {"default": None, "k": "/p"}}}),
        ({"build": {"ssh": "default"}}, {"build": {"ssh": {"default": None}}}),
        ({"build": {"provenance": True, "sbom": False}}, {"build": {"provenance": "true", "sbom": "false"}}),
        ({"build": {"additional_contexts": ["a=b=c"]}}, {"build": {"additional_contexts": {"a": "b=c"}}}),
        ({"build": {"secrets": ["s"]}}, {"build": {"secrets": [{"source": "s"}]}}),
        ({"depends_on": ["a"]}, {"depends_on": {"a": {"condition": "service_started", "required": True}}}),
        ({"depends_on": {"a": {"condition": "c"}}}, {"depends_on": {"a": {"condition": "c", "required": True}}}),
        ({"env_file": "a"}, {"env_file": [{"path": "a", "required": True}]}),
        ({"env_file": [{"path": "a", "required": False}]}, {"env_file": [{"path": "a", "required": False}]}),
        ({"label_file": "a"}, {"label_file": ["a"]}),
        ({"extends": "a"}, {"extends": {"service": "a"}}),
        ({"gpus": "all"}, {"gpus": [{"count": "all"}]}),
        ({"networks": ["a", "b"]}, {"networks": {"a": None, "b": None}}),
        ({"dns": "1.1.1.1"}, {"dns": ["1.1.1.1"]}),
        ({"secrets": ["s"], "configs": [{"source": "c"}]},
         {"secrets": [{"source": "s"}], "configs": [{"source": "c"}]}),
        ({"devices": ["/dev/a"]}, {"devices": [{"source": "/dev/a", "target": "/dev/a", "permissions": "rwm"}]}),
        ({"ports": [{"target": 80, "published": 8080}]}, {"ports": [{"target": 80, "published": "8080"}]}),
        ({"ports": ["80-81"]}, {"ports": [{"mode": "ingress", "target": n, "protocol": "tcp"} for n in (80, 81)]}),
        ({"develop": {"watch": [{"path": ["a", "b"], "ignore": "x"}]}},
         {"develop": {"watch": [{"path": "a", "ignore": ["x"]}, {"path": "b", "ignore": ["x"]}]}}),
    ],
)  # fmt: skip
def test_short_and_long(short: dict[str, Any], long: dict[str, Any]) -> None:
    assert service(short) == long


@pytest.mark.parametrize(
    "attributes", [{"ports": ["${P}:80", "1:1"]}, {"volumes": ["aa:bb:cc:dd"]}, {"devices": ["a:b:c:d"]}]
)
def test_what_does_not_parse_stays_only_where_that_is_wanted(attributes: dict[str, Any]) -> None:
    assert service({**attributes}, lenient=True) == attributes
    with pytest.raises(ConfigError):
        service({**attributes})


def test_external_resources() -> None:
    warnings: list[str] = []
    document = canonical(
        {"volumes": {"a": {"external": True}, "b": {"external": {"name": "real"}}, "c": {"external": False}}},
        warnings.append,
    )
    assert document["volumes"] == {
        "a": {"external": True},
        "b": {"external": True, "name": "real"},
        "c": {"external": False},
    }
    assert warnings == ["volumes.b: external.name is deprecated. Please set name and external: true"]
    with pytest.raises(ConfigError, match=r"^networks\.n: name and external\.name conflict; only use name$"):
        canonical({"networks": {"n": {"name": "x", "external": {"name": "y"}}}}, warnings.append)


def test_defaults() -> None:
    devices: list[dict[str, Any]] = [{"capabilities": ["gpu"]}, {"device_ids": ["0"]}]
    document: dict[str, Any] = {
        "services": {
            "web": {
                "build": {},
                "secrets": [{"source": "s"}, {"source": "t", "target": "/t"}],
                "ports": [{"target": 80}],
                "gpus": [{}],
                "deploy": {"resources": {"reservations": {"devices": devices}}},
            }
        }
    }
    set_defaults(document)
    web = document["services"]["web"]
    assert web["build"] == {"context": "."}
    assert [secret["target"] for secret in web["secrets"]] == ["/run/secrets/s", "/t"]
    assert web["ports"] == [{"target": 80, "mode": "ingress", "protocol": "tcp"}]
    assert web["gpus"] == [{"count": "all"}]
    assert devices == [{"capabilities": ["gpu"], "count": "all"}, {"device_ids": ["0"]}]


def test_empty_dns_entries_are_dropped() -> None:
    document: dict[str, Any] = {"services": {"web": {"dns": ["", "1.1.1.1"], "dns_search": [""]}}}
    drop_empty(document)
    assert document["services"]["web"] == {"dns": ["1.1.1.1"], "dns_search": [""]}
