from __future__ import annotations

from pathlib import Path

import pytest

from pydock.config.contextedit import docker_endpoint
from pydock.config.contextstore import Context, ContextStore
from pydock.errors import ConfigError

DEFAULT = Context("default", {}, {"docker": {"Host": "unix:///x.sock", "SkipTLSVerify": False}})


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("colour=red", "unrecognized config key: colour"),
        ("host=nowhere", "unable to parse docker host `nowhere`"),
        ("skip-tls-verify=maybe", 'skip-tls-verify: parsing "maybe": invalid syntax'),
        ("ca=/nosuch/ca.pem", "open /nosuch/ca.pem: no such file or directory"),
        ("from=gone", 'context "gone": context not found'),
    ],
)
def test_what_is_refused(tmp_path: Path, pair: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        docker_endpoint(ContextStore(str(tmp_path)), DEFAULT, [pair])
    assert caught.value.message.startswith("unable to create docker endpoint config: ")
    assert words in caught.value.message


def test_an_authority_that_is_no_certificate(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("junk")
    with pytest.raises(ConfigError, match=r"ca\.pem seems invalid"):
        docker_endpoint(ContextStore(str(tmp_path)), DEFAULT, ["host=tcp://h:1", f"ca={tmp_path}/ca.pem"])


def test_an_endpoint_described_or_taken_from_another(tmp_path: Path) -> None:
    store = ContextStore(str(tmp_path))
    edit = docker_endpoint(store, DEFAULT, ["host=tcp://h:1", "skip-tls-verify=true"])
    assert edit.meta == {"Host": "tcp://h:1", "SkipTLSVerify": True}
    assert edit.tls == {}
    assert docker_endpoint(store, DEFAULT, ["from=default"]).meta == DEFAULT.endpoints["docker"]
