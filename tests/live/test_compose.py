"""Compose on real engines: bring up, keep, recreate, take down; the example everyone begins with."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from tests.support.live import GUARD, LiveEngine, base_image

BASIC = """\
services:
  web:
    image: busybox
    command: sleep 300
    stop_signal: KILL
    environment: {A: "1"}
    volumes: ["data:/data", /cache]
    depends_on: {db: {condition: service_healthy}}
  db:
    image: busybox
    command: sleep 300
    stop_signal: KILL
    healthcheck: {test: "true", interval: 200ms}
  init: {image: busybox, command: "true"}
volumes: {data: }
"""


def _project(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "compose.yaml").write_text(text)
    return folder


def _ids(live: LiveEngine, folder: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in live.ok("compose", "ps", "-a", "--format", "json", cwd=folder).splitlines()]
    return {row["Name"]: row["ID"] for row in rows}


def test_up_is_done_once_and_recreates_what_changed(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(tmp_path / "basic", BASIC)
    live.ok("compose", "up", "-d", "--wait", cwd=folder)
    first = _ids(live, folder)
    assert sorted(first) == ["basic-db-1", "basic-init-1", "basic-web-1"]
    live.ok("compose", "up", "-d", cwd=folder)
    assert _ids(live, folder) == first
    assert "nothing to do" in live.ok("compose", "up", "--plan", cwd=folder)

    _project(folder, BASIC.replace('A: "1"', 'A: "2"'))
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
    assert "No such image: nosuch" in failed.stderr
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
    folder = _project(tmp_path / "once", BASIC)
    done = live.pydock("compose", "run", "--rm", "-T", "-e", "B=2", "web", "sh", "-c", "echo $A $B; exit 4", cwd=folder)
    assert (done.exit_code, done.stdout) == (4, "1 2\n")
    assert sorted(_ids(live, folder)) == ["once-db-1"]
    live.ok("compose", "down", "-v", "-t", "0", cwd=folder)


def test_a_killed_up_is_finished_by_the_next(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(tmp_path / "killed", BASIC)
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


APP = """\
import socket
from flask import Flask

app = Flask(__name__)


def hits():
    with socket.create_connection(("redis", 6379)) as store:
        store.sendall(b"INCR hits\\r\\n")
        return int(store.recv(64).lstrip(b":"))


@app.route("/")
def hello():
    return f"Hello! I have been seen {hits()} times.\\n"


app.run(host="0.0.0.0", port=5000)
"""
DOCKERFILE = """\
FROM python
ADD . /code
WORKDIR /code
RUN pip install -r requirements.txt
CMD ["python", "app.py"]
"""
COMPOSE = """\
version: '3'
services:
  web:
    build: .
    ports: ["5050:5000"]
    stop_signal: KILL
  redis:
    image: redis
"""
_PACKAGES = ("flask", "Flask", "jinja2", "Jinja2", "markupsafe", "MarkupSafe", "werkzeug", "Werkzeug", "itsdangerous",
             "click", "pip", "setuptools", "pkg_resources", "wheel", "simplejson")  # fmt: skip


def _needed(program: str) -> list[str]:
    """The shared libraries of a program, as the loader finds them."""
    done = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    return [word for word in done.stdout.split() if word.startswith("/")]


def _wanted(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """No caches, and pip may install: the image is no Debian."""
    return None if "__pycache__" in entry.name or entry.name.endswith("EXTERNALLY-MANAGED") else entry


def _root(programs: dict[str, str], trees: list[str]) -> bytes:
    """A tar of busybox with ``programs`` (their libraries too) and ``trees`` of this machine's Debian."""
    out = io.BytesIO(base_image())
    with tarfile.open(fileobj=out, mode="a") as tar:
        seen: set[str] = set()
        files = [(source, name) for name, source in programs.items()]
        for source in list(programs.values()):
            files += [(library, library) for library in _needed(source)]
        for tree in trees:
            tar.add(tree, arcname=tree.lstrip("/"), filter=_wanted)
            for folder, _, names in os.walk(tree):
                for name in names:
                    if name.endswith(".so"):
                        files += [(library, library) for library in _needed(os.path.join(folder, name))]
        for source, name in files:
            if name not in seen:
                seen.add(name)
                tar.add(os.path.realpath(source), arcname=name.lstrip("/"))
    return out.getvalue()


@pytest.fixture
def base_images(live: LiveEngine) -> None:
    """``python`` and ``redis`` made of this machine's own Debian packages: python3-flask, python3-pip, redis-server."""
    interpreter = "/usr/bin/python3"
    packages = Path("/usr/lib/python3/dist-packages")
    if not (packages / "flask").is_dir() or not Path("/usr/bin/redis-server").exists():
        pytest.skip("needs python3-flask, python3-pip and redis-server")
    version = subprocess.run([interpreter, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                             capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    trees = [f"/usr/lib/python{version}", *(str(p) for p in packages.iterdir() if p.name.startswith(_PACKAGES))]
    python = _root(
        {"/usr/bin/python3": interpreter, "/bin/python": interpreter, "/usr/bin/pip": "/usr/bin/pip3"}, trees
    )
    redis = _root({"/usr/bin/redis-server": "/usr/bin/redis-server"}, [])
    command = 'CMD ["redis-server","--protected-mode","no","--save",""]'
    for name, image, changes in (
        ("python", python, ["ENV PATH=/usr/bin:/bin"]),
        ("redis", redis, ["ENV PATH=/usr/bin:/bin", command]),
    ):
        query = {"fromSrc": "-", "repo": name, "tag": "latest", "changes": changes}
        live.connection.call("POST", "/images/create", query=query, body=io.BytesIO(image))


def test_the_web_application_that_counts_in_redis(live: LiveEngine, tmp_path: Path, base_images: None) -> None:
    folder = tmp_path / "counter"
    folder.mkdir()
    for name, text in (("app.py", APP), ("Dockerfile", DOCKERFILE), ("requirements.txt", "flask\n")):
        (folder / name).write_text(text)
    (folder / "docker-compose.yml").write_text(COMPOSE)
    starter = "from pydock.cli.main import compose_main; compose_main()"
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            live.inside([sys.executable, "-c", starter, "up"]), env=live.environ(), cwd=folder, stdout=log, stderr=log
        )
        try:
            assert _get(live, tmp_path / "log") == "Hello! I have been seen 1 times.\n"
            assert _get(live, tmp_path / "log") == "Hello! I have been seen 2 times.\n"
            process.send_signal(signal.SIGINT)
            assert process.wait(GUARD) == 130
        finally:
            process.kill()
            process.wait()
    assert live.ok("ps", "-q") == ""
    assert "web-1" in (tmp_path / "log").read_text()
    live.ok("compose", "down", cwd=folder)
    assert live.ok("ps", "-aq") == ""


def _get(live: LiveEngine, log: Path) -> str:
    """The page, as soon as it is served."""
    deadline = time.monotonic() + GUARD
    while time.monotonic() < deadline:
        done = subprocess.run(
            live.inside(["busybox", "wget", "-qO-", "http://127.0.0.1:5050/"]),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0 and done.stdout:  # the port answers before the program behind it listens
            return done.stdout
        time.sleep(0.3)
    raise AssertionError(f"no page: {done.stderr}\n{log.read_text()[-3000:]}")
