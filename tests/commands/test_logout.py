from __future__ import annotations

import json
from pathlib import Path

from pydock.config.credentials import INDEX_SERVER
from tests.support.command import Runner
from tests.support.credhelper import install_helper


def _write(run: Runner, document: object) -> Path:
    path = run.home / ".docker" / "config.json"
    path.parent.mkdir()
    path.write_text(json.dumps(document))
    return path


def test_every_spelling_of_the_server_is_forgotten(run: Runner) -> None:
    path = _write(run, {"auths": {name: {} for name in ("r:5", "http://r:5", "https://r:5", "other")}})
    assert run("logout", "http://r:5") == (0, "Removing login credentials for r:5\n", "")
    assert json.loads(path.read_text()) == {"auths": {"other": {}}}


def test_without_a_server_it_is_docker_hub(run: Runner) -> None:
    path = _write(run, {"auths": {INDEX_SERVER: {}}})
    assert run("logout") == (0, f"Removing login credentials for {INDEX_SERVER}\n", "")
    assert json.loads(path.read_text()) == {"auths": {}}
    path.write_text(json.dumps({"auths": {INDEX_SERVER: {}}}))
    assert run("logout", "docker.io").exit_code == 0
    assert json.loads(path.read_text()) == {"auths": {}}


def test_nothing_to_forget_is_no_error_and_writes_nothing(run: Runner) -> None:
    assert run("logout", "r").exit_code == 0
    assert not (run.home / ".docker").exists()


def test_a_helper_that_fails_is_an_error(run: Runner, tmp_path: Path) -> None:
    environ = install_helper(tmp_path, "box")
    del environ["HOME"]
    _write(run, {"credsStore": "box"})
    environ["BOX_FAIL"] = "locked"
    result = run("logout", "r", environ=environ)
    assert result.exit_code == 1
    assert result.stderr.startswith("WARNING: could not erase credentials:\nr: error erasing credentials - err: ")
    assert "credsStore" in result.stderr
