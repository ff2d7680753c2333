"""``pydock compose alpha viz``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine

TEXT = """\
name: shop
services:
  web: {image: nginx, ports: ["8080:80", "127.0.0.1::90/udp"], networks: [front, back], depends_on: [db, cache]}
  db: {image: "pg:16", network_mode: none}
  cache: {build: .}
networks: {front: {}, back: {}}
"""
SMALL = '<font point-size="10"><br/><br/><b>'


def test_services_and_what_they_depend_on(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    done = run("compose", "alpha", "viz")
    assert (done.exit_code, done.stderr) == (0, "viz command is EXPERIMENTAL\n")
    assert done.stdout.splitlines() == [
        'digraph "shop" {',
        "\tlayout=dot;",
        '\t"cache" [style="filled" label=<<font point-size="15">cache</font>>];',
        '\t"db" [style="filled" label=<<font point-size="15">db</font>>];',
        '\t"web" [style="filled" label=<<font point-size="15">web</font>>];',
        "",
        '\t"web" -> "cache";',
        '\t"web" -> "db";',
        "}",
        "",
    ]
    assert fake.requests == []


def test_details_where_there_are_any(run: Runner) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    lines = run("compose", "alpha", "viz", "--networks", "--ports", "--image").stdout.splitlines()
    assert lines[2:5] == [
        '\t"cache" [style="filled" label=<<font point-size="15">cache</font>'
        f"{SMALL}Networks:</b><br/>default</font>{SMALL}Image:</b><br/>shop-cache</font>>];",
        f'\t"db" [style="filled" label=<<font point-size="15">db</font>{SMALL}Image:</b><br/>pg:16</font>>];',
        '\t"web" [style="filled" label=<<font point-size="15">web</font>'
        f"{SMALL}Networks:</b><br/>back<br/>front</font>"
        f"{SMALL}Ports:</b><br/>8080:80 (tcp, ingress)<br/>127.0.0.1::90 (udp, ingress)</font>"
        f"{SMALL}Image:</b><br/>nginx</font>>];",
    ]


def test_indentation(run: Runner) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    assert run("compose", "alpha", "viz", "--spaces", "--indentation-size", "3").stdout.splitlines()[1] == (
        "   layout=dot;"
    )
    done = run("compose", "alpha", "viz", "--indentation-size=-1")
    assert done == (1, "", "invalid indentation size: -1\n")
