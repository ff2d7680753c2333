from __future__ import annotations

from pathlib import Path

from pydock.cli.diagnosis import engine
from pydock.cli.diagnosis.findings import ERROR, INFO, OK, WARNING, Finding
from tests.cli.diagnosis.conftest import MakeApp
from tests.support.engine import FakeEngine


def _find(findings: list[Finding], subject: str) -> Finding:
    return next(finding for finding in findings if subject in finding.subject)


def test_an_engine_that_answers(make_app: MakeApp, fake: FakeEngine, tmp_path: Path) -> None:
    fake.on("GET", "/version", json={"Version": "28.5", "ApiVersion": "1.51"})
    info = {"Driver": "overlay2", "DockerRootDir": str(tmp_path), "CgroupVersion": "2", "Warnings": ["WARNING: No x"]}
    fake.on("GET", "/info", json=info)
    fake.on("GET", "/networks", json=[{"Name": "bridge", "Options": {"com.docker.network.driver.mtu": "9000"}}])
    findings = list(engine.check(make_app({"DOCKER_HOST": fake.host, "DOCKER_API_VERSION": "1.50"})))
    assert _find(findings, "choice").message == f"{fake.host} (context default, chosen by DOCKER_HOST)"
    assert _find(findings, fake.path).message.startswith("Docker Engine 28.5 answers (mode ")
    assert "1.50 (pinned by DOCKER_API_VERSION)" in _find(findings, "API").message
    assert _find(findings, "BuildKit").severity == OK
    assert _find(findings, "engine says").message == "No x"
    assert _find(findings, "disk").message.endswith(f"free in {tmp_path}")


def test_an_engine_that_is_not_there(make_app: MakeApp) -> None:
    findings = list(engine.check(make_app({"DOCKER_HOST": "unix:///nosuch.sock"})))
    assert _find(findings, "/nosuch.sock").severity == ERROR
    assert _find(findings, "connection").message.startswith("Cannot connect to the Docker daemon at unix:///nosuch")


def test_a_context_that_is_not_there(make_app: MakeApp) -> None:
    (finding,) = engine.check(make_app({"DOCKER_CONTEXT": "gone"}))
    assert finding.severity == ERROR


def test_what_is_no_socket(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    findings = list(engine.check(make_app({"DOCKER_HOST": f"unix://{tmp_path}/file"})))
    assert _find(findings, f"{tmp_path}/file").message == "is not a socket"


def test_ssh_needs_its_program(make_app: MakeApp, tmp_path: Path) -> None:
    findings = list(engine.check(make_app({"DOCKER_HOST": "ssh://h", "PATH": str(tmp_path)})))
    assert [finding.severity for finding in findings if finding.subject == "ssh"] == [ERROR]


def test_tls_without_a_check_is_a_warning(make_app: MakeApp) -> None:
    app = make_app({"DOCKER_HOST": "tcp://127.0.0.1:1"}, tls=True, tls_ca="")
    findings = list(engine.check(app))
    assert _find(findings, "TLS").severity == WARNING
    assert _find(findings, "choice").severity == INFO
