"""What the commands of engine plugins share."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest

from pydock.cli import plugging
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine

_WANTED = [{"Name": "network", "Value": ["host"]}, {"Name": "mount", "Value": ["/a", "/b"]}, {"Name": "x"}]
_QUESTION = (
    'Plugin "p" is requesting the following privileges:\n'
    " - network: [host]\n - mount: [/a /b]\n - x: []\n"
    "Do you grant the above permissions? [y/N] "
)


def test_references() -> None:
    assert plugging.reference("r:5000/p:1").familiar() == "r:5000/p:1"
    with pytest.raises(PydockError, match=r"^cannot pull: invalid reference format"):
        plugging.reference("UPPER//x", "cannot pull: ")


def test_privileges_are_asked_for(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/plugins/privileges", json=_WANTED)
    written = make(b"y\n")
    source = plugging.reference("r:5000/p:1")
    assert plugging.privileges(written.app, "p", source, "YQ==", granted=False) == _WANTED
    assert written.out == _QUESTION
    assert fake.requests[0].query == {"remote": ["r:5000/p:1"]}
    assert fake.requests[0].headers["x-registry-auth"] == "YQ=="


def test_a_refusal_ends_it(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/plugins/privileges", json=_WANTED)
    source = plugging.reference("r:5000/p:1")
    with pytest.raises(PydockError, match=r"^permission denied while installing plugin r:5000/p:1$"):
        plugging.privileges(make(b"n\n").app, "p", source, None, granted=False)


@pytest.mark.parametrize(("wanted", "granted"), [(_WANTED, True), ([], False)])
def test_no_question_where_there_is_none(
    make: MakeApp, fake: FakeEngine, wanted: list[dict[str, object]], granted: bool
) -> None:
    fake.on("GET", "/plugins/privileges", json=wanted)
    written = make()
    assert plugging.privileges(written.app, "p", plugging.reference("p"), None, granted=granted) == wanted
    assert written.out == ""


def test_the_account_is_that_of_the_plugins_registry(make: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / ".docker"
    folder.mkdir()
    (folder / "config.json").write_text('{"auths":{"r:5000":{"auth":"YWxpY2U6c2VjcmV0"}}}')
    found = plugging.auth(make().app, plugging.reference("r:5000/p"))
    assert found is not None
    assert json.loads(urlsafe_b64decode(found))["username"] == "alice"
