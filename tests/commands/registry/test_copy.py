from __future__ import annotations

from tests.support.command import Runner
from tests.support.registry import fake_registry
from tests.support.storage import Storage


def test_between_registries(run: Runner, storage: Storage, host: str) -> None:
    amd, arm = storage.image("a", "1"), storage.image("a", "2", "arm64")
    index = storage.index("a", "multi", {"amd64": amd, "arm64": arm})
    with fake_registry() as server:
        other = Storage(server)
        result = run("registry", "copy", f"{host}/a:multi", f"{server.host}/b/c")
        assert result.stdout == f"{server.host}/b/c@{index}\n"
        assert "manifest" in result.stderr
        assert {key for _, key in other.manifests} == {"multi", index, amd, arm}
        result = run("registry", "copy", "-q", "--platform", "linux/arm64", f"{host}/a:multi", f"{server.host}/one:x")
        assert result == (0, f"{server.host}/one@{arm}\n", "")
        assert other.manifests["one", "x"] == storage.manifests["a", "2"]
        assert run("registry", "copy", f"{host}/a@{amd}", f"{server.host}/d").exit_code == 0
        assert ("d", amd) in other.manifests


def test_faults(run: Runner, storage: Storage, host: str) -> None:
    storage.image("a", "1")
    assert "cannot be given a digest" in run("registry", "copy", f"{host}/a:1", f"{host}/b@sha256:{'0' * 64}").stderr
    assert run("registry", "copy", f"{host}/a:1", "bad:x:y").stderr == "invalid reference format\n"
    assert run("registry", "copy", f"{host}/a:gone", f"{host}/b").exit_code == 1
