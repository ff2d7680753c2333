"""What a schema cannot say."""

from __future__ import annotations

import pytest

from pydock.errors import ConfigError
from tests.compose.model.making import project

INVALID = ": invalid compose project"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("secrets: {s: {}}", "secrets.s: one of file|environment must be set"),
        ("configs: {c: {file: a, content: b}}",
         "configs.c: file|environment|content attributes are mutually exclusive"),
        ("volumes: {v: {external: true, driver: x}}",
         'volumes.v: conflicting parameters "external" and "driver" specified'),
        ("services: {a: {image: i, volumes: [{type: bind, target: /x}]}}",
         'invalid mount config for type "bind": field Source must not be empty'),
        ("services: {a: {image: i, gpus: [{count: 1, device_ids: ['0']}]}}",
         'services.a.gpus.[]: "count" and "device_ids" attributes are exclusive'),
        ("services: {a: {}}", f'service "a" has neither an image nor a build context specified{INVALID}'),
        ("services: {a: {image: i, network_mode: host, networks: [n]}}\nnetworks: {n: }",
         f"service a declares mutually exclusive `network_mode` and `networks`{INVALID}"),
        ("services: {a: {image: i, networks: [n]}}", f'service "a" refers to undefined network n{INVALID}'),
        ("services: {a: {image: i, volumes: ['vol:/x']}}", f'service "a" refers to undefined volume vol{INVALID}'),
        ("services: {a: {image: i, secrets: [s]}}", f'service "a" refers to undefined secret s{INVALID}'),
        ("services: {a: {image: i, configs: [c]}}", f'service "a" refers to undefined config c{INVALID}'),
        ("services: {a: {image: i, depends_on: [b]}}", f'service "a" depends on undefined service "b"{INVALID}'),
        ("services: {a: {image: i, network_mode: 'service:b'}}",
         f'service "a" depends on undefined service "b"{INVALID}'),
        ("services: {a: {image: i, healthcheck: {test: [x]}}}",
         'healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"'),
        ("services: {a: {build: {context: ., dockerfile: x, dockerfile_inline: y}}}",
         f'service "a" declares mutualy exclusive dockerfile and dockerfile_inline{INVALID}'),
        ("services: {a: {build: {context: ., platforms: [linux/arm64]}, platform: linux/amd64}}",
         f'service.build.platforms MUST include service.platform "linux/amd64"{INVALID}'),
        ("services: {a: {build: {context: ., additional_contexts: ['x=service:b']}}}",
         f'service "a" declares unknown service "b" as additional contexts x{INVALID}'),
        ("services: {a: {build: {context: ., additional_contexts: ['x=service:b']}}, b: {image: i}}",
         f'service "a" declares non-buildable service "b" as additional contexts x{INVALID}'),
        ("services: {a: {build: {context: ., secrets: [s]}}}",
         f'service "a" refers to undefined build secret s{INVALID}'),
        ("services: {a: {image: i, tmpfs: [/x], volumes: ['/h:/x']}}",
         "services.a.volumes[0]: target /x already mounted as services.a.tmpfs[0]"),
        ("services: {a: {image: i, scale: 2, deploy: {replicas: 3}}}",
         f"services.a: can't set distinct values on 'scale' and 'deploy.replicas'{INVALID}"),
        ("services: {a: {image: i, container_name: cc, scale: 2}}",
         f"services.scale: can't set container_name and a as container name must be unique{INVALID}"),
        ("services: {a: {image: i, mem_limit: 1m, deploy: {resources: {limits: {memory: 2m}}}}}",
         f"services.a: can't set distinct values on 'mem_limit' and 'deploy.resources.limits.memory'{INVALID}"),
        ("services: {a: {image: i, develop: {watch: [{action: sync, path: .}]}}}",
         f"services.a.develop.watch: target is required for non-rebuild actions{INVALID}"),
        ("services: {a: {image: i, depends_on: [b]}, b: {image: i, depends_on: [c]}, c: {image: i, depends_on: [b]}}",
         "dependency cycle detected: b -> c -> b"),
    ],
)  # fmt: skip
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        project(text if "services" in text else f"services: {{}}\n{text}")
    assert caught.value.message == message


@pytest.mark.parametrize(
    "text",
    [
        "services: {a: {image: i, scale: 2, deploy: {replicas: 2}}}",
        "services: {a: {image: i, depends_on: {b: {condition: service_started, required: false}}},"
        " b: {image: i, profiles: [p]}}",
        "services: {a: {image: i, mem_limit: 1m, deploy: {resources: {limits: {memory: 1024k}}}}}",
        "services: {a: {image: i, develop: {watch: [{action: rebuild, path: .}]}}}",
        "services: {a: {image: i, secrets: [s]}}\nsecrets: {s: {environment: X}}\n",
    ],
)
def test_what_is_fine(text: str) -> None:
    assert project(text).services["a"]["image"] == "i"
