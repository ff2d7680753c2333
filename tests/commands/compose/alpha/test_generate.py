"""``pydock compose alpha generate``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.commands.compose.project import row
from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine, Request

TOLD = "generate command is EXPERIMENTAL\n"
SHOWN = """\
name: shop
services:
  lone:
    environment:
      A: "1"
      B: x y
      BARE: null
    healthcheck:
      test:
        - CMD
        - "true"
      interval: 5s
      retries: 4
    image: busybox
    labels:
      own: "yes"
    networks:
      bridge: {}
      net:
        aliases:
          - al
    ports:
      - host_ip: 127.0.0.1
        target: 80
        published: "8080"
        protocol: udp
      - target: 443
        protocol: tcp
    scale: 1
    secrets:
      - source: key
        target: /run/secrets/key
    volumes:
      - type: volume
        source: data
        target: /d
      - type: bind
        source: /here
        target: /there
        read_only: true
networks:
  bridge: {}
  net: {}
volumes:
  data: {}
secrets:
  key:
    name: key
    file: /s.txt

"""


def _engine(fake: FakeEngine, *rows: dict[str, Any], **details: dict[str, Any]) -> None:
    """Rows are found by id, and by the beginning of a name."""

    def listed(request: Request) -> Answer:
        ((kind, wanted),) = json.loads(request.query["filters"][0]).items()
        keys = {"name": lambda row: row["Names"][0].lstrip("/"), "id": lambda row: row["Id"]}
        return Answer(json=[row for row in rows if any(keys[kind](row).startswith(word) for word in wanted)])

    fake.on("GET", "/containers/json", listed)
    for name, detail in details.items():
        fake.on("GET", f"/containers/{name}/json", json={"Config": {}, **detail})


def test_a_container_as_a_service(run: Runner, fake: FakeEngine) -> None:
    alone = {"Id": "c1", "Names": ["/lone"], "Image": "busybox", "Labels": {"own": "yes"}, "State": "created"}
    detail = {
        "Config": {
            "Env": ["B=x y", "A=1", "BARE"],
            "Healthcheck": {"Test": ["CMD", "true"], "Interval": 5_000_000_000, "Retries": 4},
        },
        "HostConfig": {
            "PortBindings": {
                "443/tcp": [{"HostIp": "", "HostPort": ""}],
                "80/udp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}],
            }
        },
        "Mounts": [
            {"Type": "volume", "Name": "data", "Source": "/var/data", "Destination": "/d", "RW": True},
            {"Type": "bind", "Source": "/here", "Destination": "/there", "RW": False},
            {"Type": "bind", "Source": "/s.txt", "Destination": "/run/secrets/key", "RW": False},
            {"Type": "tmpfs", "Destination": "/t", "RW": True},
        ],
        "NetworkSettings": {"Networks": {"net": {"Aliases": ["al"]}, "bridge": {"Aliases": None}}},
    }
    _engine(fake, alone, c1=detail)
    done = run("compose", "alpha", "generate", "--name", "shop", "lone")
    assert (done.exit_code, done.stderr) == (0, TOLD)
    assert done.stdout == SHOWN


def test_containers_of_one_service_are_its_scale(run: Runner, fake: FakeEngine) -> None:
    _engine(fake, row("web"), row("web", 2), row("db"), web1={}, web2={}, db1={})
    done = run("compose", "alpha", "generate", "--format", "json", "shop-web", "db1")
    document = json.loads(done.stdout)
    assert document["name"] == ""
    assert {name: service["scale"] for name, service in document["services"].items()} == {"db": 1, "web": 2}
    assert all("labels" not in service for service in document["services"].values())


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        ((), "at least one container must be specified\n"),
        (("--format", "xml"), "at least one container must be specified\n"),
        (("--format", "xml", "web"), 'unsupported format "xml"\n'),
    ],
)
def test_what_is_refused_before_the_engine_is_asked(
    run: Runner, fake: FakeEngine, argv: tuple[str, ...], told: str
) -> None:
    assert run("compose", "alpha", "generate", *argv) == (1, "", TOLD + told)
    assert fake.requests == []


def test_none_of_that_name(run: Runner, fake: FakeEngine) -> None:
    _engine(fake, row("web"))
    told = f"{TOLD}no container(s) found with the following name(s): a,b\n"
    assert run("compose", "alpha", "generate", "a", "b") == (1, "", told)
