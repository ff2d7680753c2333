from __future__ import annotations

import json
from pathlib import Path

from pydock.cli.diagnosis import registries
from tests.cli.diagnosis.conftest import MakeApp
from tests.support.registry import Answer, fake_registry


def test_registries_by_name(make_app: MakeApp, folder: Path) -> None:
    with fake_registry() as server:
        (folder / "config.json").write_text(json.dumps({"auths": {server.host: {"auth": "YWxpY2U6c2VjcmV0"}}}))
        server.on("GET", "/v2/", Answer(200))
        good, bad = registries.check(make_app(), [f"https://{server.host}/", "127.0.0.1:1"])
    assert good.message.startswith("answers as alice, from auths of ")
    assert "connection refused" in bad.message
    assert "login 127.0.0.1:1" in bad.remedy
