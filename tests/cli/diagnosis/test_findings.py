from __future__ import annotations

import base64
import json
from pathlib import Path

from pydock.cli.diagnosis.findings import ERROR, INFO, OK, WARNING, Finding, Redactor, exit_code, table
from tests.cli.diagnosis.conftest import MakeApp


def test_exit_codes_are_by_severity() -> None:
    def code(*severities: str) -> int:
        return exit_code([Finding("a", severity, "s", "m") for severity in severities])

    assert code() == code(OK, INFO) == 0
    assert code(WARNING, OK) == 1
    assert code(WARNING, ERROR) == 2


def test_the_table_has_remedies_below() -> None:
    text = table([Finding("engine", ERROR, "s", "m", "do it")], colour=False)
    assert text == f"error    engine       s: m\n{'':<22}-> do it\n"
    assert "\x1b[31merror" in table([Finding("engine", ERROR, "s", "m")], colour=True)


def test_no_secret_passes_the_redactor(make_app: MakeApp, folder: Path) -> None:
    auth = base64.b64encode(b"alice:hunter2").decode()
    config = {
        "auths": {"r": {"auth": auth, "identitytoken": "id-token-1"}, "bad": {"auth": "!!"}},
        "HttpHeaders": {"X-Key": "header-value"},
    }
    (folder / "config.json").write_text(json.dumps(config))
    environ = {"MY_TOKEN": "token-in-env", "DOCKER_AUTH_CONFIG": '{"auths": {"q": {"auth": "cTpzM2NyZXQ="}}}'}
    redact = Redactor(make_app(environ))
    text = f"{auth} hunter2 id-token-1 header-value token-in-env cTpzM2NyZXQ= http://u:p@host/ alice"
    assert redact(text) == "*** *** *** *** *** *** http://***@host/ alice"
    assert redact.value({"a": ["hunter2", 1, None]}) == {"a": ["***", 1, None]}
    assert redact.finding(Finding("a", OK, "hunter2", "m hunter2")).subject == "***"
