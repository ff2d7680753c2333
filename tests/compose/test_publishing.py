"""A project as an artifact: layers and manifest as docker compose makes them, and back again."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from pydock.compose import publishing
from pydock.compose.model import artifacts
from pydock.compose.model.load import Loader, Request
from pydock.compose.model.project import Project
from pydock.errors import PydockError, RegistryError

APP = """\
services:
  web:
    image: x # é
    env_file: [web.env, {path: "web.env"}]
    extends: {file: ./sub/base.yaml, service: base}
  two: {image: x, env_file: "${KIND}.env"}
"""


def _project(folder: Path, *files: str) -> Project:
    (folder / "compose.yaml").write_text(APP, encoding="utf-8")
    (folder / "web.env").write_text("A=1\n")
    (folder / "sub").mkdir()
    (folder / "sub" / "base.yaml").write_text("services: {base: {extends: {file: more.yaml, service: more}}}\n")
    (folder / "sub" / "more.yaml").write_text("services: {more: {labels: {a: b}}}\n")
    environ = {"HOME": "/h", "KIND": "web"}
    request = Request(str(folder), environ, lambda message: None, lambda: b"", files=files, resolve_environment=False)
    return Loader(request).project()


def _named(path: Path, suffix: str) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest() + suffix


def test_what_files_refer_to_lies_beside_them(tmp_path: Path) -> None:
    main, base, more, env = publishing.project_layers(_project(tmp_path), with_env=True)
    env_name = _named(tmp_path / "web.env", ".env")
    base_name = _named(tmp_path / "sub" / "base.yaml", ".yaml")
    more_name = _named(tmp_path / "sub" / "more.yaml", ".yaml")
    assert main.marks == {artifacts.FILE_NAME: "compose.yaml"}
    assert main.content.decode() == (
        APP.replace('"web.env"', env_name)
        .replace("web.env,", f"{env_name},")
        .replace('"${KIND}.env"', env_name)
        .replace("./sub/base.yaml", base_name)
    )
    assert base.marks == {artifacts.FILE_NAME: base_name, artifacts.EXTENDS: "true"}
    assert more_name.encode() in base.content
    assert more.marks[artifacts.FILE_NAME] == more_name
    assert (env.media_type, env.marks, env.content) == (
        artifacts.ENV_FILE,
        {artifacts.ENV_NAME: env_name},
        b"A=1\n",
    )


def test_environment_files_stay_here_unless_told(tmp_path: Path) -> None:
    layers = publishing.project_layers(_project(tmp_path), with_env=False)
    assert {layer.media_type for layer in layers} == {artifacts.COMPOSE_FILE}


def test_manifest_of_both_forms() -> None:
    layers = [publishing.compose_layer("/p/compose.yaml", b"services: {}\n")]
    newer = json.loads(publishing.manifest(layers, "1.1", "2026-01-02T03:04:05Z"))
    assert list(newer) == ["schemaVersion", "mediaType", "artifactType", "config", "layers", "annotations"]
    assert newer["artifactType"] == "application/vnd.docker.compose.project"
    assert newer["config"] == {
        "mediaType": "application/vnd.oci.empty.v1+json",
        "digest": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        "size": 2,
        "data": "e30=",
    }
    (layer,) = newer["layers"]
    assert base64.b64decode(layer["data"]) == b"services: {}\n"
    assert layer["annotations"]["com.docker.compose.file"] == "compose.yaml"
    older = json.loads(publishing.manifest(layers, "1.0", "2026-01-02T03:04:05Z"))
    assert "artifactType" not in older
    assert older["config"]["mediaType"] == "application/vnd.docker.compose.config.empty.v1+json"
    with pytest.raises(PydockError, match=r"^unsupported OCI version: 2\.0$"):
        publishing.manifest(layers, "2.0", "")


class _Picky:
    """A registry from before OCI 1.1, or one that refuses for another reason."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.stored: list[bytes] = []

    def has_blob(self, repository: str, digest: str) -> bool:
        return True

    def put_manifest(self, repository: str, reference: str, media_type: str, raw: bytes) -> str:
        if b"artifactType" in raw:
            raise RegistryError("refused", status=self.status)
        self.stored.append(raw)
        return ""


@pytest.mark.parametrize(("status", "form", "falls_back"), [(400, "", True), (400, "1.1", False), (403, "", False)])
def test_an_older_registry_gets_the_older_form(status: int, form: str, falls_back: bool) -> None:
    registry = _Picky(status)
    layers = [publishing.compose_layer("compose.yaml", b"services: {}\n")]
    if not falls_back:
        with pytest.raises(RegistryError):
            publishing.push(registry, "a", "1", layers, form, "")  # type: ignore[arg-type]
        return
    told, raw = publishing.push(registry, "a", "1", layers, form, "")  # type: ignore[arg-type]
    assert (told, [raw]) == ("1.0", registry.stored)


def test_index_of_the_images_refers_to_the_artifact() -> None:
    index = json.loads(publishing.application(b"{}", "1.1", [{"digest": "sha256:a"}]))
    assert index["manifests"] == [{"digest": "sha256:a"}]
    assert index["subject"]["artifactType"] == "application/vnd.docker.compose.project"
    assert index["subject"]["digest"].endswith("caaff8a")
