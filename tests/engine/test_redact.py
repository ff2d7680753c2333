from __future__ import annotations

import pytest

from pydock.engine import redact


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("buildargs", '{"NPM_TOKEN": "s3cret", "COLOUR": "red"}', '{"NPM_TOKEN": "<redacted>", "COLOUR": "red"}'),
        ("remote", "https://me:s3cret@git.example/x.git", "https://<redacted>@git.example/x.git"),
        ("t", "name:1", "name:1"),
        ("nocache", True, True),
    ],
)
def test_parameters(name: str, value: object, shown: object) -> None:
    assert redact.parameter(name, value) == shown


@pytest.mark.parametrize("key", ["UnlockKey", "SigningCAKey", "Password", "JoinToken", "Data", "IdentityToken"])
def test_secret_keys_of_a_body(key: str) -> None:
    assert redact.body({"Spec": {key: "s3cret", "Name": "n"}}) == {"Spec": {key: "<redacted>", "Name": "n"}}


def test_the_environment_of_a_service() -> None:
    assert redact.body({"Env": ["DB_PASSWORD=x", "COLOUR=red"]}) == {"Env": ["DB_PASSWORD=<redacted>", "COLOUR=red"]}


def test_accounts_in_addresses() -> None:
    shown = redact.body({"Env": ["http_proxy=http://me:s3cret@p:1"], "Url": "ftp://me@h", "Image": "r/x@sha256:1"})
    assert shown == {"Env": ["http_proxy=http://<redacted>@p:1"], "Url": "ftp://<redacted>@h", "Image": "r/x@sha256:1"}
