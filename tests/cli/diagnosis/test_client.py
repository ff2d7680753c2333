from __future__ import annotations

import json
from pathlib import Path

from pydock.cli.diagnosis import client
from pydock.cli.diagnosis.findings import ERROR, INFO, OK, WARNING, Finding
from pydock.config.contextstore import Context, ContextStore
from tests.cli.diagnosis.conftest import MakeApp
from tests.support.credhelper import install_helper


def _find(findings: list[Finding], subject: str) -> Finding:
    return next(finding for finding in findings if subject in finding.subject)


def test_config_json(make_app: MakeApp, folder: Path) -> None:
    path = folder / "config.json"
    assert _find(list(client.check(make_app())), "config.json").severity == INFO
    path.write_text("\n{\n  bad\n}")
    finding = _find(list(client.check(make_app())), "config.json")
    assert (finding.severity, finding.message.partition(":")[0]) == (ERROR, "line 3, column 3")
    path.write_text('{"psFormat": 1}')
    assert "cannot unmarshal number" in _find(list(client.check(make_app())), "config.json").message
    path.write_text('{"auths": {"r": {"auth": "YTpi"}}}')
    path.chmod(0o644)
    findings = [finding for finding in client.check(make_app()) if "config.json" in finding.subject]
    assert [finding.severity for finding in findings] == [OK, WARNING]
    assert findings[1].remedy.startswith("chmod 600 ")


def test_contexts(make_app: MakeApp, folder: Path) -> None:
    store = ContextStore(str(folder))
    store.save(Context("good", {"protected": True}, {"docker": {"Host": "tcp://h"}}))
    store.replace_tls("good", "docker", {"ca.pem": b"junk"})
    findings = list(client.check(make_app({"DOCKER_CONTEXT": "gone"})))
    assert _find(findings, "context good").message == "tcp://h, protected"
    assert _find(findings, "ca.pem").message == "holds no certificate"
    assert _find(findings, "context gone").severity == ERROR
    Path(store.meta_path("good")).write_text("{")
    assert _find(list(client.check(make_app())), "meta.json").message.startswith("line 1, column 2: ")


def test_credential_helpers(make_app: MakeApp, folder: Path, tmp_path: Path) -> None:
    environ = install_helper(tmp_path, "box")
    (folder / "config.json").write_text(json.dumps({"credsStore": "box", "credHelpers": {"r": "gone"}}))
    findings = list(client.check(make_app(environ)))
    assert _find(findings, "docker-credential-box").message == "answers; keeps 0 credentials"
    assert _find(findings, "docker-credential-gone").message == "is not on PATH"
    environ["BOX_FAIL"] = "locked"
    assert _find(list(client.check(make_app(environ))), "docker-credential-box").severity == ERROR


def test_plugins_that_are_shadowed(make_app: MakeApp, folder: Path) -> None:
    plugins = folder / "cli-plugins"
    plugins.mkdir()
    for name in ("docker-compose", "docker-extra", "pydock-extra"):
        (plugins / name).write_text("#!/bin/sh\nexit 1\n")
        (plugins / name).chmod(0o755)
    findings = list(client.check(make_app()))
    assert "built-in command compose" in _find(findings, "docker-compose").message
    assert _find(findings, "pydock-extra").severity == WARNING


def test_a_folder_of_plugins_that_anybody_may_write_to(make_app: MakeApp, folder: Path) -> None:
    plugins = folder / "cli-plugins"
    plugins.mkdir()
    plugins.chmod(0o777)
    finding = _find(list(client.check(make_app())), str(plugins))
    assert (finding.severity, finding.remedy) == (WARNING, f"chmod o-w {plugins}")


def test_versions(make_app: MakeApp) -> None:
    assert _find(list(client.check(make_app())), "pydock").severity == OK
