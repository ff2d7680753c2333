"""How one document overrides another."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.merge import apply_tags, merge, sequence, unique
from pydock.compose.model.yamlload import documents
from pydock.errors import ConfigError


def merged(base: Any, over: Any) -> Any:
    """What a service's attributes become, repeated entries removed."""
    both = merge({"services": {"web": base}}, {"services": {"web": over}})
    return unique(both)["services"]["web"]


@pytest.mark.parametrize(
    ("base", "over", "result"),
    [
        ({"image": "a"}, {"image": "b"}, {"image": "b"}),
        ({"image": "a"}, {"image": None}, {"image": "a"}),
        ({"environment": {"A": 1, "B": None}}, {"environment": ["A=2"]}, {"environment": ["A=2", "B"]}),
        ({"labels": ["x=1"]}, {"labels": {"y": True}}, {"labels": ["x=1", "y=true"]}),
        ({"command": ["a", "b"]}, {"command": "c"}, {"command": "c"}),
        ({"entrypoint": ["a"]}, {"entrypoint": []}, {"entrypoint": []}),
        ({"healthcheck": {"test": ["CMD", "a"], "retries": 3}}, {"healthcheck": {"test": "b"}},
         {"healthcheck": {"test": "b", "retries": 3}}),
        ({"ports": ["80:80", "81:81"]}, {"ports": ["80:80"]}, {"ports": ["80:80", "81:81"]}),
        ({"volumes": ["aa:/x", "bb:/y"]}, {"volumes": ["cc:/x:ro"]}, {"volumes": ["cc:/x:ro", "bb:/y"]}),
        ({"devices": ["/dev/a:/dev/x"]}, {"devices": ["/dev/b:/dev/x"]}, {"devices": ["/dev/b:/dev/x"]}),
        ({"depends_on": ["a"]}, {"depends_on": {"a": {"condition": "service_healthy"}}},
         {"depends_on": {"a": {"condition": "service_healthy", "required": True}}}),
        ({"networks": ["a"]}, {"networks": {"b": {"aliases": ["x"]}}},
         {"networks": {"a": None, "b": {"aliases": ["x"]}}}),
        ({"build": "."}, {"build": {"args": ["A=1"]}}, {"build": {"context": ".", "args": ["A=1"]}}),
        ({"extra_hosts": {"h": "1.1.1.1"}}, {"extra_hosts": ["h=1.1.1.1", "h=2.2.2.2"]},
         {"extra_hosts": ["h=1.1.1.1", "h=2.2.2.2"]}),
        ({"logging": {"driver": "a", "options": {"x": "1"}}}, {"logging": {"options": {"y": "1"}}},
         {"logging": {"driver": "a", "options": {"x": "1", "y": "1"}}}),
        ({"logging": {"driver": "a", "options": {"x": "1"}}}, {"logging": {"driver": "b"}},
         {"logging": {"driver": "b"}}),
        ({"ulimits": {"nofile": {"soft": 1}}}, {"ulimits": {"nofile": {"hard": 2}}},
         {"ulimits": {"nofile": {"soft": 1, "hard": 2}}}),
        ({"ulimits": {"nofile": {"soft": 1}}}, {"ulimits": {"nofile": 5}}, {"ulimits": {"nofile": 5}}),
        ({"dns": "1.1.1.1"}, {"dns": ["2.2.2.2"]}, {"dns": ["1.1.1.1", "2.2.2.2"]}),
        ({"secrets": ["a", {"source": "b", "target": "/x"}]}, {"secrets": [{"source": "c", "target": "/x"}]},
         {"secrets": ["a", {"source": "c", "target": "/x"}]}),
    ],
)  # fmt: skip
def test_attributes(base: Any, over: Any, result: Any) -> None:
    assert merged(base, over) == result


def test_pools_of_a_network_go_by_their_subnet() -> None:
    def network(*pools: dict[str, str]) -> dict[str, Any]:
        return {"networks": {"n": {"ipam": {"config": list(pools)}}}}

    base = network({"subnet": "10.0.0.0/8", "gateway": "10.0.0.1"})
    over = network({"subnet": "10.0.0.0/8", "gateway": "10.0.0.2"}, {"subnet": "192.168.0.0/16"})
    assert merge(base, over)["networks"]["n"]["ipam"]["config"] == over["networks"]["n"]["ipam"]["config"]


@pytest.mark.parametrize(("base", "over"), [({"deploy": {}}, {"deploy": []}), ({"cap_add": []}, {"cap_add": "x"})])
def test_types_that_disagree(base: Any, over: Any) -> None:
    with pytest.raises(ConfigError, match=rf"^cannot override services\.web\.{next(iter(base))}$"):
        merged(base, over)


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"environment": [1]}, "services.web.environment.[0]: unexpected type int"),
        ({"expose": [True]}, "services.web.expose.[0]: unsupported expose value %!s(bool=true)"),
        ({"ports": [{"published": 1}]}, "service ports services.web.ports.[0] is missing a target port"),
        ({"volumes": [{"type": "bind"}]}, "service volume services.web.volumes.[0] is missing a mount target"),
        ({"devices": [{"source": "x"}]}, "service device services.web.devices.[0] is missing a mount target"),
        ({"env_file": [{}]}, "environment path attribute services.web.env_file.[0] is missing"),
    ],
)
def test_entries_that_cannot_be_told_apart(attributes: Any, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        unique({"services": {"web": attributes}})
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("value", "items"),
    [({"b": 1, "a": None, "c": 1.5}, ["a", "b=1", "c=1.5"]), (["x"], ["x"]), (None, []), ("x", ["x"])],
)
def test_sequences(value: Any, items: list[Any]) -> None:
    assert sequence(value) == items


def test_marks() -> None:
    base = {"web": {"ports": ["1"], "environment": {"A": 1}, "image": "a"}, "db": {}}
    (over,) = documents(
        "web: {ports: !reset [], environment: !override {B: 2}}\ndb: !reset null\nlist: [!reset x, y]\n"
    )
    assert over.tagged
    kept = apply_tags(base, over.value)
    assert base == {"web": {"image": "a"}}
    assert merge(base, kept) == {"web": {"image": "a", "environment": {"B": 2}}, "list": ["y"]}
