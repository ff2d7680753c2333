"""What compose says beyond docker compose, on real engines: plans and reasons, sources of values, what is not ready."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.live import LiveEngine

TEXT = """\
services:
  web:
    image: busybox
    command: sleep 300
    stop_signal: KILL
    environment: {MODE: "${MODE:-slow}", LEVEL: "${LEVEL}", FROM: "${FROM}"}
    networks: [back]
  job: {image: busybox, command: "sh -c 'exit ${CODE:-0}'"}
networks: {back: {labels: {of: "${OF:-1}"}}}
"""


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "compose.yaml").write_text(TEXT)
    (folder / ".env").write_text("LEVEL=file\nMODE=hidden\n")
    return folder


def test_a_plan_for_programs(live: LiveEngine, tmp_path: Path) -> None:
    folder = _folder(tmp_path, "planned")

    def plan(**environ: str) -> list[dict[str, object]]:
        done = live.pydock("compose", "up", "--plan=json", cwd=folder, environ=environ)
        assert done.exit_code == 0, done
        steps: list[dict[str, object]] = json.loads(done.stdout)
        return [step for step in steps if step["action"] != "keep"]

    made = plan()
    assert [(step["action"], step["kind"], step["name"]) for step in made[:2]] == [
        ("create", "network", "planned_back"),
        ("create", "network", "planned_default"),
    ]
    assert {step["name"] for step in made[2:]} == {"planned-web-1", "planned-job-1"}
    assert live.ok("ps", "-aq") == "", "a plan does nothing"
    live.ok("compose", "up", "-d", cwd=folder)
    [step] = plan(MODE="fast")
    assert (step["action"], step["name"]) == ("recreate", "planned-web-1")
    assert step["reasons"] == ["environment.MODE changed from hidden to fast"]
    steps = plan(OF="2")
    assert ("recreate", "network", "planned_back") in [(s["action"], s["kind"], s["name"]) for s in steps]
    live.ok("compose", "down", cwd=folder)


def test_where_values_come_from(live: LiveEngine, tmp_path: Path) -> None:
    folder = _folder(tmp_path, "explained")
    told = live.pydock("compose", "config", "--explain", cwd=folder, environ={"MODE": "fast"}).stdout
    assert f"MODE=fast\n  from the shell\n  hides {folder}/.env: hidden\n" in told
    assert f"LEVEL=file\n  from {folder}/.env" in told
    assert "FROM=\n  from nowhere: it is not set\n" in told
    assert "OF=1\n  from its default in the file\n" in told
    assert f"used at {folder}/compose.yaml:6:" in told


def test_one_shot_services_are_ready_once_done(live: LiveEngine, tmp_path: Path) -> None:
    folder = _folder(tmp_path, "oneshot")
    done = live.pydock("compose", "up", "--wait", cwd=folder)
    assert done.exit_code == 0, done
    assert " Container oneshot-job-1  Exited\n" in done.stderr
    failed = live.pydock("compose", "up", "--wait", cwd=folder, environ={"CODE": "3"})
    assert failed.exit_code == 1
    assert "container oneshot-job-1 exited (3)" in failed.stderr
    live.ok("compose", "down", cwd=folder)
