"""``include``."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.errors import ConfigError
from tests.compose.model.making import project


@pytest.fixture
def other(tmp_path: Path) -> Path:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "c.yml").write_text(
        "services: {db: {image: 'db:${TAG}', volumes: ['./d:/d']}}\nvolumes: {data: {}}\nnetworks: {back: {}}\n"
    )
    (folder / ".env").write_text("TAG=inner\n")
    return folder


@pytest.mark.parametrize(("environ", "image"), [({}, "db:inner"), ({"TAG": "outer"}, "db:outer")])
def test_a_project_of_another_folder_with_its_own_variables(
    tmp_path: Path, other: Path, environ: dict[str, str], image: str
) -> None:
    found = project("include: [other/c.yml]\nservices: {web: {image: app, depends_on: [db]}}", str(tmp_path), environ)
    assert found.services["db"]["image"] == image
    assert found.services["db"]["volumes"][0]["source"] == str(other / "d")
    assert found.ordered() == ["db", "web"]


def test_another_folder_and_other_variables(tmp_path: Path, other: Path) -> None:
    (tmp_path / "my.env").write_text("TAG=mine\n")
    text = "include: [{path: other/c.yml, project_directory: ., env_file: my.env}]\nservices: {web: {image: app}}"
    db = project(text, str(tmp_path)).services["db"]
    assert (db["image"], db["volumes"][0]["source"]) == ("db:mine", str(tmp_path / "d"))


def test_several_files_of_one_entry_are_merged(tmp_path: Path, other: Path) -> None:
    (other / "more.yml").write_text("services: {db: {environment: {A: '1'}}}\n")
    found = project("include: [{path: [other/c.yml, other/more.yml]}]", str(tmp_path))
    assert found.services["db"]["environment"] == {"A": "1"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("include: [other/c.yml]\nservices: {db: {image: x}}", "services.db conflicts with imported resource"),
        ("include: [{project_directory: .}]", "`include` requires a path"),
        ("include: other/c.yml", "`include` must be a list, got other/c.yml"),
        ("include: [{path: other/c.yml, env_file: nosuch}]", "stat /T/nosuch: no such file or directory"),
        ("include: [{path: other/c.yml, env_file: other}]", "/T/other is not a file"),
    ],
)
def test_what_cannot_be_included(tmp_path: Path, other: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        project(text, str(tmp_path))
    assert caught.value.message.replace(str(tmp_path), "/T") == message


def test_cycles(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("include: [b.yml]\n")
    (tmp_path / "b.yml").write_text("include: [a.yml]\n")
    with pytest.raises(ConfigError) as caught:
        project("", str(tmp_path), files=["a.yml"])
    assert caught.value.message.replace(str(tmp_path), "/T") == (
        "include cycle detected:\n/T/a.yml\n include /T/b.yml\n include /T/a.yml"
    )
