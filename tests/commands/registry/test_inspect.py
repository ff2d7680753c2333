from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.storage import Storage


def test_images_and_indexes(run: Runner, storage: Storage, host: str) -> None:
    digest = storage.image("a", "1", "arm64")
    index = storage.index("a", "multi", {"arm64": digest})
    shown = json.loads(run("registry", "inspect", f"{host}/a:1").stdout)
    assert (shown["digest"], shown["platform"]) == (digest, "linux/arm64")
    shown = json.loads(run("registry", "inspect", f"{host}/a:multi").stdout)
    assert (shown["digest"], shown["platforms"]) == (index, {digest: "linux/arm64"})
    assert run("registry", "inspect", "--raw", f"{host}/a:1").stdout.encode() == storage.manifests["a", "1"]
    assert "manifest unknown" in run("registry", "inspect", f"{host}/a:gone").stderr
