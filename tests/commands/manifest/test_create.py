from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.storage import Storage


def test_a_list_is_kept_as_docker_keeps_it(run: Runner, storage: Storage, host: str) -> None:
    digest = storage.image("a", "1")
    assert run("manifest", "create", f"{host}/l:1", f"{host}/a:1") == (0, f"Created manifest list {host}/l:1\n", "")
    name = host.replace(":", "-")
    path = run.home / ".docker" / "manifests" / f"{name}_l-1" / f"{name}_a-1"
    document = json.loads(path.read_text())
    assert document["Ref"] == f"{host}/a:1"
    assert document["Descriptor"]["digest"] == digest
    assert document["Descriptor"]["platform"] == {"architecture": "amd64", "os": "linux"}
    assert document["SchemaV2Manifest"]["schemaVersion"] == 2


def test_a_list_that_is_there_needs_amend(run: Runner, storage: Storage, host: str) -> None:
    storage.image("a", "1")
    run("manifest", "create", f"{host}/l", f"{host}/a:1")
    result = run("manifest", "create", f"{host}/l", f"{host}/a:1")
    assert result == (1, "", "refusing to amend an existing manifest list with no --amend flag\n")
    assert run("manifest", "create", "--amend", f"{host}/l", f"{host}/a:1").exit_code == 0


def test_what_cannot_be_in_a_list(run: Runner, storage: Storage, host: str) -> None:
    storage.index("a", "multi", {"amd64": storage.image("a", "1")})
    assert run("manifest", "create", f"{host}/l", f"{host}/a:multi").stderr == f"{host}/a:multi is a manifest list\n"
    assert run("manifest", "create", f"{host}/l", f"{host}/a:gone").stderr == f"no such manifest: {host}/a:gone\n"
    assert run("manifest", "create", f"{host}/l", "bad:x:y").stderr == "invalid reference format\n"
    assert not (run.home / ".docker").exists()
