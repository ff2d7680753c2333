"""A stack's files: what they become, and Docker's words for what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.errors import ConfigError
from pydock.stack.load import Source
from pydock.stack.output import to_yaml


def load(folder: Path, *texts: str, environ: dict[str, str] | None = None, skip: bool = False) -> str:
    names = []
    for number, text in enumerate(texts):
        (folder / f"{number}.yml").write_text(text)
        names.append(f"{number}.yml")
    warnings: list[str] = []
    source = Source(names, str(folder), environ or {}, lambda name: (folder / name).read_bytes(), warnings.append)
    found = to_yaml(source.load(skip_interpolation=skip))
    return "".join(f"# {warning}\n" for warning in warnings) + found


def test_short_forms_become_long(tmp_path: Path) -> None:
    (tmp_path / "e.env").write_text("E=1\nUNSET\nA=file\n")
    text = """\
version: "3.8"
services:
  a:
    image: ${IMG:-busybox}
    command: echo "hello world"
    env_file: e.env
    environment: [A=1, C]
    extra_hosts: {h: 1.2.3.4}
    ports: ["80", "127.0.0.1:8080-8081:80-81/udp"]
    volumes: ["vol:/v:nocopy", "./rel:/r:ro", "/anon"]
    secrets: [s]
    deploy: {resources: {limits: {memory: 1k}}, restart_policy: {window: 120s}}
volumes: {vol: }
secrets: {s: {external: {name: other}}}
"""
    assert (
        load(tmp_path, text)
        == f"""\
# ignoring IP-address (127.0.0.1:8080:80/udp) service will listen on '0.0.0.0'
# ignoring IP-address (127.0.0.1:8081:81/udp) service will listen on '0.0.0.0'
# secret s: secret.external.name is deprecated in favor of secret.name
version: "3.8"
services:
  a:
    command:
      - echo
      - hello world
    deploy:
      resources:
        limits:
          memory: "1024"
      restart_policy:
        window: 2m0s
    environment:
      A: "1"
      C: null
      E: "1"
    env_file:
      - e.env
    extra_hosts:
      - h:1.2.3.4
    image: busybox
    ports:
      - mode: ingress
        target: 80
        protocol: tcp
      - mode: ingress
        target: 80
        published: 8080
        protocol: udp
      - mode: ingress
        target: 81
        published: 8081
        protocol: udp
    secrets:
      - source: s
    volumes:
      - type: volume
        source: vol
        target: /v
        volume:
          nocopy: true
      - type: bind
        source: {tmp_path}/rel
        target: /r
        read_only: true
      - type: volume
        target: /anon
volumes:
  vol: {{}}
secrets:
  s:
    name: other
    external: true
"""
    )


def test_variables(tmp_path: Path) -> None:
    text = 'services: {a: {image: "x:${TAG}", deploy: {replicas: "${N}"}, tty: "${T}"}}\n'
    found = load(tmp_path, text, environ={"TAG": "1", "N": "3", "T": "yes"})
    assert "replicas: 3\n" in found and "tty: true\n" in found and "image: x:1\n" in found
    assert "image: x:${TAG}" in load(tmp_path, 'services: {a: {image: "x:${TAG}"}}\n', skip=True)


def test_later_files_win(tmp_path: Path) -> None:
    first = "services: {a: {image: x, command: a b, ports: ['80:80'], environment: {A: 1}, dns: [1.1.1.1]}}\n"
    second = "services: {a: {command: c, ports: ['81:81', '80:90'], environment: [B=2], dns: 2.2.2.2}, b: {image: y}}\n"
    found = load(tmp_path, first, second)
    assert "command:\n      - c\n" in found
    assert 'environment:\n      A: "1"\n      B: "2"\n' in found
    assert "dns:\n      - 1.1.1.1\n      - 2.2.2.2\n" in found
    assert found.count("target: 90") == 1 and "target: 80\n" not in found


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "top-level object must be a mapping"),
        ("a: b\n", "(root) Additional property a is not allowed"),
        ("services: {a: {bogus: 1}}\n", "services.a Additional property bogus is not allowed"),
        ("services: {a: {image: 1}}\n", "services.a.image must be a string"),
        ("services: {a: {bogus: 1, stop_grace_period: 5}}\n", "services.a.stop_grace_period must be a string"),
        ("services: {a: {ports: [x]}}\n", "services.a.ports.0 Does not match format 'ports'"),
        ("services: {a: {ports: [{target: x}]}}\n", "services.a.ports.0.target must be a integer"),
        ("services: {a: {environment: {A: true}}}\n", "services.a.environment.A must be a string, number or null"),
        ("services: {a: {healthcheck: {interval: zz}}}\n", "services.a.healthcheck.interval Does not match format 'duration'"),  # noqa: E501
        ("services: {'a b': {image: x}}\n", "services Additional property a b is not allowed"),
        ("version: '2'\n", "unsupported Compose file version: 2"),
        ("version: 3\n", "version must be a string"),
        ("services: {a: {extends: b}}\n", "Configuration contains forbidden properties"),
        (
            "services: {a: {image: '${X?err}'}}\n",
            'invalid interpolation format for services.a.image: "required variable X is missing a value: err"; '
            "you may need to escape any $ with another $",
        ),
        (
            "services: {a: {deploy: {resources: {limits: {memory: zz}}}}}\n",
            "decoding failed due to the following error(s):\n\n"
            "error decoding 'Deploy.Resources.Limits.memory': invalid size: 'zz'",
        ),
        (
            "volumes: {v: {external: true, driver: x}}\n",
            'conflicting parameters "external" and "driver" specified for volume "v"',
        ),
        (
            "networks: {n: {external: {name: q}, name: x}}\n",
            "network n: network.external.name and network.name conflict; only use network.name",
        ),
        ("secrets: {s: {driver: d, file: x}}\n", "secret s: secret.driver and secret.file conflict; only use secret.driver"),  # noqa: E501
        ("services:\n  a: {image: x}\n  a: {image: y}\n", 'yaml: unmarshal errors:\n  line 3: mapping key "a" already defined'  # noqa: E501
         " at line 2"),
    ],
)  # fmt: skip
def test_faults(tmp_path: Path, text: str, want: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert caught.value.message == want


def test_versions_must_agree(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"version mismatched between two composefiles : 3\.8 and 3\.13"):
        load(tmp_path, "version: '3.8'\n", "version: '3'\n")


def test_services_are_there_though_there_are_none(tmp_path: Path) -> None:
    for text in ("version: '3.8'\n", "version: '3.8'\nservices: {}\n"):
        assert load(tmp_path, text) == 'version: "3.8"\nservices: {}\n'


def test_a_secret_without_a_file_is_the_folder(tmp_path: Path) -> None:
    text = "version: '3.8'\nsecrets: {s: {labels: {a: b}}, d: {driver: x}}\nconfigs: {c: {external: true, file: f}}\n"
    assert load(tmp_path, text) == f"""\
version: "3.8"
services: {{}}
secrets:
  d:
    driver: x
  s:
    file: {tmp_path}
    labels:
      a: b
configs:
  c:
    name: c
    file: f
    external: true
"""
