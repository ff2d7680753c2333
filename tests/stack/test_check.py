"""Whether a stack's file is one."""

from __future__ import annotations

import pytest

from pydock.compose.model.yamlload import documents
from pydock.errors import ConfigError
from pydock.stack.check import DEPRECATED, FORBIDDEN, UNSUPPORTED, check, used


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nosuch: 1", "(root) Additional property nosuch is not allowed"),
        ("services: {a: {nosuch: 1}}", "services.a Additional property nosuch is not allowed"),
        ("services: {'a b': {}}", "services Additional property a b is not allowed"),
        ("services: []", "services must be a mapping"),
        ("services: {a: {image: 1}}", "services.a.image must be a string"),
        ("services: {a: {oom_score_adj: x}}", "services.a.oom_score_adj must be a integer"),
        ("services: {a: {volumes: [{cluster: {}}]}}",
         "services.a.volumes.0 Additional property cluster is not allowed"),
        ("networks: {n: {ipam: {options: {}}}}", "networks.n.ipam Additional property options is not allowed"),
        ("services: {a: {tty: x}}", "services.a.tty must be a boolean"),
        ("services: {a: {environment: {A: [1]}}}", "services.a.environment.A must be a string, number or null"),
        ("services: {a: {ports: [x]}}", "services.a.ports.0 Does not match format 'ports'"),
        ("services: {a: {ports: ['99999:80']}}", "services.a.ports.0 Does not match format 'ports'"),
        ("services: {a: {ports: ['80-82:90-91']}}", "services.a.ports.0 Does not match format 'ports'"),
        ("services: {a: {ports: [80, '80/xx']}}", "services.a.ports.1 Does not match format 'ports'"),
        ("services: {a: {command: }}", "services.a.command must be a string"),
        ("services: {a: {ports: [true]}}", "services.a.ports.0 must be a number"),
        ("services: {a: {healthcheck: {interval: 5x}}}",
         "services.a.healthcheck.interval Does not match format 'duration'"),
        ("services: {a: {deploy: {replicas: x}}}", "services.a.deploy.replicas must be a integer"),
        ("services: {a: {image: 1, deploy: {resources: {limits: {cpus: [x]}}}}}",
         "services.a.deploy.resources.limits.cpus must be a string"),
    ],
)  # fmt: skip
def test_the_deepest_fault_is_told(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check(documents(text)[0].value, 13)
    assert caught.value.message == message


@pytest.mark.parametrize(
    "text",
    [
        "version: '3.8'\nx-mine: 1\nservices: {a: {x-mine: 1, deploy: , ports: [80, '8080:80/udp', {target: 8}]}}",
        "services: {a: {command: x, environment: [A], networks: [n], ulimits: {nofile: 5, nproc: {soft: 1, hard: 2}}}}",
        "networks: {n: }\nvolumes: {v: {external: {name: x}}, w: {external: true}}",
    ],
)
def test_what_is_allowed(text: str) -> None:
    check(documents(text)[0].value, 13)


def test_attributes_that_are_used() -> None:
    found = [
        documents(text)[0].value
        for text in ("services: {a: {build: ., cpuset: '0'}, b: }", "services: {a: {expose: ['1']}}")
    ]
    assert used(found, UNSUPPORTED) == ["build"]
    assert used(found, FORBIDDEN) == ["cpuset"]
    assert used(found, DEPRECATED) == ["expose"]
