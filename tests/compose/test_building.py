"""A service's ``build`` section as the flags of a build."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.building import build_flags, build_order, contexts_of, service_of
from pydock.errors import ConfigError
from tests.compose.model.making import project

CHAIN = """\
services:
  app: {build: {context: ., additional_contexts: {base: "service:base", tools: "docker-image://t"}}}
  base: {build: ./base}
  plain: {image: x}
"""


def test_contexts_are_built_before_what_takes_them() -> None:
    found = project(CHAIN)
    assert contexts_of(found, "app") == ["base"]
    assert build_order(found, ["app", "plain", "base"]) == ["base", "app"]
    found.select(["app"], dependencies=False)
    assert build_order(found, ["app"]) == ["base", "app"]


def test_contexts_that_cannot_be_built() -> None:
    with pytest.raises(ConfigError, match="service 'plain' is used as a build context, but it has no build section"):
        service_of(project(CHAIN), "plain")
    text = CHAIN.replace("{build: ./base}", '{build: {context: ., additional_contexts: {a: "service:app"}}}')
    with pytest.raises(ConfigError, match=r"^dependency cycle detected: app -> base -> app$"):
        build_order(project(text), ["app"])


def flags(build: str, *, service: str = "", rest: str = "", **given: Any) -> dict[str, Any]:
    """The flags of service ``a`` that are not at their defaults."""
    text = f"services:\n  a: {{build: {{context: ./src, {build}}}{', ' + service if service else ''}}}\n{rest}"
    _, found = build_flags(project(text, environ={"HERE": "mine"}), "a", **given)
    return {key: value for key, value in found.items() if value}


DEFAULTS: dict[str, Any] = {
    "tag": ["p-a"],
    "label": [
        "com.docker.compose.project=p", "com.docker.compose.service=a", "com.docker.compose.version=2.40.3",
    ],
    "network": "default",
    "file": "/proj/src/Dockerfile",
}  # fmt: skip


def test_defaults() -> None:
    assert flags("") == DEFAULTS
    context, found = build_flags(project("services: {a: {build: 'https://h/r.git'}}"), "a")
    assert (context, found["file"]) == ("https://h/r.git", "Dockerfile")


@pytest.mark.parametrize(
    ("build", "service", "result"),
    [
        ("args: {B: '2', A: null, HERE: }", "", {"build_arg": ["B=2", "HERE=mine"]}),
        ("tags: [p-a, x:1]", "", {"tag": ["p-a", "x:1"]}),
        ("tags: [x:1]", "image: i", {"tag": ["i", "x:1"]}),
        ("dockerfile: D", "", {"file": "/proj/src/D"}),
        ("dockerfile_inline: FROM x", "", {"file": None, "inline": "FROM x"}),
        ("no_cache: true, pull: true, target: t, network: host", "",
         {"no_cache": True, "pull": True, "target": "t", "network": "host"}),
        ("platforms: [linux/arm64, linux/amd64]", "", {"platform": ["linux/arm64", "linux/amd64"]}),
        ("", "platform: linux/arm64", {"platform": ["linux/arm64"]}),
        ("extra_hosts: ['h:1.1.1.1']", "", {"add_host": ["h:1.1.1.1"]}),
        ("privileged: true, entitlements: [network.host]", "", {"allow": ["network.host", "security.insecure"]}),
        ("shm_size: 1m", "", {"shm_size": 2**20}),
        ("ssh: [default, k=/p]", "", {"ssh": ["default", "k=/p"]}),
        ("ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}", "",
         {"ulimit": [{"Name": "nofile", "Hard": 2, "Soft": 1}, {"Name": "nproc", "Hard": 5, "Soft": 5}]}),
        ("additional_contexts: {z: ./z, a: 'docker-image://i'}", "",
         {"build_context": ["a=docker-image://i", "z=/proj/z"]}),
        ("provenance: true, sbom: generator=x", "", {"provenance": "true", "sbom": "generator=x"}),
    ],
)  # fmt: skip
def test_attributes(build: str, service: str, result: dict[str, Any]) -> None:
    expected = {key: value for key, value in {**DEFAULTS, **result}.items() if value}
    assert flags(build, service=service) == expected


def test_labels_of_its_own_do_not_hide_composes() -> None:
    assert flags("labels: {z: '1', com.docker.compose.project: x}")["label"] == [*DEFAULTS["label"], "z=1"]


def test_another_services_image_as_context() -> None:
    _, found = build_flags(project(CHAIN), "app")
    assert found["build_context"] == ["base=docker-image://p-base", "tools=docker-image://t"]


def test_the_command_line_goes_before() -> None:
    found = flags(
        "args: {A: '1'}, ssh: [default]", build_args=["A=2", "HERE", "NOSUCH"], ssh="k=/q,default=/s", memory=5,
        no_cache=True, builder="b", provenance="false",
    )  # fmt: skip
    assert found["build_arg"] == ["A=2", "HERE=mine"]
    assert found["ssh"] == ["default=/s", "k=/q"]
    assert (found["memory"], found["no_cache"], found["builder"], found["provenance"]) == (5, True, "b", "false")


def test_secrets() -> None:
    rest = "secrets: {e: {environment: E}, f: {file: ./f}, x: {external: true}}\n"
    assert flags("secrets: [e, {source: f, target: t}]", rest=rest)["secret"] == ["id=e,env=E", "id=t,src=/proj/f"]
    with pytest.raises(ConfigError, match=r"^unsupported external secret x$"):
        flags("secrets: [x]", rest=rest)
