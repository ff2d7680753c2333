"""Which files make a project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pydock.compose.model.files import Sources, check_keys, find
from pydock.errors import ConfigError


def found(
    cwd: Path, folder: Path | None = None, files: list[str] | None = None, **environ: str
) -> tuple[list[str], list[str]]:
    warnings: list[str] = []
    names = find(files or [], environ, str(cwd), str(folder or cwd), warnings.append)
    return [name.replace(str(cwd), "/T") for name in names], [text.replace(str(cwd), "/T") for text in warnings]


def test_files_that_are_named(tmp_path: Path) -> None:
    assert found(tmp_path, files=["a.yml", "-", "sub/../b.yml", "https://h/app.git"])[0] == [
        "/T/a.yml", "-", "/T/b.yml", "https://h/app.git",
    ]  # fmt: skip
    assert found(tmp_path, COMPOSE_FILE="a.yml:b.yml")[0] == ["/T/a.yml", "/T/b.yml"]
    assert found(tmp_path, COMPOSE_FILE="a.yml,b.yml", COMPOSE_PATH_SEPARATOR=",")[0] == ["/T/a.yml", "/T/b.yml"]
    assert found(tmp_path, files=["c.yml"], COMPOSE_FILE="a.yml")[0] == ["/T/c.yml"]


def test_the_nearest_folder_with_a_file_and_its_override(tmp_path: Path) -> None:
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    (tmp_path / "compose.yml").touch()
    (tmp_path / "docker-compose.override.yml").touch()
    assert found(tmp_path, inner) == (["/T/compose.yml", "/T/docker-compose.override.yml"], [])
    (tmp_path / "a/compose.yaml").touch()
    assert found(tmp_path, inner)[0] == ["/T/a/compose.yaml"]


def test_of_several_the_first_known_name(tmp_path: Path) -> None:
    for name in ("compose.yaml", "docker-compose.yml"):
        (tmp_path / name).touch()
    assert found(tmp_path) == (
        ["/T/compose.yaml"],
        [
            "Found multiple config files with supported names: /T/compose.yaml, /T/docker-compose.yml",
            "Using /T/compose.yaml",
        ],
    )


def test_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^no configuration file provided: not found$"):
        found(tmp_path)


def test_a_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "c.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    sources = Sources(lambda: b"b: 2\n---\nc: 3\n")
    assert sources.documents(str(path))[0].value == {"a": 1}
    path.unlink()
    assert sources.documents(str(path))[0].value == {"a": 1}
    assert [document.value for document in sources.documents("-")] == [{"b": 2}, {"c": 3}]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    sources = Sources(lambda: b"")
    with pytest.raises(ConfigError, match=r"^open /nosuch: no such file or directory$"):
        sources.text("/nosuch")
    with pytest.raises(ConfigError, match=r"is a directory$"):
        sources.text(str(tmp_path))
    (tmp_path / "c.yml").write_text("a: 1\na: 2\n")
    with pytest.raises(ConfigError, match=r'c\.yml: line 2: mapping key "a" already defined at line 1$'):
        sources.documents(str(tmp_path / "c.yml"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({1: "x"}, "non-string key at top level: 1"),
        ({"services": {"web": {True: 1}}}, "non-string key in services.web: true"),
        ({"a": [{None: 1}]}, "non-string key in a[0]: <nil>"),
    ],
)
def test_keys_are_text(value: Any, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_keys(value)
    assert caught.value.message == message
    check_keys({"a": [{"b": 1}]})
