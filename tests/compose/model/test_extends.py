"""``extends``."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.errors import ConfigError
from tests.compose.model.making import project


def test_a_service_of_the_same_file() -> None:
    text = """\
services:
  base: {image: app, environment: {A: "1", B: "1"}, command: [x], cap_add: [A]}
  web: {extends: base, environment: {B: "2"}, command: [y], cap_add: [B, A]}
"""
    web = project(text).services["web"]
    assert web["image"] == "app"
    assert web["environment"] == {"A": "1", "B": "2"}
    assert (web["command"], web["cap_add"]) == (["y"], ["A", "B"])
    assert "extends" not in web


def test_paths_of_another_file_are_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/base.yml").write_text(
        "services:\n  one: {image: app, volumes: ['./d:/d']}\n  two: {extends: one, build: ./src}\n"
    )
    web = project("services: {web: {extends: {file: sub/base.yml, service: two}}}", str(tmp_path)).services["web"]
    assert web["volumes"][0]["source"] == str(tmp_path / "sub/d")
    assert web["build"]["context"] == str(tmp_path / "sub/src")


def test_other_files_are_looked_for_from_the_projects_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "base.yml").write_text(f"services: {{one: {{image: of-{name}}}}}")
    (tmp_path / "a/compose.yml").write_text("services: {}")
    (tmp_path / "b/over.yml").write_text("services: {web: {extends: {file: base.yml, service: one}}}")
    assert project("", str(tmp_path), files=["a/compose.yml", "b/over.yml"]).services["web"]["image"] == "of-a"
    found = project("", str(tmp_path), files=["b/over.yml"], project_directory="a")
    assert found.services["web"]["image"] == "of-a"


def test_what_an_extended_file_extends_is_looked_for_from_its_own(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/mid.yml").write_text("services: {one: {extends: {file: deep.yml, service: two}}}")
    (tmp_path / "sub/deep.yml").write_text("services: {two: {image: app, build: ./src}}")
    (tmp_path / "deep.yml").write_text("services: {two: {image: wrong}}")
    web = project("services: {web: {extends: {file: sub/mid.yml, service: one}}}", str(tmp_path)).services["web"]
    assert (web["image"], web["build"]["context"]) == ("app", str(tmp_path / "sub/src"))


def test_marks_take_away_and_replace() -> None:
    text = """\
services:
  base: {image: app, ports: ["1:1"], environment: {A: "1"}, cap_add: [A]}
  web: {extends: base, ports: !reset [], environment: !override {B: "2"}}
"""
    web = project(text).services["web"]
    assert "ports" not in web
    assert (web["environment"], web["cap_add"]) == ({"B": "2"}, ["A"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("web: {extends: nosuch}", 'cannot extend service "web" in -: service "nosuch" not found'),
        ("web: {extends: {file: f.yml, service: nosuch}}",
         'cannot extend service "web" in -: service "nosuch" not found in f.yml'),
        ("web: {extends: {file: none.yml, service: a}}",
         'cannot extend service "web" in /T/none.yml: no services section'),
        ("web: {extends: {file: nosuch.yml, service: a}}", "open /T/nosuch.yml: no such file or directory"),
        ("web: {extends: {file: f.yml}}", "extends.web.service is required"),
        ("a: {extends: b}\n  b: {extends: a}", "Circular reference:\n  a in -\n  extends b in -\n  extends a in -"),
    ],
)  # fmt: skip
def test_what_cannot_be_extended(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "f.yml").write_text("services: {a: {image: app}}\n")
    (tmp_path / "none.yml").write_text("volumes: {}\n")
    with pytest.raises(ConfigError) as caught:
        project(f"services:\n  {text}\n", str(tmp_path))
    assert caught.value.message.replace(f"{tmp_path}/", "/T/") == message
