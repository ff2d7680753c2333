"""``pydock compose attach``."""

from __future__ import annotations

import pytest

from tests.commands.compose.project import project, row
from tests.commands.container.attached import frame, says
from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine

STATE = {"Running": True, "Paused": False, "Restarting": False}


def _attachable(fake: FakeEngine, name: str, *, status: int = 0, **state: bool) -> None:
    detail = {"State": {**STATE, **state}, "Config": {"Tty": False, "OpenStdin": False}}
    fake.on("GET", f"/containers/{name}/json", json=detail)
    fake.on("POST", f"/containers/{name}/wait", json={"StatusCode": status})


def test_output_and_status_are_the_containers(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"), row("web", 2))
    _attachable(fake, "web1", status=7)
    fake.on("POST", "/containers/web1/attach", Answer(upgrade=says(frame(1, b"out\n"), frame(2, b"err\n"))))
    assert run("compose", "attach", "--detach-keys", "ctrl-x", "web") == (7, "out\n", "err\n")
    asked = fake.of("POST", "/containers/web1/attach")[0].query
    assert (asked["detachKeys"], asked["stream"]) == (["ctrl-x"], ["1"])


def test_the_numbered_container(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"), row("web", 2))
    _attachable(fake, "web2")
    fake.on("POST", "/containers/web2/attach", Answer(upgrade=says(frame(1, b"second\n"))))
    assert run("compose", "attach", "--index", "2", "web") == (0, "second\n", "")


def test_one_that_is_paused(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    _attachable(fake, "web1", Paused=True)
    assert run("compose", "attach", "web").stderr == "You cannot attach to a paused container, unpause it first\n"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("db",), 'service "db" is not running\n'),
        (("--index", "3", "web"), 'service "web" is not running container #3\n'),
    ],
)
def test_none_to_attach_to(run: Runner, fake: FakeEngine, argv: tuple[str, ...], told: str) -> None:
    project(run.cwd, fake, row("web"))
    assert run("compose", "attach", *argv) == (1, "", told)


def test_dry_run_looks_for_the_container_only(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    assert run("compose", "--dry-run", "attach", "web").exit_code == 0
    assert [request.path for request in fake.requests] == ["/containers/json"]
