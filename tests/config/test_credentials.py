from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from pydock.config.auths import Credential
from pydock.config.credentials import (
    INDEX_SERVER,
    auth_configs,
    convert_to_hostname,
    credential_for,
    explain,
    forget,
    lookup,
    registry_auth,
    registry_config,
    registry_host,
    save,
    server_key,
)
from pydock.config.file import ConfigFile
from pydock.config.helpers import HelperError
from pydock.errors import ConfigError
from tests.support.credhelper import install_helper

BOB = base64.b64encode(b"bob:pw").decode()


def _config(tmp_path: Path, document: dict[str, Any]) -> ConfigFile:
    (tmp_path / "config.json").write_text(json.dumps(document))
    return ConfigFile(str(tmp_path))


def _decoded(header: str | None) -> Any:
    assert header is not None
    return json.loads(base64.urlsafe_b64decode(header))


@pytest.mark.parametrize(
    ("reference", "host"),
    [
        ("busybox", "docker.io"),
        ("library/foo:1", "docker.io"),
        ("localhost/x", "localhost"),
        ("localhost:5000/x", "localhost:5000"),
        ("ghcr.io/a/b@sha256:1", "ghcr.io"),
        ("index.docker.io/a/b", "docker.io"),
        ("Host/x", "Host"),
        ("localhost:5000", "docker.io"),
    ],
)
def test_the_registry_of_a_reference(reference: str, host: str) -> None:
    assert registry_host(reference) == host


def test_keys() -> None:
    assert server_key("docker.io") == server_key("registry-1.docker.io") == INDEX_SERVER
    assert server_key("localhost:5000") == "localhost:5000"
    assert convert_to_hostname("https://host:1/v2/") == "host:1"
    assert convert_to_hostname("host") == "host"


def test_anonymous_is_an_empty_object(tmp_path: Path) -> None:
    assert registry_auth(ConfigFile(str(tmp_path)), "busybox", {}) == "e30="


def test_auth_from_the_file(tmp_path: Path) -> None:
    config = _config(
        tmp_path,
        {
            "auths": {
                INDEX_SERVER: {"auth": BOB},
                "localhost:5000": {"identitytoken": "tok", "auth": base64.b64encode(b"bob:").decode()},
                "https://old.example/v1/": {"auth": BOB},
            }
        },
    )
    assert _decoded(registry_auth(config, "foo/bar", {})) == {
        "username": "bob",
        "password": "pw",
        "serveraddress": INDEX_SERVER,
    }
    assert _decoded(registry_auth(config, "localhost:5000/x", {})) == {
        "username": "bob",
        "serveraddress": "localhost:5000",
        "identitytoken": "tok",
    }
    assert _decoded(registry_auth(config, "old.example/x", {}))["serveraddress"] == "https://old.example/v1/"
    assert credential_for(config, "elsewhere", {}).is_anonymous
    assert set(_decoded(registry_config(config, {}))) == {INDEX_SERVER, "localhost:5000", "https://old.example/v1/"}


def test_the_environment_wins_and_says_what_is_wrong_without_the_secret(tmp_path: Path) -> None:
    config = _config(tmp_path, {"auths": {"r": {"auth": base64.b64encode(b"file:pw").decode()}}})
    environ = {"DOCKER_AUTH_CONFIG": json.dumps({"auths": {"r": {"auth": BOB}}})}
    assert lookup(config, "r", environ) == (Credential("bob", "pw", "r"), "DOCKER_AUTH_CONFIG")
    assert lookup(config, "r", {}).credential.username == "file"
    assert auth_configs(config, environ)["r"]["username"] == "bob"
    for text in (f'{{"auths": {{"r": {{"auth": "{BOB}!"}}}}}}', f"{{{BOB}", '{"auths": {"r": {}}}', "[]", '{"x": 1}'):
        with pytest.raises(ConfigError, match="Failed to create credential store from DOCKER_AUTH_CONFIG") as caught:
            lookup(config, "r", {"DOCKER_AUTH_CONFIG": text})
        assert BOB not in str(caught.value)


def test_a_helper_is_asked_and_its_failure_is_final(tmp_path: Path) -> None:
    environ = install_helper(tmp_path, "box")
    config = _config(tmp_path, {"credsStore": "box", "auths": {"r": {"auth": BOB}}})
    assert credential_for(config, "r", environ).is_anonymous
    assert save(config, Credential("alice", "secret", "r"), environ) is None
    assert credential_for(config, "r", environ) == Credential("alice", "secret", "r")
    assert "secret" not in (tmp_path / "config.json").read_text()
    assert json.loads((tmp_path / "config.json").read_text())["auths"] == {"r": {}}
    environ["BOX_FAIL"] = "locked"
    with pytest.raises(HelperError):
        credential_for(config, "r", environ)
    with pytest.raises(HelperError):
        save(config, Credential("alice", "other", "r2"), environ)
    assert "r2" not in (tmp_path / "config.json").read_text()


def test_one_broken_helper_does_not_spoil_a_build(tmp_path: Path) -> None:
    config = _config(tmp_path, {"auths": {"a": {"auth": BOB}}, "credHelpers": {"b": "gone"}})
    told: list[str] = []
    assert set(auth_configs(config, {"PATH": "/nosuch"}, told.append)) == {"a"}
    assert len(told) == 1
    assert "docker-credential-gone" in told[0]


def test_all_credentials_of_a_store(tmp_path: Path) -> None:
    environ = install_helper(tmp_path, "box")
    config = _config(tmp_path, {"credsStore": "box"})
    save(config, Credential("alice", "secret", "r"), environ)
    assert auth_configs(config, environ) == {"r": {"username": "alice", "password": "secret", "serveraddress": "r"}}


def test_save_and_forget_in_the_file(tmp_path: Path) -> None:
    config = _config(tmp_path, {"auths": {}, "psFormat": "x"})
    environ = {"PATH": "/nosuch"}
    credential = Credential("bob", "pw", "r")
    assert save(config, credential, environ) == config.path
    assert save(config, credential, environ) is None
    assert json.loads((tmp_path / "config.json").read_text()) == {"auths": {"r": {"auth": BOB}}, "psFormat": "x"}
    forget(config, "r", environ)
    forget(config, "r", environ)
    assert json.loads((tmp_path / "config.json").read_text()) == {"auths": {}, "psFormat": "x"}


def test_a_refusal_can_be_explained_without_the_secret(tmp_path: Path) -> None:
    config = _config(tmp_path, {"auths": {"r": {"auth": BOB}}})
    assert explain("r", lookup(config, "r", {})) == f"r was shown account bob, from auths of {config.path}."
    assert explain("s", lookup(config, "s", {})).startswith("No credential for s was found")
