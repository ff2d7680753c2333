from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.storage import Storage


def test_an_image(run: Runner, storage: Storage, host: str) -> None:
    digest = storage.image("a", "1")
    result = run("manifest", "inspect", f"{host}/a:1")
    assert json.loads(result.stdout) == json.loads(storage.manifests["a", "1"])
    assert result.stdout.startswith('{\n\t"schemaVersion": 2')
    verbose = json.loads(run("manifest", "inspect", "-v", f"{host}/a:1").stdout)
    assert verbose["Descriptor"]["digest"] == digest
    assert list(verbose) == ["Ref", "Descriptor", "Raw", "SchemaV2Manifest"]


def test_an_index(run: Runner, storage: Storage, host: str) -> None:
    digest = storage.image("a", "1")
    storage.index("a", "multi", {"amd64": digest})
    result = run("manifest", "inspect", f"{host}/a:multi")
    assert result.stdout.startswith('{\n   "schemaVersion": 2,\n   "mediaType": "application/vnd.docker.distribution.')
    assert json.loads(result.stdout)["manifests"][0]["digest"] == digest
    (child,) = json.loads(run("manifest", "inspect", "-v", f"{host}/a:multi").stdout)
    assert child["Ref"] == f"{host}/a:multi@{digest}"


def test_a_local_list_comes_first(run: Runner, storage: Storage, host: str) -> None:
    storage.image("a", "1")
    run("manifest", "create", f"{host}/l:1", f"{host}/a:1")
    assert json.loads(run("manifest", "inspect", f"{host}/l:1").stdout)["manifests"][0]["size"] > 0
    assert json.loads(run("manifest", "inspect", "-v", f"{host}/l:1").stdout)[0]["Ref"] == f"{host}/a:1"
    one = run("manifest", "inspect", f"{host}/l:1", f"{host}/a:1")
    assert json.loads(one.stdout) == json.loads(storage.manifests["a", "1"])


def test_faults(run: Runner, storage: Storage, host: str) -> None:
    assert run("manifest", "inspect", f"{host}/a:1").stderr == f"no such manifest: {host}/a:1\n"
    assert run("manifest", "inspect", f"{host}/l:1", f"{host}/a:1").stderr == f"No such manifest: {host}/a:1\n"
    assert run("manifest", "inspect").exit_code == 1
