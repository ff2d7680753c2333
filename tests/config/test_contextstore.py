from __future__ import annotations

import os
from pathlib import Path

import pytest

from pydock.config.contextstore import Context, ContextNotFound, ContextStore, check_name, natural_key
from pydock.errors import ConfigError

ENDPOINTS = {"docker": {"Host": "tcp://h:1", "SkipTLSVerify": True}}


def test_a_context_survives_the_round_trip_in_dockers_layout(tmp_path: Path) -> None:
    store = ContextStore(str(tmp_path))
    context = Context("eng", {"Description": "the engine", "Other": 1}, ENDPOINTS)
    store.save(context)
    path = tmp_path / "contexts/meta/82fe032bd9337b5dfb99b28717cf8651daac73f2d319e6d6213544660b961ee7/meta.json"
    assert path.read_text() == (
        '{"Name":"eng","Metadata":{"Description":"the engine","Other":1},'
        '"Endpoints":{"docker":{"Host":"tcp://h:1","SkipTLSVerify":true}}}'
    )
    assert store.load("eng") == context
    assert store.exists("eng")
    assert context.description == "the engine"
    assert context.host == "tcp://h:1"
    assert context.skip_tls_verify
    assert not context.protected


def test_the_list_is_in_natural_order_and_skips_litter(tmp_path: Path) -> None:
    store = ContextStore(str(tmp_path))
    assert store.all() == []
    for name in ("c10", "c2", "a"):
        store.save(Context(name, {}, ENDPOINTS))
    (tmp_path / "contexts/meta/litter").mkdir()
    (tmp_path / "contexts/meta/file").write_text("")
    assert [context.name for context in store.all()] == ["a", "c2", "c10"]
    assert natural_key("a1b") < natural_key("a1c")


def test_faults_are_named(tmp_path: Path) -> None:
    store = ContextStore(str(tmp_path))
    with pytest.raises(ContextNotFound, match='context "x1": context not found: open '):
        store.load("x1")
    store.save(Context("x1", {}, {}))
    path = store.meta_path("x1")
    Path(path).write_text("{bad")
    with pytest.raises(ConfigError) as caught:
        store.load("x1")
    message = f"parsing {path}: invalid character 'b' looking for beginning of object key string"
    assert str(caught.value) == f'context "x1": {message}'
    with pytest.raises(ConfigError) as caught:
        store.all()
    assert str(caught.value) == f"failed to read metadata: {message}"
    Path(path).write_text("[]")
    with pytest.raises(ConfigError, match="not an object"):
        store.all()


def test_tls_material_is_private_and_replaced_whole(tmp_path: Path) -> None:
    store = ContextStore(str(tmp_path))
    store.replace_tls("x1", "docker", {"ca.pem": b"1", "key.pem": b"2"})
    store.replace_tls("x1", "docker", {"ca.pem": b"3"})
    assert store.read_tls("x1") == {"docker": {"ca.pem": b"3"}}
    assert store.tls_paths("x1") == {"docker": ["ca.pem"]}
    assert os.stat(f"{store.tls_directory('x1')}/docker/ca.pem").st_mode & 0o777 == 0o600
    store.replace_tls("x1", "docker", {})
    assert store.read_tls("x1") == {}


def test_remove_takes_everything(tmp_path: Path) -> None:
    store = ContextStore(str(tmp_path))
    store.save(Context("x1", {}, ENDPOINTS))
    store.replace_tls("x1", "docker", {"ca.pem": b"1"})
    store.remove("x1")
    store.remove("x1")
    assert not os.path.exists(store.meta_directory("x1"))
    assert not os.path.exists(store.tls_directory("x1"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "context name cannot be empty"),
        ("default", '"default" is a reserved context name'),
        ("x", 'context name "x" is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"'),
        ("../x", 'context name "../x" is invalid'),
    ],
)
def test_names(name: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_name(name)
    assert str(caught.value).startswith(message)
