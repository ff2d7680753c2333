"""Implicit facts made explicit."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.normalise import normalise


def normal(document: dict[str, Any], **environ: str) -> dict[str, Any]:
    normalise(document, "p", environ)
    return document


def web(attributes: dict[str, Any], **environ: str) -> dict[str, Any]:
    found: dict[str, Any] = normal({"services": {"web": {"network_mode": "none", **attributes}}}, **environ)
    service: dict[str, Any] = found["services"]["web"]
    return {key: service[key] for key in service if key in attributes or key == "depends_on"}


def test_the_default_network() -> None:
    found = normal({"services": {"web": {"image": "i"}}})
    assert found["services"]["web"]["networks"] == {"default": None}
    assert found["networks"] == {"default": {"name": "p_default"}}


@pytest.mark.parametrize(
    "attributes", [{"network_mode": "host"}, {"networks": {"n": None}}, {"provider": {"type": "x"}}]
)
def test_services_that_do_not_use_it(attributes: dict[str, Any]) -> None:
    networks = normal({"services": {"web": attributes}, "networks": {"n": None}})["networks"]
    assert networks == {"n": {"name": "p_n"}}
    assert "networks" not in normal({"services": {"web": {"network_mode": "host"}}})


def test_names_of_resources() -> None:
    resources = {"a": None, "b": {"external": True}, "c": {"name": "mine"}}
    for section in ("volumes", "secrets", "configs"):
        found = normal({section: {name: item and dict(item) for name, item in resources.items()}})[section]
        assert [item["name"] for item in found.values()] == ["p_a", "b", "mine"]


@pytest.mark.parametrize(
    ("attributes", "result"),
    [
        ({"build": {"context": "."}}, {"build": {"context": ".", "dockerfile": "Dockerfile"}}),
        ({"build": {"dockerfile_inline": "FROM x"}}, {"build": {"dockerfile_inline": "FROM x"}}),
        ({"build": {"dockerfile": "D", "args": {"A": None, "B": None, "C": "c"}}},
         {"build": {"dockerfile": "D", "args": {"A": "here", "C": "c"}}}),
        ({"build": {"dockerfile": "D", "args": ["A", "B", "C=c"]}},
         {"build": {"dockerfile": "D", "args": ["A=here", "C=c"]}}),
        ({"pull_policy": "if_not_present"}, {"pull_policy": "missing"}),
    ],
)  # fmt: skip
def test_services(attributes: dict[str, Any], result: dict[str, Any]) -> None:
    assert web(attributes, A="here") == result


@pytest.mark.parametrize(
    ("attributes", "restart"),
    [
        ({"links": ["db:alias"]}, True),
        ({"ipc": "service:db"}, True),
        ({"volumes_from": ["db:ro"]}, False),
    ],
)
def test_dependencies_that_are_implied(attributes: dict[str, Any], restart: bool) -> None:
    entry = {"condition": "service_started", "required": True, "restart": restart}
    assert web(attributes)["depends_on"] == {"db": entry}
    declared = {"db": {"condition": "service_healthy", "required": True}}
    assert web({**attributes, "depends_on": declared})["depends_on"] == declared


def test_another_container_is_no_service() -> None:
    assert "depends_on" not in web({"volumes_from": ["container:x"], "pid": "container:x"})
