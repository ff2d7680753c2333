"""From files and environment to a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.compose.model.load import Loader, load, normal_name
from pydock.errors import ConfigError
from tests.compose.model.making import project, request

SERVICE = "services: {web: {image: 'app:${TAG:-none}'}}\n"


def image(folder: Path, environ: dict[str, str] | None = None, **options: object) -> str:
    return str(load(request(folder, None, environ, **options)).services["web"]["image"])


@pytest.fixture
def app(tmp_path: Path) -> Path:
    folder = tmp_path / "My.App"
    folder.mkdir()
    (folder / "compose.yaml").write_text(SERVICE)
    return folder


def test_variables_of_the_shell_go_before_those_of_files(app: Path) -> None:
    assert image(app) == "app:none"
    (app / ".env").write_text("TAG=file\n")
    assert image(app) == "app:file"
    assert image(app, {"TAG": "shell"}) == "app:shell"
    assert image(app, {"COMPOSE_DISABLE_ENV_FILE": "1"}) == "app:none"
    (app / "other.env").write_text("TAG=other\n")
    assert image(app, env_files=["other.env"]) == "app:other"
    assert image(app, {"COMPOSE_ENV_FILES": "other.env"}) == "app:other"


def test_the_variables_beside_the_first_file_count_too(app: Path) -> None:
    (app / ".env").write_text("TAG=file\n")
    assert image(app.parent, files=["My.App/compose.yaml"]) == "app:file"


@pytest.mark.parametrize(
    ("top", "environ", "given", "name"),
    [
        ("", {}, "", "myapp"),
        ("name: Top_1\n", {}, "", "top_1"),
        ("name: ${WHO}\n", {"WHO": "me"}, "", "me"),
        ("name: top\n", {"COMPOSE_PROJECT_NAME": "shell"}, "", "shell"),
        ("name: top\n", {"COMPOSE_PROJECT_NAME": "shell"}, "flag", "flag"),
    ],
)
def test_the_projects_name(app: Path, top: str, environ: dict[str, str], given: str, name: str) -> None:
    (app / "compose.yaml").write_text(f"{top}services: {{web: {{image: '${{COMPOSE_PROJECT_NAME}}'}}}}\n")
    found = load(request(app, None, environ, project_name=given))
    assert (found.name, found.services["web"]["image"]) == (name, name)


def test_names_that_will_not_do(app: Path) -> None:
    with pytest.raises(ConfigError, match=r'^invalid project name "Bad": must consist only of lowercase'):
        load(request(app, project_name="Bad"))
    (app / "compose.yaml").write_text("name: '!'\n" + SERVICE)
    with pytest.raises(ConfigError, match=r"^project name must not be empty$"):
        load(request(app))


@pytest.mark.parametrize(("text", "name"), [("My App", "myapp"), ("__x-Y_", "x-y_"), ("--", ""), ("1é2", "12")])
def test_normal_names(text: str, name: str) -> None:
    assert normal_name(text) == name


def test_later_files_override_and_the_first_decides_the_folder(app: Path) -> None:
    (app.parent / "over.yml").write_text("services: {web: {volumes: ['./d:/d']}, db: {image: db}}\n")
    found = load(request(app.parent, files=["My.App/compose.yaml", "over.yml"]))
    assert found.working_dir == str(app)
    assert found.services["web"]["volumes"][0]["source"] == str(app / "d")
    assert found.files == [str(app / "compose.yaml"), str(app.parent / "over.yml")]


def test_another_folder_may_be_said(app: Path) -> None:
    found = load(request(app.parent, files=["My.App/compose.yaml"], project_directory="."))
    assert found.working_dir == str(app.parent)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty compose file"),
        ("# nothing\n", "empty compose file"),
        ("- a\n", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into cli.named"),
        ("text\n", "top-level object must be a mapping"),
        ("services: {1: {image: x}}\n", "non-string key in services: 1"),
    ],
)
def test_files_that_are_no_project(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        project(text)
    assert caught.value.message == message


def test_an_obsolete_version_is_told() -> None:
    warnings: list[str] = []
    project("version: '3'\nservices: {web: {image: app}}\n", warn=warnings.append)
    (warning,) = warnings
    assert warning.startswith("-: the attribute `version` is obsolete, it will be ignored")


def test_variables_may_stay_as_they_are(app: Path) -> None:
    loader = Loader(request(app, interpolate=False))
    assert loader.model()["services"]["web"]["image"] == "app:${TAG:-none}"


def test_entries_without_a_value_get_the_shells() -> None:
    text = "services: {web: {image: app, environment: [A, B]}}"
    assert project(text, environ={"A": "1"}).services["web"]["environment"] == {"A": "1", "B": None}
