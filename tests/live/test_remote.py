"""Engines over ssh, with a real sshd on loopback, and registries with real credentials."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from tests.live.conftest import without
from tests.support.live import LiveEngine, Unavailable
from tests.support.sshd import program
from tests.support.sshd import sshd as server


@pytest.fixture
def sshd(live: LiveEngine, tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """An address of a real sshd whose far end reaches the live engine, and the environment to use it in."""
    try:
        with server(tmp_path, live.socket) as running:
            yield running.host, running.environ
    except Unavailable as reason:
        without(reason)


def test_requests_and_streams_over_one_ssh_connection(sshd: tuple[str, dict[str, str]]) -> None:
    host, environ = sshd
    connection = Connection(Endpoint("far", host), environ=environ)
    body: dict[str, Any] = {"Image": "busybox", "Cmd": ["cat"], "OpenStdin": True, "StdinOnce": True}
    created = connection.call("POST", "/containers/create", body={**body, "AttachStdin": True})["Id"]
    query = {"stream": True, "stdin": True, "stdout": True}
    with connection.upgrade("POST", f"/containers/{created}/attach", query=query) as stream:
        connection.call("POST", f"/containers/{created}/start")
        stream.sendall(b"over ssh")
        stream.close_write()
        received = b""
        while data := stream.recv():
            received += data
    assert received.endswith(b"over ssh")
    connection.call("POST", f"/containers/{created}/wait")
    connection.call("DELETE", f"/containers/{created}")
    connection.close()


def test_a_far_machine_that_has_only_pydock(sshd: tuple[str, dict[str, str]], live: LiveEngine, tmp_path: Path) -> None:
    """No docker is there: ``pydock system dial-stdio`` serves exec, cp, logs and build all the same."""
    host, environ = sshd
    (tmp_path / "bin" / "docker").unlink()
    package = Path(__file__).parents[2]
    far = f"cd {package} && DOCKER_HOST={live.host} exec {sys.executable} -m pydock"
    program(tmp_path / "bin" / "pydock", f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n{far} "$@"\n')
    near = {"HOME": str(tmp_path), "LANG": "C.UTF-8", **environ, "DOCKER_HOST": host, "DOCKER_BUILDKIT": "0"}

    def pydock(*argv: str, stdin: str = "") -> str:
        command = [sys.executable, "-m", "pydock", *argv]
        done = subprocess.run(command, env=near, cwd=package, input=stdin, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    script = "echo one; while [ ! -e /stop ]; do sleep 0.1; done; echo two"
    name = pydock("run", "-d", *live.run_flags, "busybox", "sh", "-c", script).strip()
    assert pydock("exec", "-i", name, "cat", stdin="over ssh\n") == "over ssh\n"
    (tmp_path / "stop").write_text("now")
    pydock("cp", str(tmp_path / "stop"), f"{name}:/stop")
    assert pydock("logs", "-f", name) == "one\ntwo\n"
    pydock("cp", f"{name}:/stop", str(tmp_path / "back"))
    assert (tmp_path / "back").read_text() == "now"
    pydock("rm", "-f", name)
    (tmp_path / "context").mkdir()
    (tmp_path / "context" / "Dockerfile").write_text("FROM busybox\nCOPY Dockerfile /\n")
    pydock("build", "-t", "far", str(tmp_path / "context"))
    pydock("rmi", "far")
    assert set((tmp_path / "calls").read_text().splitlines()) == {"system dial-stdio"}


def test_a_key_that_is_refused_is_told(sshd: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    host, environ = sshd
    (tmp_path / "authorized_keys").write_text("")
    connection = Connection(Endpoint("far", host), environ=environ)
    with pytest.raises(Exception, match=r"has exited with exit status 255.*Permission denied"):
        assert json.dumps(connection.call("GET", "/info"))
    connection.close()


def test_a_tag_deleted_from_a_registry(live: LiveEngine) -> None:
    name = f"{live.registry().address}/removed"
    live.ok("tag", "busybox", f"{name}:1")
    live.ok("push", "-q", f"{name}:1")
    assert live.ok("registry", "tags", "--insecure", name) == "1\n"
    assert live.ok("registry", "rm", "-f", "--insecure", f"{name}:1").startswith(f"{name}@sha256:")
    assert live.ok("registry", "tags", "--insecure", name) == ""
    again = live.pydock("registry", "rm", "-f", "--insecure", f"{name}:1")
    assert (again.exit_code, again.stderr) == (1, f"no such manifest: {name}:1\n")
    live.ok("rmi", f"{name}:1")


def test_doctor_looks_a_name_up_in_a_container(live: LiveEngine) -> None:
    result = live.pydock("doctor", "--image", "busybox", "--lookup", "nowhere.invalid", "--format", "json")
    assert result.exit_code == 2
    (dns,) = [finding for finding in json.loads(result.stdout) if finding["subject"] == "DNS"]
    assert (dns["severity"], dns["message"]) == ("error", "a container cannot resolve nowhere.invalid")
    assert dns["remedy"].startswith('Set "dns" in the engine')
