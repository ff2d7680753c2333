"""A service's final environment and labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.compose.model.load import load
from pydock.errors import ConfigError
from tests.compose.model.making import project, request


def test_files_in_order_then_its_own_entries(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("A=a\nB=a\nC=a\n")
    (tmp_path / "b").write_text("B=b\nC=${A}-${OUT}\n")
    (tmp_path / "l").write_text("l=1\nm=1\n")
    text = """\
services:
  web:
    image: app
    env_file: [a, b]
    environment: {D: d, E: null, A: own}
    label_file: l
    labels: {m: "2"}
"""
    service = project(text, str(tmp_path), {"OUT": "out", "E": "shell"}).services["web"]
    assert service["environment"] == {"A": "own", "B": "b", "C": "a-out", "D": "d", "E": "shell"}
    assert service["labels"] == {"l": "1", "m": "2"}
    assert "env_file" not in service
    assert "label_file" not in service


RAW = "services: {web: {image: app, env_file: [{path: a, format: raw}]}}"


def test_raw_files_are_taken_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfA='x' # ${B} \r\n  # no\n  B= 1\nOUT\nGONE\nA2=\n")
    assert project(RAW, str(tmp_path), {"OUT": "out"}).services["web"]["environment"] == {
        "A": "'x' # ${B} ", "B": " 1", "OUT": "out", "A2": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"export A=1", "variable 'export A' contains whitespaces"),
        (b"A =1", "variable 'A ' contains whitespaces"),
        (b"=x", "no variable name on line '=x'"),
        (b"\xff=1", "invalid utf8 bytes at line 1: [255 61 49]"),
    ],
)
def test_raw_lines_that_are_none(tmp_path: Path, line: bytes, reason: str) -> None:
    (tmp_path / "a").write_bytes(line)
    with pytest.raises(ConfigError) as caught:
        project(RAW, str(tmp_path))
    assert caught.value.message == f"failed to parse env_file {tmp_path}/a: {reason}"


def test_a_file_that_may_be_missing(tmp_path: Path) -> None:
    text = "services: {web: {image: app, env_file: [{path: a, required: false}]}}"
    assert "environment" not in project(text, str(tmp_path)).services["web"]


@pytest.mark.parametrize(
    ("attribute", "message"),
    [
        ("env_file: a", "env file /T/a not found: stat /T/a: no such file or directory"),
        ("label_file: a", "label file /T/a not found: stat /T/a: no such file or directory"),
        ("env_file: .", "failed to read /T: read /T: is a directory"),
        ("env_file: [{path: ok, format: ini}]", 'unsupported env_file format "ini"'),
    ],
)
def test_files_that_will_not_do(tmp_path: Path, attribute: str, message: str) -> None:
    (tmp_path / "ok").write_text("")
    with pytest.raises(ConfigError) as caught:
        project(f"services: {{web: {{image: app, {attribute}}}}}", str(tmp_path))
    assert caught.value.message.replace(str(tmp_path), "/T") == message


def test_files_stay_unread_where_nobody_needs_them(tmp_path: Path) -> None:
    text = "services: {web: {image: app, env_file: nosuch}}"
    found = load(request(tmp_path, text, project_name="p", resolve_environment=False))
    assert found.services["web"]["env_file"] == [{"path": str(tmp_path / "nosuch"), "required": True}]
