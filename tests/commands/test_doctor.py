from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.engine import FakeEngine

SECRET = "YWxpY2U6aHVudGVyMg=="


def test_json_exit_code_and_bundle_without_secrets(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/version", status=500, json={"message": "token hunter2 leaked by the engine"})
    (run.home / ".docker").mkdir()
    config = {"auths": {"r": {"auth": SECRET}}, "HttpHeaders": {"X-Key": "header-secret"}, "psFormat": "x"}
    (run.home / ".docker" / "config.json").write_text(json.dumps(config))
    environ = {"HTTPS_PROXY": "http://user:proxy-pw@p:1", "DOCKER_CUSTOM_HEADERS": "a=custom-secret"}
    result = run("doctor", "--format", "json", "--bundle", "report", environ=environ)
    assert result.exit_code == 2
    findings = json.loads(result.stdout)
    assert {"area", "severity", "subject", "message", "remedy"} == set(findings[0])
    report = (run.cwd / "report").read_text()
    assert json.loads(report)["config"] == {"auths": {"r": "***"}, "HttpHeaders": {"X-Key": "***"}, "psFormat": "x"}
    assert (run.cwd / "report").stat().st_mode & 0o777 == 0o600
    for secret in (SECRET, "hunter2", "header-secret", "proxy-pw", "custom-secret"):
        assert secret not in result.stdout + result.stderr + report


def test_the_table(run: Runner) -> None:
    result = run("doctor", environ={"DOCKER_HOST": "unix:///nosuch.sock"})
    assert result.exit_code == 2
    assert "error    engine       connection: Cannot connect to the Docker daemon" in result.stdout
    assert run("doctor", "--format", "xml").exit_code == 125
