"""Compose on real engines: bring up, keep, recreate, take down."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

from tests.support.live import LiveEngine

BASIC = """\
services:
  web:
    image: busybox
    command: sleep 300
    stop_signal: KILL
    environment: {A: "1"}
    volumes: ["data:/data", /cache]
    depends_on: {db: {condition: %s}}
  db:
    image: busybox
    command: sleep 300
    stop_signal: KILL
%s  init: {image: busybox, command: "true"}
volumes: {data: }
"""


def _basic(live: LiveEngine) -> str:
    """Three services. Podman has systemd's timers run health checks, which a private engine has none of."""
    if live.kind == "podman":
        return BASIC % ("service_started", "")
    return BASIC % ("service_healthy", '    healthcheck: {test: "true", interval: 200ms}\n')


def _project(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "compose.yaml").write_text(text)
    return folder


def _ids(live: LiveEngine, folder: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in live.ok("compose", "ps", "-a", "--format", "json", cwd=folder).splitlines()]
    return {row["Name"]: row["ID"] for row in rows}


def test_up_is_done_once_and_recreates_what_changed(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(tmp_path / "basic", _basic(live))
    live.ok("compose", "up", "-d", "--wait", cwd=folder)
    first = _ids(live, folder)
    assert sorted(first) == ["basic-db-1", "basic-init-1", "basic-web-1"]
    live.ok("compose", "up", "-d", cwd=folder)
    assert _ids(live, folder) == first
    assert "nothing to do" in live.ok("compose", "up", "--plan", cwd=folder)

    _project(folder, _basic(live).replace('A: "1"', 'A: "2"'))
    plan = live.ok("compose", "up", "--plan", cwd=folder)
    assert plan == "recreate container basic-web-1: environment.A changed from 1 to 2\n"
    live.ok("compose", "exec", "-T", "web", "touch", "/cache/kept", cwd=folder)
    live.ok("compose", "up", "-d", cwd=folder)
    second = _ids(live, folder)
    assert second["basic-db-1"] == first["basic-db-1"]
    assert second["basic-web-1"] != first["basic-web-1"]
    assert live.ok("compose", "exec", "-T", "web", "ls", "/cache", cwd=folder) == "kept\n"

    live.ok("compose", "down", "-v", "-t", "0", cwd=folder)
    assert live.ok("ps", "-aq") == ""
    assert "basic_data" not in live.ok("volume", "ls", "-q")


def test_paused_services_are_found(live: LiveEngine, tmp_path: Path) -> None:
    service = "{image: busybox, command: sleep 300, stop_signal: KILL}"
    folder = _project(tmp_path / "paused", f"services: {{a: {service}, b: {service}}}\n")
    live.ok("compose", "up", "-d", cwd=folder)
    live.ok("compose", "pause", cwd=folder)
    assert "paused(2)" in live.ok("compose", "ls", cwd=folder)
    assert live.ok("compose", "ps", "--services", cwd=folder) == "a\nb\n"
    live.ok("compose", "unpause", "a", cwd=folder)
    assert live.ok("compose", "ps", "--services", "--status", "paused", cwd=folder) == "b\n"
    live.ok("compose", "stop", "b", cwd=folder)
    live.ok("compose", "start", "b", cwd=folder)
    live.ok("compose", "pause", cwd=folder)
    live.ok("compose", "restart", "b", cwd=folder)
    assert live.ok("compose", "ps", "--services", "--status", "running", cwd=folder) == "b\n"
    live.ok("compose", "kill", "a", cwd=folder)
    assert live.ok("compose", "ps", "--services", cwd=folder) == "b\n"
    live.ok("compose", "pause", "b", cwd=folder)
    live.ok("compose", "down", cwd=folder)
    assert live.ok("ps", "-aq") == ""


def test_scale_up_and_down_and_orphans(live: LiveEngine, tmp_path: Path) -> None:
    service = "{image: busybox, command: sleep 300, stop_signal: KILL}"
    folder = _project(tmp_path / "many", f"services: {{a: {service}, b: {service}}}\n")
    live.ok("compose", "up", "-d", "--scale", "a=3", cwd=folder)
    assert sorted(_ids(live, folder)) == ["many-a-1", "many-a-2", "many-a-3", "many-b-1"]
    _project(folder, f"services: {{a: {service}}}\n")
    live.ok("compose", "up", "-d", "--remove-orphans", cwd=folder)
    assert sorted(_ids(live, folder)) == ["many-a-1"]
    live.ok("compose", "down", "-t", "0", cwd=folder)


def test_a_failing_step_leaves_the_next_up_able_to_go_on(live: LiveEngine, tmp_path: Path) -> None:
    text = (
        "services:\n"
        "  a: {image: busybox, command: sleep 300, stop_signal: KILL}\n"
        "  b: {image: nosuch, pull_policy: never}\n"
    )
    folder = _project(tmp_path / "half", text)
    failed = live.pydock("compose", "up", "-d", cwd=folder)
    assert failed.exit_code == 1
    assert "o such image: " in failed.stderr and "nosuch" in failed.stderr
    _project(folder, text.replace("nosuch", "busybox"))
    live.ok("compose", "up", "-d", cwd=folder)
    assert sorted(_ids(live, folder)) == ["half-a-1", "half-b-1"]
    live.ok("compose", "down", "-t", "0", cwd=folder)


def test_wait_names_what_is_not_ready_and_shows_why(live: LiveEngine, tmp_path: Path) -> None:
    check = "{test: 'echo not yet; exit 1', interval: 100ms, retries: 1}"
    folder = _project(
        tmp_path / "sick",
        "services:\n"
        "  job: {image: busybox, command: 'true'}\n"
        f"  a: {{image: busybox, command: sh -c 'echo hello; sleep 300', stop_signal: KILL, healthcheck: {check}}}\n",
    )
    failed = live.pydock("compose", "up", "--wait", cwd=folder)
    assert failed.exit_code == 1
    assert "container sick-a-1 is unhealthy" in failed.stderr
    assert "last health check (exit 1): not yet" in failed.stderr
    assert "  hello" in failed.stderr
    live.ok("compose", "down", "-t", "0", cwd=folder)


def test_output_and_exit_status_in_the_foreground(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(
        tmp_path / "fore",
        "services:\n"
        "  a: {image: busybox, command: sh -c 'echo one; sleep 300', stop_signal: KILL}\n"
        "  b: {image: busybox, command: sh -c 'sleep 0.3; echo two; exit 3'}\n",
    )
    done = live.pydock("compose", "up", "--exit-code-from", "b", cwd=folder)
    assert done.exit_code == 3
    assert "a-1  | one\n" in done.stdout
    assert "b-1  | two\n" in done.stdout
    assert "b-1 exited with code 3\n" in done.stdout
    assert live.ok("compose", "logs", "--no-log-prefix", "b", cwd=folder) == "two\n"
    live.ok("compose", "down", "-t", "0", cwd=folder)


def test_wait_takes_the_project_down(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(
        tmp_path / "waited",
        "services:\n"
        "  job: {image: busybox, command: sh -c 'sleep 1; exit 5'}\n"
        "  a: {image: busybox, command: sleep 300, stop_signal: KILL}\n",
    )
    live.ok("compose", "up", "-d", cwd=folder)
    done = live.pydock("compose", "wait", "--down-project", "job", cwd=folder)
    assert done.exit_code == 5
    assert "exited with status code 5\n" in done.stdout
    assert live.ok("ps", "-aq") == ""


def test_a_secret_of_the_environment_is_a_file_in_the_container(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(
        tmp_path / "hidden",
        "services: {a: {image: busybox, command: cat /run/secrets/s, secrets: [s]}}\n"
        "secrets: {s: {environment: HIDDEN}}\n",
    )
    done = live.pydock("compose", "up", "--no-log-prefix", environ={"HIDDEN": "hush"}, cwd=folder)
    assert done.exit_code == 0
    assert "hush\n" in done.stdout
    assert "hush" not in live.ok("inspect", "hidden-a-1")
    live.ok("compose", "down", cwd=folder)


def test_the_first_end_or_failure_may_end_all(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(
        tmp_path / "ended",
        "services:\n"
        "  job: {image: busybox, command: 'true'}\n"
        "  bad: {image: busybox, command: sh -c 'sleep 1; exit 4'}\n"
        "  a: {image: busybox, command: sleep 300, stop_signal: KILL}\n",
    )
    done = live.pydock("compose", "up", "--abort-on-container-failure", cwd=folder)
    assert done.exit_code == 4
    assert "Aborting on container exit..." in done.stderr
    done = live.pydock("compose", "up", "--abort-on-container-exit", "--exit-code-from", "bad", "bad", "a", cwd=folder)
    assert done.exit_code == 4
    assert live.ok("ps", "-q") == ""
    live.ok("compose", "down", "-t", "0", cwd=folder)


def test_several_builds_at_once(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(
        tmp_path / "built",
        "services:\n"
        '  a: {build: {context: ., dockerfile_inline: "FROM busybox\\nRUN echo a > /name\\n"}}\n'
        '  b: {build: {context: ., dockerfile_inline: "FROM busybox\\nRUN echo b > /name\\n"}}\n',
    )
    done = live.pydock("compose", "--progress", "plain", "build", cwd=folder)
    assert done.exit_code == 0, done
    assert all(f"[{name}] " in done.stdout or f"[{name} " in done.stdout for name in ("a", "b")), done.stdout
    assert all(f" built-{name}  Built\n" in done.stderr for name in ("a", "b"))
    assert live.ok("compose", "run", "--rm", "-T", "b", "cat", "/name", cwd=folder) == "b\n"
    (folder / "compose.yaml").write_text((folder / "compose.yaml").read_text().replace("echo a", "exit 7"))
    failed = live.pydock("compose", "--progress", "plain", "build", "a", "b", cwd=folder)
    assert failed.exit_code == 1
    assert "target a: failed to solve" in failed.stderr
    live.ok("compose", "down", "-t", "0", cwd=folder)


def test_run_makes_a_container_of_its_own(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(tmp_path / "once", _basic(live))
    done = live.pydock("compose", "run", "--rm", "-T", "-e", "B=2", "web", "sh", "-c", "echo $A $B; exit 4", cwd=folder)
    assert (done.exit_code, done.stdout) == (4, "1 2\n")
    assert sorted(_ids(live, folder)) == ["once-db-1"]
    live.ok("compose", "down", "-v", "-t", "0", cwd=folder)


def test_a_killed_up_is_finished_by_the_next(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(tmp_path / "killed", _basic(live))
    for delay in (0.2, 0.5, 0.9):
        process = subprocess.Popen(
            live.command("compose", "up", "-d"),
            env=live.environ(),
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    live.ok("compose", "up", "-d", "--wait", cwd=folder)
    assert sorted(_ids(live, folder)) == ["killed-db-1", "killed-init-1", "killed-web-1"]
    live.ok("compose", "down", "-v", "-t", "0", cwd=folder)
    assert live.ok("ps", "-aq") == ""


def test_a_replacement_that_was_cut_short_gets_its_name(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(tmp_path / "cut", "services: {a: {image: busybox, command: sleep 300, stop_signal: KILL}}\n")
    live.ok("compose", "up", "-d", cwd=folder)
    live.ok("rename", "cut-a-1", "0123456789ab_cut-a-1")
    live.ok("compose", "up", "-d", cwd=folder)
    assert live.ok("ps", "--format", "{{.Names}}") == "cut-a-1\n"
    live.ok("compose", "down", cwd=folder)
