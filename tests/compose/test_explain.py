"""Where the variables of a project come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.compose.explain import collect, explain, variables
from pydock.compose.model.load import Loader
from tests.compose.model.making import request

TEXT = """\
services:
  web:
    image: ${IMAGE:-app}:${TAG?no tag}
    environment:
      A: ${URL:+set}
      B: $PLAIN
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "compose.yaml").write_text(TEXT)
    (tmp_path / ".env").write_text("TAG=v1\nURL=a: b\n")
    return tmp_path


def loader(folder: Path, **environ: str) -> Loader:
    return Loader(request(folder, None, environ, project_name="p", warn=lambda _: None))


def test_what_the_files_name(folder: Path) -> None:
    found = collect(loader(folder))
    assert [(v.name, v.default, v.alternate, v.required) for v in found.values()] == [
        ("IMAGE", "app", "", False),
        ("TAG", "", "", True),
        ("URL", "", "set", False),
        ("PLAIN", "", "", False),
    ]


def test_the_table_and_json(folder: Path) -> None:
    lines = variables(loader(folder), None).splitlines()
    assert lines[0].split("  ")[0] == "NAME"
    assert lines[1] == "IMAGE".ljust(20) + "false".ljust(20) + "app".ljust(20)
    found = json.loads(variables(loader(folder), "json"))
    assert list(found) == ["IMAGE", "PLAIN", "TAG", "URL"]
    assert found["TAG"] == {"Name": "TAG", "DefaultValue": "", "PresenceValue": "", "Required": True}
    (folder / "compose.yaml").write_text("services: {web: {image: x}}\n")
    assert variables(loader(folder), "json") == "{}\n\n"


def test_values_their_sources_and_uses(folder: Path) -> None:
    at = f"used at {folder}/compose.yaml"
    assert explain(loader(folder, TAG="v2")) == (
        f"IMAGE=app\n  from its default in the file\n  {at}:3:5 (services.web.image)\n"
        f"PLAIN=\n  from nowhere: it is not set\n  {at}:6:7 (services.web.environment.B)\n"
        f"TAG=v2\n  from the shell\n  hides {folder}/.env: v1\n  {at}:3:5 (services.web.image)\n"
        f"URL=a: b\n  from {folder}/.env\n  {at}:5:7 (services.web.environment.A)\n"
    )


def test_a_required_variable_that_is_missing_is_explained_too(folder: Path) -> None:
    (folder / ".env").unlink()
    assert "TAG=\n  from nowhere: it is not set\n" in explain(loader(folder))
