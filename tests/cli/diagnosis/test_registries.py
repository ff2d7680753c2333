from __future__ import annotations

import json
from pathlib import Path

from pydock.cli.diagnosis import registries
from tests.cli.diagnosis.conftest import MakeApp
from tests.support.engine import FakeEngine
from tests.support.registry import Answer, fake_registry


def test_registries_by_name(make_app: MakeApp, folder: Path) -> None:
    with fake_registry() as server:
        (folder / "config.json").write_text(json.dumps({"auths": {server.host: {"auth": "YWxpY2U6c2VjcmV0"}}}))
        server.on("GET", "/v2/", Answer(200))
        good, bad = registries.check(make_app(), [f"https://{server.host}/", "127.0.0.1:1"])
    assert good.message.startswith("answers as alice, from auths of ")
    assert "connection refused" in bad.message
    assert "login 127.0.0.1:1" in bad.remedy


def test_a_container_that_looks_a_name_up(make_app: MakeApp, fake: FakeEngine) -> None:
    fake.on("POST", "/containers/create", json={"Id": "c1"})
    fake.on("POST", "/containers/c1/start", status=204)
    fake.on("POST", "/containers/c1/wait", json={"StatusCode": 1})
    fake.on("DELETE", "/containers/c1", status=204)
    findings = list(registries.check_container(make_app({"DOCKER_HOST": fake.host}), "busybox", "x.example"))
    assert [finding.severity for finding in findings] == ["ok", "error"]
    assert "x.example" in fake.requests[0].json["Cmd"][0]


def test_an_image_that_is_not_there(make_app: MakeApp, fake: FakeEngine) -> None:
    fake.on("POST", "/containers/create", status=404, json={"message": "No such image"})
    (finding,) = registries.check_container(make_app({"DOCKER_HOST": fake.host}), "gone", "x")
    assert finding.remedy.endswith("pull gone")
