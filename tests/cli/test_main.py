"""Command lines that do not reach an engine: usage errors, help, aliases, crashes, the version."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pydock.cli import main
from tests.support.command import Runner


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    home = tmp_path / "home"
    home.mkdir()
    return Runner(home, tmp_path, {"DOCKER_HOST": f"unix://{tmp_path}/none.sock"})


@pytest.mark.parametrize(
    ("argv", "code", "stderr"),
    [
        (
            ["rmi", "--bogus", "x"],
            125,
            "unknown flag: --bogus\n\nUsage:  pydock rmi [OPTIONS] IMAGE [IMAGE...]\n\n"
            "Run 'pydock rmi --help' for more information\n",
        ),
        (
            ["--bogus", "ps"],
            125,
            "unknown flag: --bogus\n\nUsage:  pydock [OPTIONS] COMMAND [ARG...]\n\n"
            "Run 'pydock --help' for more information\n",
        ),
        (
            ["image", "rm"],
            1,
            "pydock: 'pydock image rm' requires at least 1 argument\n\n"
            "Usage:  pydock image rm [OPTIONS] IMAGE [IMAGE...]\n\nSee 'pydock image rm --help' for more information\n",
        ),
        (
            ["tag", "busybox"],
            1,
            "pydock: 'pydock tag' requires 2 arguments\n\nUsage:  pydock tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]\n\n"
            "Run 'pydock tag --help' for more information\n",
        ),
        (
            ["network", "prune", "--", "-a"],
            1,
            "pydock: 'pydock network prune' accepts no arguments\n\nUsage:  pydock network prune [OPTIONS]\n\n"
            "Run 'pydock network prune --help' for more information\n",
        ),
        (
            ["image", "bogus"],
            1,
            "pydock: unknown command: pydock image bogus\n\nUsage:  pydock image\n\n"
            "Run 'pydock image --help' for more information\n",
        ),
        (
            ["image", "--bogus"],
            125,
            "unknown flag: --bogus\n\nUsage:  pydock image\n\nRun 'pydock image --help' for more information\n",
        ),
        (["zzzz"], 1, "pydock: unknown command: pydock zzzz\n\nRun 'pydock --help' for more information\n"),
        (
            ["rmj"],
            1,
            "pydock: unknown command: pydock rmj\n\nRun 'pydock --help' for more information\n",
        ),
        (
            ["volume", "bogus"],
            1,
            "pydock: unknown command: pydock volume bogus\n\nUsage:  pydock volume COMMAND\n\n"
            "Run 'pydock volume --help' for more information\n",
        ),
        (["help", "bogus"], 1, "unknown help topic: bogus\n"),
        (["--log-level", "bogus", "ps"], 1, "Unable to parse logging level: bogus\n"),
        (
            ["-c", "x", "-H", "unix:///x", "rmi", "x"],
            1,
            "conflicting options: cannot specify both --host and --context\n",
        ),
    ],
)
def test_what_docker_says_with_our_name(run: Runner, argv: list[str], code: int, stderr: str) -> None:
    result = run(*argv, program="pydock")
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", stderr)


def test_the_name_it_is_called_by_is_the_name_it_uses(run: Runner) -> None:
    assert run("zzzz", program="docker").stderr.startswith("docker: unknown command: docker zzzz\n")


@pytest.mark.parametrize("argv", [["--help"], [], ["help"], ["-h"], ["--help", "rmi"]])
def test_the_programs_help(run: Runner, argv: list[str]) -> None:
    result = run(*argv, program="pydock")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:  pydock [OPTIONS] COMMAND\n")
    for section in ("Common Commands:", "Management Commands:", "Commands:", "Global Options:"):
        assert f"\n{section}\n" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


@pytest.mark.parametrize("argv", [["image", "rm", "--help"], ["help", "image", "rm"], ["image", "rm", "-h"]])
def test_a_commands_help(run: Runner, argv: list[str]) -> None:
    result = run(*argv, program="pydock")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Usage:  pydock image rm [OPTIONS] IMAGE [IMAGE...]"
    assert "Aliases:" in lines
    assert "  pydock image remove, pydock image rm, pydock rmi" in lines
    assert any(line.startswith("  -f, --force") for line in lines)


def test_a_group_alone_shows_its_help_on_standard_error(run: Runner) -> None:
    result = run("image", program="pydock")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("Usage:  pydock image COMMAND\n")


def test_the_version(run: Runner) -> None:
    assert run("--version", program="pydock").stdout == run("-v", program="pydock").stdout
    assert run("-v", program="pydock").stdout.startswith("pydock version ")


def test_an_alias_of_config_json(run: Runner) -> None:
    folder = run.home / ".docker"
    folder.mkdir()
    (folder / "config.json").write_text('{"aliases": {"zap": "image rm"}}')
    assert "requires at least 1 argument" in run("zap").stderr


def test_a_crash_is_one_line_and_a_private_file_without_values(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "".join(("hunter", "2"))

    def explode(_app: object, _words: object) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr(main, "_command", explode)
    result = run("rmi", "x", program="pydock")
    assert result.exit_code == 1
    assert result.stderr.startswith("pydock: internal error: RuntimeError")
    assert "Traceback" not in result.stderr
    [crash] = (run.home / ".local" / "state" / "pydock").iterdir()
    assert str(crash) in result.stderr
    assert stat.S_IMODE(crash.stat().st_mode) == 0o600
    assert "RuntimeError" in crash.read_text()
    assert secret not in crash.read_text() + result.stderr
    assert "Traceback" in run("--debug", "rmi", "x").stderr


def _start(tmp_path: Path, *argv: str, **settings: int) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "HOME": str(tmp_path), "DOCKER_HOST": f"unix://{tmp_path}/none.sock"}
    return subprocess.Popen([sys.executable, "-m", "pydock", *argv], env=environ, **settings)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_leaves_ends_pydock_as_it_ends_a_c_program(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = _start(tmp_path, "--help", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    _, errors = process.communicate()
    assert process.returncode == -signal.SIGPIPE
    assert errors == b""


def test_output_that_the_disk_has_no_room_for(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        process = _start(tmp_path, "--help", stdout=full.fileno(), stderr=subprocess.PIPE)
        _, errors = process.communicate()
        assert (process.returncode, errors) == (1, b"write /dev/stdout: no space left on device\n")
        process = _start(tmp_path, "inspect", "x", stdout=full.fileno(), stderr=subprocess.PIPE)
        _, errors = process.communicate()
        assert process.returncode == 1
        assert errors.splitlines()[0] == b"write /dev/stdout: no space left on device"
        assert b"Cannot connect" in errors.splitlines()[1]
        assert _start(tmp_path, "ps", "--nonsense", stderr=full.fileno()).wait() == 125


@pytest.mark.parametrize("argv", [("context", "show"), ("context", "ls", "-q"), ("completion", "bash")])
def test_a_fault_in_the_configuration_is_told_whatever_the_command(run: Runner, argv: tuple[str, ...]) -> None:
    (run.home / ".docker").mkdir()
    (run.home / ".docker" / "config.json").write_text("{")
    told = f"WARNING: Error parsing config file ({run.home}/.docker/config.json): unexpected EOF\n"
    assert run(*argv).stderr.startswith(told)
    assert run(argv[0], "--help").stderr == ""


def test_a_folder_in_the_configurations_place(run: Runner) -> None:
    path = run.home / ".docker" / "config.json"
    path.mkdir(parents=True)
    told = f"WARNING: Error parsing config file ({path}): read {path}: is a directory\n"
    assert run("context", "show").stderr == told


def test_every_command_in_the_tree_loads_and_has_help(run: Runner) -> None:
    from pydock.cli import tree

    for entry in tree.ENTRIES.values():
        result = run(*entry.path.split(" "), "--help", program="pydock")
        assert result.exit_code == 0, entry.path
        assert result.stdout.startswith(f"Usage:  pydock {entry.path}"), entry.path
        assert result.stderr == ""
