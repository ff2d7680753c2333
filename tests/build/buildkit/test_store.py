"""Builders on the disk, in buildx's own layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.build.buildkit.store import Builder, NodeEntry, Store, check_name
from pydock.errors import PydockError


def test_a_builder_and_back(tmp_path: Path) -> None:
    store = Store(str(tmp_path), "unix:///x")
    entry = NodeEntry("b0", "tcp://1.2.3.4:5", ["linux/arm/v7"], {"cacert": "c"})
    store.save(Builder("b", "remote", [entry]))
    data = json.loads((tmp_path / "instances/b").read_text())
    assert data["Nodes"][0]["Platforms"] == [{"os": "linux", "architecture": "arm", "variant": "v7"}]
    assert store.find("b") == Builder("b", "remote", [entry]) and store.all() == [Builder("b", "remote", [entry])]
    assert store.find("c") is None


def test_choosing(tmp_path: Path) -> None:
    store, other = Store(str(tmp_path), "unix:///x"), Store(str(tmp_path), "unix:///y")
    store.use("b", False, False)
    assert store.current() == "b" and other.current() == ""
    store.use("b", True, False)
    assert other.current() == "b"
    other.use("c", False, True)
    other.use("", False, False)
    assert other.current() == "c"
    store.save(Builder("b", "remote", []))
    store.use("b", False, False)
    store.remove("b")
    assert store.find("b") is None and store.current() == ""


def test_notes(tmp_path: Path) -> None:
    store = Store(str(tmp_path), "k")
    store.remember("b", "n", "r", {"LocalPath": "/x"})
    assert store.origin("b", "n", "r") == {"LocalPath": "/x"}
    store.forget("b", "n", "r")
    assert store.origin("b", "n", "r") == {}
    store.touch("b", 0)
    assert store.activity("b") == "1970-01-01T00:00:00Z"
    assert store.node_identifier() == store.node_identifier() != ""


def test_names() -> None:
    assert check_name("Ab.c_-1") == "ab.c_-1"
    with pytest.raises(PydockError, match="invalid name 1a"):
        check_name("1a")
