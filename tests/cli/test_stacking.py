"""The files of a stack."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.cli.stacking import deployable, source, with_stack
from pydock.errors import ConfigError
from tests.cli.conftest import MakeApp, Written


def written(make: MakeApp, tmp_path: Path, *services: str) -> Written:
    lines = "\n".join(f"    {line}" for line in services)
    (tmp_path / "s.yml").write_text(f'version: "3.8"\nservices:\n  web:\n{lines}\n')
    return make()


def test_files_are_looked_for_from_the_working_folder(make: MakeApp, tmp_path: Path) -> None:
    app = written(make, tmp_path, "image: app").app
    assert source(app, ["s.yml"]).load()["services"]["web"]["image"] == "app"
    with pytest.raises(ConfigError, match=r"^open nosuch\.yml: no such file or directory$"):
        source(app, ["nosuch.yml"]).load()


def test_standard_input(make: MakeApp) -> None:
    app = make(b'version: "3.8"\nservices: {web: {image: app}}\n').app
    assert source(app, ["-"]).load()["services"]["web"]["image"] == "app"


def test_what_stacks_ignore_is_said(make: MakeApp, tmp_path: Path) -> None:
    files = written(make, tmp_path, "image: app", "build: .", "restart: always", "container_name: x")
    assert deployable(files.app, ["s.yml"])["services"]["web"]["image"] == "app"
    assert files.err == (
        "Ignoring unsupported options: build, restart\n\n"
        "Ignoring deprecated options:\n\ncontainer_name: Setting the container name is not supported.\n\n"
    )


def test_what_stacks_refuse(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "s.yml").write_text('version: "3"\nservices: {web: {image: app, mem_limit: 1m, cpuset: "0"}}\n')
    with pytest.raises(ConfigError) as caught:
        deployable(make().app, ["s.yml"])
    assert caught.value.message == (
        "Compose file contains unsupported options:\n\n"
        "cpuset: Set resource limits using deploy.resources\n\n"
        "mem_limit: Set resource limits using deploy.resources\n"
    )


@pytest.mark.parametrize(
    ("line", "reason"), [("command: x", "no image specified"), ("image: UPPER", "invalid reference format")]
)
def test_each_service_needs_an_image(make: MakeApp, tmp_path: Path, line: str, reason: str) -> None:
    app = written(make, tmp_path, line).app
    with pytest.raises(ConfigError, match=f"^invalid image reference for service web: {reason}"):
        deployable(app, ["s.yml"])


def test_filters_of_a_stack() -> None:
    mine = "com.docker.stack.namespace=st"
    assert with_stack("st", {}) == {"label": [mine]}
    given = {"label": ["a"], "name": ["n"]}
    assert with_stack("st", given) == {"label": ["a", mine], "name": ["n"]}
    assert given == {"label": ["a"], "name": ["n"]}
