"""What compose's commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.commands.compose import _runtime as runtime
from pydock.compose import labels
from pydock.errors import ConfigError, PydockError
from tests.cli.conftest import MakeApp
from tests.compose.making import container
from tests.support.engine import FakeEngine


@pytest.mark.parametrize(
    ("options", "environ", "width"),
    [
        ({"parallel": 3}, {"COMPOSE_PARALLEL_LIMIT": "5"}, 3),
        ({"parallel": -1}, {"COMPOSE_PARALLEL_LIMIT": "5"}, 5),
        ({}, {}, 100),
        ({"parallel": 0}, {}, 100),
        ({}, {"COMPOSE_PARALLEL_LIMIT": "many"}, 100),
    ],
)
def test_width(make: MakeApp, options: dict[str, object], environ: dict[str, str], width: int) -> None:
    app = make(environ=environ).app
    app.group_options = options
    assert runtime.width(app) == width


@pytest.mark.parametrize(
    ("options", "environ", "line"),
    [
        ({}, {}, " Container a  Created\n"),
        ({"dry_run": True}, {}, " DRY-RUN MODE -  Container a  Created\n"),
        ({"progress": "quiet"}, {}, ""),
        ({}, {"COMPOSE_PROGRESS": "quiet"}, ""),
        ({"ansi": "never"}, {}, " Container a  Created\n"),
    ],
)
def test_reports(make: MakeApp, options: dict[str, object], environ: dict[str, str], line: str) -> None:
    written = make(environ=environ)
    written.app.group_options = options
    with runtime.reporting(written.app) as report:
        report("Container a", "Created", "done")
    assert (written.out, written.err) == ("", line)


def test_ways_of_progress_that_there_are_not(make: MakeApp) -> None:
    app = make().app
    app.group_options = {"progress": "fancy"}
    with pytest.raises(ConfigError, match=r'^unsupported --progress value "fancy"$'), runtime.reporting(app):
        pass


def test_the_project_or_its_name_alone(make: MakeApp, tmp_path: Path) -> None:
    app = make().app
    app.group_options = {"project_name": "p"}
    assert runtime.project_or_name(app) == (None, "p")
    app.group_options = {}
    with pytest.raises(ConfigError, match="no configuration file provided"):
        runtime.project_or_name(app)
    (tmp_path / "compose.yaml").write_text("name: mine\nservices: {a: {image: i}, b: {image: i, profiles: [x]}}\n")
    project, name = runtime.project_or_name(app, ["a", "b"])
    assert (project is not None, name) == (True, "mine")
    with pytest.raises(PydockError, match=r"^no such service: c$"):
        runtime.project_or_name(app, ["c"])


def test_containers_of_services(make: MakeApp, fake: FakeEngine) -> None:
    rows = [container("a", 2), container("a", 1), container("b")]
    fake.on("GET", "/containers/json", json=[row.summary for row in rows])
    app = make().app
    app.group_options = {"project_name": "p"}
    assert [c.id for c in runtime.found(app, ["a"])] == ["a-1", "a-2"]
    assert runtime.one_container(app, "a").id == "a-1"
    assert runtime.one_container(app, "a", 2).id == "a-2"
    with pytest.raises(PydockError, match=r'^service "a" is not running container #9$'):
        runtime.one_container(app, "a", 9)
    with pytest.raises(PydockError, match=r'^service "c" is not running$'):
        runtime.one_container(app, "c")


def test_moments(make: MakeApp) -> None:
    app = make().app
    assert (runtime.moment(app, None), runtime.moment(app, "60s")) == ("", "1699999940")
    with pytest.raises(PydockError):
        runtime.moment(app, "someday")


def test_a_project_as_its_containers_tell_it() -> None:
    mark = {labels.DEPENDS: "b:service_healthy:true,c:service_started:false"}
    found = runtime.shape_of([container("a", marks=mark), container("a", 2), container("b"), container("c")], "p")
    assert found.ordered() == ["b", "c", "a"]
    assert found.services["a"]["depends_on"]["b"] == {
        "condition": "service_healthy", "restart": True, "required": True,
    }  # fmt: skip
