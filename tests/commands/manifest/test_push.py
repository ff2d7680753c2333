from __future__ import annotations

import json

from pydock.registry.manifests import DOCKER_LIST, digest_of
from tests.support.command import Runner
from tests.support.storage import Storage


def test_images_of_other_repositories_are_mounted(run: Runner, storage: Storage, host: str) -> None:
    digest = storage.image("a", "1")
    run("manifest", "create", f"{host}/l:1", f"{host}/a:1")
    result = run("manifest", "push", f"{host}/l:1")
    pushed = storage.manifests["l", "1"]
    assert result.stdout == f"Pushed ref {host}/l@{digest} with digest: {digest}\n{digest_of(pushed)}\n"
    assert json.loads(pushed)["mediaType"] == DOCKER_LIST
    assert ("l", digest) in storage.manifests
    assert {key for name, key in storage.blobs if name == "l"} == {key for name, key in storage.blobs if name == "a"}
    assert run("manifest", "push", "-p", f"{host}/l:1").exit_code == 0
    assert run("manifest", "push", f"{host}/l:1").stderr == f"No such manifest: {host}/l:1\n"


def test_images_of_the_same_repository_are_there_already(run: Runner, storage: Storage, host: str) -> None:
    storage.image("a", "1")
    run("manifest", "create", f"{host}/a:multi", f"{host}/a:1")
    assert run("manifest", "push", f"{host}/a:multi").stdout.count("\n") == 1
    assert ("a", "multi") in storage.manifests


def test_another_registry_is_refused(run: Runner, storage: Storage, host: str) -> None:
    storage.image("a", "1")
    other = host.replace("127.0.0.1", "localhost")
    run("manifest", "create", f"{other}/l:1", f"{host}/a:1")
    result = run("manifest", "push", f"{other}/l:1")
    assert result.stderr.startswith("cannot use source images from a different registry than the target image: ")
