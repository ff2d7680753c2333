"""Nodes of a stored builder."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from pydock.build.buildkit.store import Builder
from pydock.commands.buildx import _nodes
from pydock.commands.buildx._nodes import Change
from pydock.errors import PydockError


def test_adding_changing_and_leaving() -> None:
    builder = Builder("b", "remote", [])
    assert not _nodes.apply(builder, Change(endpoint="tcp://a:1", platforms=["linux/arm64"]), False)
    assert not _nodes.apply(builder, Change(endpoint="tcp://b:1", platforms=["linux/arm64"]), True)
    assert [(n.name, n.endpoint, n.platforms) for n in builder.nodes] == [
        ("b0", "tcp://a:1", []),
        ("b1", "tcp://b:1", ["linux/arm64"]),
    ]
    assert _nodes.apply(builder, Change("b0", options={"a": "b"}), False) and builder.nodes[0].options == {"a": "b"}
    assert not _nodes.apply(builder, Change("b0", platforms=["linux/386"]), False)
    with pytest.raises(PydockError, match="invalid duplicate endpoint tcp://b:1"):
        _nodes.apply(builder, Change("b2", endpoint="tcp://b:1"), True)
    with pytest.raises(PydockError, match="node b9 not found, did you mean to append"):
        _nodes.apply(builder, Change("b9"), False)
    _nodes.leave(builder, "b1")
    _nodes.leave(builder, "b2")
    with pytest.raises(PydockError, match='node "x" not found for b'):
        _nodes.leave(builder, "x")
    with pytest.raises(PydockError, match="can not leave last node"):
        _nodes.leave(builder, "b0")


def test_options() -> None:
    assert _nodes.parse_options(['a=1,"b=2,3"', "c="]) == {"a": "1", "b": "2,3", "c": ""}
    assert _nodes.parse_options([]) is None
    with pytest.raises(PydockError, match='invalid value "a", expecting k=v'):
        _nodes.parse_options(["a"])


def test_certificates_go_along(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("C")
    files = _nodes.daemon_files(f'[registry."r"]\n  ca = ["{tmp_path}/ca.pem"]\n'.encode())
    name = next(name for name in files if name.startswith("certs/"))
    assert base64.b64decode(files[name]) == b"C"
    assert f'ca=["/etc/buildkit/{name}"'.encode() in base64.b64decode(files["buildkitd.toml"]).replace(b" ", b"")
    with pytest.raises(PydockError, match="no such file"):
        _nodes.daemon_files(b'ca = "/none/x"')
