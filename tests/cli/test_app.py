from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine


def test_configuration_is_read_once(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    file = tmp_path / ".docker" / "config.json"
    file.write_text('{"psFormat": "one"}')
    app = make().app
    assert app.config.text("psFormat") == "one"
    file.write_text('{"psFormat": "two"}')
    assert app.config.text("psFormat") == "one"


def test_a_broken_configuration_is_warned_of_once(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker" / "config.json").write_text("{")
    written = make()
    assert written.app.config.text("psFormat") == written.app.config.text("imagesFormat") == ""
    assert written.err.count("config.json") == 1


def test_nothing_is_dialled_before_the_first_request(make: MakeApp, fake: FakeEngine) -> None:
    engine = make().app.engine
    assert fake.connections == 0
    fake.on("GET", "/info", json={"ID": "x"})
    assert engine.system.info() == {"ID": "x"}
    assert fake.connections == 1


def test_the_engine_stays_the_same_until_it_is_closed(make: MakeApp) -> None:
    app = make().app
    first = app.engine
    assert app.engine is first
    app.close()
    assert app.engine is not first


@pytest.mark.parametrize(
    ("host", "jobs", "width"),
    [("unix:///run/none.sock", 0, 50), ("unix:///run/none.sock", 3, 3), ("ssh://far", 0, 8), ("ssh://far", 30, 30)],
)
def test_few_things_go_over_ssh_at_once(make: MakeApp, host: str, jobs: int, width: int) -> None:
    assert make(environ={"DOCKER_HOST": host}, jobs=jobs).app.width(50) == width


@pytest.mark.parametrize(
    ("is_terminal", "template", "expected"),
    [(False, "", "a\x1b[31mb\n"), (True, "", "a\u241b[31mb\n"), (True, "\x1b[31m", "a\x1b[31mb\n")],
)
def test_text_cannot_act_on_a_terminal(make: MakeApp, is_terminal: bool, template: str, expected: str) -> None:
    written = make()
    written.app.streams.stdout.is_terminal = is_terminal
    written.app.out("a\x1b[31mb\n", template=template)
    assert written.out == expected


def test_bytes_are_never_changed(make: MakeApp) -> None:
    written = make()
    written.app.streams.stdout.is_terminal = True
    written.app.out(b"\x1b[31m")
    assert written.out == "\x1b[31m"
