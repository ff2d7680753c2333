"""``pydock compose export``."""

from __future__ import annotations

import os
import sys

import pytest

from tests.commands.compose.project import project, row
from tests.support.command import Runner
from tests.support.engine import FakeEngine
from tests.support.terminal import Terminal

TAR = b"archive\0\xff" * 1000


def test_to_a_file(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web", State="exited"))
    fake.on("GET", "/containers/web1/export", chunks=[TAR])
    done = run("compose", "export", "-o", "web.tar", "web")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (run.cwd / "web.tar").read_bytes() == TAR


def test_to_standard_output(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"), row("web", 2))
    fake.on("GET", "/containers/web2/export", chunks=[TAR])
    done = run("compose", "export", "--index", "2", "web")
    assert done.stderr == " shop-web-2 export shop-web-2 to  Exporting\n"
    assert done.stdout.encode("utf-8", "surrogateescape") == TAR


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("nowhere/web.tar", 'invalid output path: directory "nowhere" does not exist'),
        ("/dev/null", 'invalid output path: "/dev/null" must be a directory or a regular file: got a device'),
    ],
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_what_cannot_be_written_to_is_told_first(
    run: Runner, fake: FakeEngine, path: str, told: str, dry: tuple[str, ...]
) -> None:
    project(run.cwd, fake, row("web"))
    done = run("compose", *dry, "export", "-o", path, "web")
    assert (done.exit_code, done.stderr) == (1, f"failed to export container: {told}\n")
    assert [request.path for request in fake.requests] == ["/containers/json"]


def test_a_folder_is_refused_and_left_alone(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    fake.on("GET", "/containers/web1/export", chunks=[TAR])
    done = run("compose", "export", "-o", ".", "web")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (1, "cannot write to a directory")


def test_a_terminal_is_spared(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    argv = [sys.executable, "-m", "pydock", "compose", "export", "web"]
    environ = {**os.environ, "DOCKER_HOST": fake.host, "HOME": str(run.home)}
    with Terminal(argv, cwd=str(run.cwd), environ=environ) as terminal:
        assert terminal.wait() == 1
        assert terminal.rest == b"output option is required when exporting to terminal\r\n"


def test_dry_run_writes_nothing(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    done = run("compose", "--dry-run", "export", "-o", "web.tar", "web")
    assert done.stderr == (
        " DRY-RUN MODE -  shop-web-1 export shop-web-1 to web.tar Exporting\n"
        " DRY-RUN MODE -  shop-web-1 export shop-web-1 to web.tar Exported\n"
    )
    assert not (run.cwd / "web.tar").exists()
