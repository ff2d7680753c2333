from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pydock.config import helpers
from pydock.config.auths import Credential
from pydock.config.file import ConfigFile
from pydock.config.helpers import Helper, HelperError, helper_for
from tests.support.credhelper import install_helper


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return install_helper(tmp_path, "box")


BOX = Helper("box", "credsStore")


def test_store_get_list_erase(environ: dict[str, str]) -> None:
    helpers.store(BOX, Credential("alice", "se:cret", "reg:1"), environ)
    helpers.store(BOX, Credential("x", "", "reg:2", identity_token="tok"), environ)
    assert helpers.get(BOX, "reg:1", environ) == Credential("alice", "se:cret", "reg:1")
    assert helpers.get(BOX, "reg:2", environ) == Credential("", "", "reg:2", "tok")
    assert helpers.listing(BOX, environ) == {"reg:1": "alice", "reg:2": "<token>"}
    helpers.erase(BOX, "reg:1", environ)
    helpers.erase(BOX, "reg:1", environ)
    assert helpers.get(BOX, "reg:1", environ) is None


def test_the_secret_is_never_an_argument(environ: dict[str, str]) -> None:
    helpers.store(BOX, Credential("alice", "secret", "reg:1"), environ)
    calls = Path(environ["BOX_CALLS"]).read_text().splitlines()
    assert calls == ["store"]


def test_a_failing_helper_names_itself_its_key_and_a_way_out(environ: dict[str, str]) -> None:
    environ["BOX_FAIL"] = "the safe is locked"
    with pytest.raises(HelperError) as caught:
        helpers.get(BOX, "reg:1", environ)
    first, second = caught.value.message.split("\n")
    assert first == "error getting credentials - err: exit status 3, out: `the safe is locked`"
    assert second.startswith("docker-credential-box was chosen by credsStore of config.json: ")


@pytest.mark.parametrize("answer", ["not json", "[]", '{"Username": "x"}'])
def test_nonsense_is_an_error_that_does_not_repeat_it(environ: dict[str, str], answer: str) -> None:
    environ["BOX_ANSWER"] = answer
    with pytest.raises(HelperError, match="not a credential"):
        helpers.get(BOX, "reg:1", environ)


def test_a_missing_helper(environ: dict[str, str]) -> None:
    with pytest.raises(HelperError) as caught:
        helpers.get(Helper("gone", "credsStore"), "reg:1", environ)
    assert caught.value.message.split("\n")[0] == (
        'error getting credentials - err: exec: "docker-credential-gone": executable file not found in $PATH, out: ``'
    )


def test_a_name_with_a_path_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(HelperError, match="not a helper's name"):
        helpers.get(Helper("../evil", "credsStore"), "reg:1", environ)


def test_the_current_folder_is_not_searched(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(environ["BOX_DIRECTORY"])
    assert helpers.find_program("docker-credential-box", {"PATH": f".{os.pathsep}"}) is None


def test_which_helper_keeps_a_server(tmp_path: Path, environ: dict[str, str]) -> None:
    def chosen(document: dict[str, object], server: str) -> Helper | None:
        (tmp_path / "config.json").write_text(json.dumps(document))
        return helper_for(ConfigFile(str(tmp_path)), server, environ)

    both: dict[str, object] = {"credsStore": "a", "credHelpers": {"r": "b"}}
    assert chosen(both, "r") == Helper("b", 'credHelpers["r"]')
    assert chosen(both, "other") == Helper("a", "credsStore")
    assert chosen({"credHelpers": {"r": "b"}}, "other") is None
    assert chosen({}, "r") is None


def test_the_platforms_default_is_found_only_when_nothing_is_configured(tmp_path: Path) -> None:
    environ = install_helper(tmp_path, "secretservice")
    found = helper_for(ConfigFile(str(tmp_path)), "r", environ)
    assert found is not None
    assert (found.name, found.detected) == ("secretservice", True)
    (tmp_path / "config.json").write_text('{"auths": {"r": {}}}')
    assert helper_for(ConfigFile(str(tmp_path)), "r", environ) is None


def test_a_helper_that_was_asked_for_nothing_gives_its_own_reason(environ: dict[str, str]) -> None:
    environ["BOX_FAIL"] = "no credentials server URL"
    with pytest.raises(HelperError) as caught:
        helpers.get(BOX, "", environ)
    said = "error getting credentials - err: no credentials server URL, out: `no credentials server URL`\n"
    assert caught.value.message.startswith(said)
