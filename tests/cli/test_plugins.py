"""CLI plugins: real executables in real folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import Runner

GOOD = {"SchemaVersion": "0.1.0", "Vendor": "Somebody", "ShortDescription": "Says hello"}


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    (tmp_path / "home").mkdir()
    return Runner(tmp_path / "home", tmp_path, {"DOCKER_HOST": f"unix://{tmp_path}/none.sock"})


def install(folder: Path, name: str, metadata: str = json.dumps(GOOD), body: str = 'echo "$@"; exit 3') -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    plugin = folder / name
    plugin.write_text(
        f"#!/bin/sh\nif [ \"$1\" = docker-cli-plugin-metadata ]; then echo '{metadata}'; exit 0; fi\n{body}\n"
    )
    plugin.chmod(0o755)
    return plugin


def test_it_runs_with_dockers_environment_and_its_own_exit_code(run: Runner, tmp_path: Path) -> None:
    out = tmp_path / "out"
    body = f'echo "$@" >{out}; echo "$DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND" >>{out}; exit 3'
    install(run.home / ".docker" / "cli-plugins", "docker-hello", body=body)
    assert run("-c", "default", "hello", "--flag", "x").exit_code == 3
    words, origin = out.read_text().splitlines()
    assert words == "--context default hello --flag x"
    assert origin.startswith("/")


def test_help_lists_it_and_names_a_broken_one(run: Runner) -> None:
    folder = run.home / ".docker" / "cli-plugins"
    install(folder, "docker-hello")
    install(folder, "docker-broken", metadata="{")
    text = run("--help").stdout
    assert "  hello    Says hello (Somebody)" in text
    assert "  broken   (unusable: its metadata is not JSON)" in text


def test_a_broken_one_is_named_when_it_is_used(run: Runner) -> None:
    install(run.home / ".docker" / "cli-plugins", "docker-broken", metadata='{"SchemaVersion": "0.1.0"}')
    result = run("broken")
    assert result.exit_code == 1
    assert "cannot be used: its metadata names no Vendor" in result.stderr


def test_nothing_runs_from_the_current_folder_or_from_one_that_the_world_may_write(run: Runner, tmp_path: Path) -> None:
    install(tmp_path, "docker-here")
    folder = run.home / ".docker" / "cli-plugins"
    install(folder, "docker-open")
    folder.chmod(0o777)
    for name in ("here", "open"):
        result = run(name)
        assert "unknown command" in result.stderr
        assert result.exit_code == 1


def test_nothing_built_in_is_replaced(run: Runner) -> None:
    install(run.home / ".docker" / "cli-plugins", "docker-rmi")
    assert "requires at least 1 argument" in run("rmi").stderr


def test_extra_folders_of_config_json(run: Runner, tmp_path: Path) -> None:
    install(tmp_path / "extra", "pydock-more")
    docker = run.home / ".docker"
    docker.mkdir()
    (docker / "config.json").write_text(json.dumps({"cliPluginsExtraDirs": [str(tmp_path / "extra"), "relative"]}))
    assert run("more").exit_code == 3
