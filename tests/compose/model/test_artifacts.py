"""Compose files of a registry: what an artifact's layers become, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pydock.compose.model import artifacts
from pydock.registry.manifests import OCI_MANIFEST, digest_of
from tests.support.command import Result, Runner
from tests.support.registry import Answer, FakeRegistry, fake_registry

APP = "services:\n  web: {image: x, env_file: [one.env]}\n"


class Origin:
    """A registry that has one artifact, ``app:1``."""

    def __init__(self, registry: FakeRegistry) -> None:
        self.registry = registry
        self.address = f"oci://{registry.host}/app:1"

    def store(self, *layers: tuple[str, dict[str, str], str], kind: str = artifacts.PROJECT_TYPE) -> str:
        """Make the artifact of (media type, annotations, content); the digest's hexadecimal part."""
        described: list[dict[str, Any]] = []
        for media_type, marks, content in layers:
            digest = digest_of(content.encode())
            self.registry.on("GET", f"/v2/app/blobs/{digest}", Answer(200, content.encode()))
            described.append({"mediaType": media_type, "digest": digest, "annotations": marks})
        raw = json.dumps({"mediaType": OCI_MANIFEST, "artifactType": kind, "layers": described}).encode()
        self.registry.on("GET", "/v2/", Answer(200))
        self.registry.on("GET", "/v2/app/manifests/1", Answer(200, raw, {"Content-Type": OCI_MANIFEST}))
        return digest_of(raw).partition(":")[2]


@pytest.fixture
def origin() -> Iterator[Origin]:
    with fake_registry() as registry:
        yield Origin(registry)


def _main(text: str) -> tuple[str, dict[str, str], str]:
    return artifacts.COMPOSE_FILE, {artifacts.FILE_NAME: "compose.yaml"}, text


def _env(name: str, text: str = "A=1\n") -> tuple[str, dict[str, str], str]:
    return artifacts.ENV_FILE, {artifacts.ENV_NAME: name}, text


def _extended(name: str, text: str) -> tuple[str, dict[str, str], str]:
    return artifacts.COMPOSE_FILE, {artifacts.FILE_NAME: name, artifacts.EXTENDS: "true"}, text


def _config(run: Runner, tmp_path: Path, address: str) -> Result:
    folder = tmp_path / "here"
    folder.mkdir(exist_ok=True)
    run.cwd = folder
    return run("compose", "-f", address, "config", environ={"HOME": str(tmp_path)})


def test_files_of_an_artifact_are_a_project_in_the_cache(run: Runner, origin: Origin, tmp_path: Path) -> None:
    base = "services: {base: {labels: {b: '1'}}}\n"
    over = "services: {web: {extends: {file: base.yaml, service: base}}}\n"
    identity = origin.store(_main(APP), _main(over), _extended("base.yaml", base), _env("one.env"))
    done = _config(run, tmp_path, origin.address)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("name: here\n")
    assert 'A: "1"\n' in done.stdout and 'b: "1"\n' in done.stdout
    folder = tmp_path / ".cache" / "docker-compose" / identity
    assert (folder / "compose.yaml").read_text() == f"{APP}\n---\n{over}"
    assert [path.name for path in folder.parent.iterdir()] == [identity]


def test_what_is_in_the_cache_is_not_fetched_again(run: Runner, origin: Origin, tmp_path: Path) -> None:
    origin.store(_main("services: {web: {image: x}}\n"))
    first = _config(run, tmp_path, origin.address)
    seen = len([s for s in origin.registry.seen if "/blobs/" in s.path])
    assert _config(run, tmp_path, origin.address).stdout == first.stdout
    assert len([s for s in origin.registry.seen if "/blobs/" in s.path]) == seen == 1


def test_an_artifact_is_included(run: Runner, origin: Origin, tmp_path: Path) -> None:
    origin.store(_main("services: {web: {image: x, volumes: ['./d:/d']}}\n"))
    run.cwd = tmp_path
    (tmp_path / "compose.yaml").write_text(f"include: ['{origin.address}']\nservices: {{own: {{image: y}}}}\n")
    done = run("compose", "config", "--services", environ={"HOME": str(tmp_path)})
    assert (done.exit_code, done.stdout, done.stderr) == (0, "own\nweb\n", "")


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/b", "..", "compose.yaml", ""])
def test_a_name_that_leads_out_of_the_folder_is_refused(run: Runner, origin: Origin, tmp_path: Path, name: str) -> None:
    for layer in (_env(name), _extended(name, "services: {}\n")):
        origin.store(_main("services: {web: {image: x}}\n"), layer)
        done = _config(run, tmp_path, origin.address)
        assert done.exit_code == 1
        assert "is an invalid OCI artifact" in done.stderr
        assert not list((tmp_path / ".cache" / "docker-compose").iterdir())


@pytest.mark.parametrize(
    "service",
    [
        "env_file: ../../../secret",
        "env_file: [{path: /etc/hostname}]",
        "env_file: ['~/secret']",
        "label_file: /etc/hostname",
        "build: /etc",
        "build: {context: ., dockerfile: ../../../secret}",
        "build: {context: ., additional_contexts: ['a=/etc']}",
        "build: {context: ., ssh: ['default=/root/.ssh/id']}",
        "develop: {watch: [{path: /etc, action: rebuild}]}",
        "extends: {file: ../../../secret, service: a}",
    ],
)
def test_what_an_artifact_reads_stays_in_it(run: Runner, origin: Origin, tmp_path: Path, service: str) -> None:
    (tmp_path / "secret").write_text("A=secret\n")
    origin.store(_main(f"services: {{web: {{image: x, {service}}}}}\n"))
    done = _config(run, tmp_path, origin.address)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "leads out of it" in done.stderr


def test_an_image_is_no_application(run: Runner, origin: Origin, tmp_path: Path) -> None:
    origin.store(kind="application/x.y")
    done = _config(run, tmp_path, origin.address)
    shown = origin.address.removeprefix("oci://")
    assert done.stderr == f"{shown} is not a compose project OCI artifact, but application/x.y\n"


def test_an_artifact_that_is_not_there(run: Runner, origin: Origin, tmp_path: Path) -> None:
    origin.registry.on("GET", "/v2/", Answer(200))
    done = _config(run, tmp_path, origin.address)
    shown = origin.address.removeprefix("oci://")
    assert done.stderr == f'failed to pull OCI resource "{shown}": {shown}: not found\n'


def test_content_that_is_not_what_the_manifest_says(run: Runner, origin: Origin, tmp_path: Path) -> None:
    origin.store(_main(APP))
    origin.registry.on("GET", f"/v2/app/blobs/{digest_of(APP.encode())}", Answer(200, b"services: {}\n"))
    done = _config(run, tmp_path, origin.address)
    assert done.exit_code == 1
    assert "failed to pull OCI resource" in done.stderr
    assert not (tmp_path / ".cache").exists()
