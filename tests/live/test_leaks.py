"""Secrets that real engines and builders handle are in no file, progress, error or process list of ours."""

from __future__ import annotations

import base64
import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.live import GUARD, PASSWORD, USER, LiveEngine, Result

HELD, VARIABLE = "held-hunter2-x", "variable-hunter2-y"
FORMS = [form for secret in (HELD, VARIABLE) for form in (secret, base64.b64encode(secret.encode()).decode())]
DOCKERFILE = """\
FROM busybox
RUN --mount=type=secret,id=s,required=true --mount=type=secret,id=e cat /run/secrets/s /run/secrets/e | wc -c; {end}
"""


def _clean(*texts: str | bytes) -> None:
    for text in texts:
        shown = text if isinstance(text, str) else text.decode("utf-8", "replace")
        assert not [form for form in FORMS if form in shown], shown


def _build(live: LiveEngine, folder: Path, end: str, *flags: str) -> Result:
    (folder / "Dockerfile").write_text(DOCKERFILE.format(end=end))
    (folder / "held").write_text(HELD)
    (folder / ".dockerignore").write_text("held\n")
    argv = ["buildx", "build", "--no-cache", "--secret", f"id=s,src={folder}/held", "--secret", "id=e,env=HELD_BY"]
    return live.pydock(*argv, *flags, str(folder), environ={"HELD_BY": VARIABLE}, cwd=folder)


@pytest.mark.parametrize("progress", ["plain", "json", "rawjson", "quiet"])
@pytest.mark.parametrize("end", ["true", "false"])
def test_a_build_with_secrets(live: LiveEngine, tmp_path: Path, progress: str, end: str) -> None:
    flags = ["--progress", progress, "--metadata-file", "metadata.json", "--iidfile", "id"]
    built = _build(live, tmp_path, end, *flags)
    assert built.exit_code == (0 if end == "true" else 1), built.stderr
    left = [path for path in tmp_path.iterdir() if path.name in ("metadata.json", "id")]
    assert bool(left) == (end == "true")
    _clean(built.stdout, built.stderr, *(path.read_bytes() for path in left))
    _clean(*(path.read_bytes() for path in (live.home / ".docker").rglob("*") if path.is_file()))


@pytest.mark.parametrize("flags", [["--explain"], ["--log-level", "debug"], ["--debug"]])
def test_a_build_that_is_looked_at(live: LiveEngine, tmp_path: Path, flags: list[str]) -> None:
    (tmp_path / "Dockerfile").write_text(DOCKERFILE.format(end="false"))
    (tmp_path / "held").write_text(HELD)
    argv = ["build", "--secret", f"id=s,src={tmp_path}/held", "--secret", "id=e,env=HELD_BY", str(tmp_path)]
    seen = live.pydock(*flags, *argv, environ={"HELD_BY": VARIABLE})
    _clean(seen.stdout, seen.stderr)


@pytest.mark.parametrize("end", ["exit 3", "true"])
def test_the_result_file_of_a_run(live: LiveEngine, tmp_path: Path, end: str) -> None:
    (tmp_path / "variables").write_text(f"A={VARIABLE}\n")
    flags = ["--result-file", "result", "--env-file", "variables", "-e", "TOKEN"]
    ran = live.pydock("run", "--rm", *flags, "busybox", "sh", "-c", end, environ={"TOKEN": HELD}, cwd=tmp_path)
    assert ran.exit_code == (3 if end == "exit 3" else 0)
    _clean(ran.stdout, ran.stderr, (tmp_path / "result").read_bytes())


@pytest.mark.parametrize(
    "fault",
    ["image: localhost:1/none", "image: busybox\n    command: [nosuchprogram]", "build: {context: ., secrets: [s, e]}"],
)
def test_a_compose_application_that_fails(live: LiveEngine, tmp_path: Path, fault: str) -> None:
    (tmp_path / "held").write_text(HELD)
    (tmp_path / ".env").write_text(f"TOKEN={VARIABLE}\n")
    (tmp_path / "Dockerfile").write_text(DOCKERFILE.format(end="false"))
    (tmp_path / "compose.yaml").write_text(
        f"services:\n  a:\n    {fault}\n    environment: {{A: '${{TOKEN}}'}}\n    secrets: [s, e]\n"
        "secrets: {s: {file: held}, e: {environment: HELD_BY}}\n"
    )
    up = live.pydock("compose", "up", "-d", environ={"HELD_BY": VARIABLE}, cwd=tmp_path)
    assert up.exit_code != 0
    down = live.pydock("compose", "down", environ={"HELD_BY": VARIABLE}, cwd=tmp_path)
    _clean(up.stdout, up.stderr, down.stdout, down.stderr)


def test_what_processes_show_meanwhile(live: LiveEngine, tmp_path: Path) -> None:
    """Of a login, a push and a run: the arguments of every process on the machine."""
    address = live.registry(auth=True).address
    login = subprocess.Popen(
        live.command("login", "-u", USER, "--password-stdin", address), stdin=subprocess.PIPE, env=live.environ()
    )
    assert login.stdin is not None
    login.stdin.write(PASSWORD.encode())
    login.stdin.close()
    seen = [_arguments()]
    while login.poll() is None:
        seen.append(_arguments())
    assert login.returncode == 0
    (tmp_path / "variables").write_text(f"A={VARIABLE}\n")
    argv = ["run", "--rm", "--name", "shown", "--env-file", "variables", "busybox", "sleep", "1000"]
    with subprocess.Popen(live.command(*argv), env=live.environ(), cwd=tmp_path) as running:
        deadline = time.monotonic() + GUARD
        while live.pydock("exec", "shown", "true").exit_code:
            assert time.monotonic() < deadline
        seen.append(_arguments())
        live.ok("rm", "-f", "shown")
        running.wait()
    live.ok("logout", address)
    _clean(*seen)
    needle = base64.b64encode(f"{USER}:{PASSWORD}".encode())
    assert not [text for text in seen if needle in text or f"={PASSWORD}".encode() in text]


def _arguments() -> bytes:
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                found.append(Path(f"/proc/{name}/cmdline").read_bytes())
            except OSError:
                continue
    return b"\n".join(found)
