from __future__ import annotations

import pytest

from tests.support.command import Runner
from tests.support.registry import Answer
from tests.support.storage import Storage


@pytest.mark.parametrize("answer", [b"n\n", b""])
def test_it_asks_and_deletes(run: Runner, storage: Storage, host: str, answer: bytes) -> None:
    digest = storage.image("a", "1")
    result = run("registry", "rm", f"{host}/a:1", stdin=answer)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{host}/a:1 was not deleted: it was not confirmed\n")
    assert result.stdout == f"Delete {digest} from {host}/a, with every tag that it has there? [y/N] "
    assert ("a", "1") in storage.manifests
    assert run("registry", "rm", "-f", f"{host}/a:1").stdout == f"{host}/a@{digest}\n"
    assert storage.manifests == {}
    assert run("registry", "rm", "-f", f"{host}/a:1").stderr == f"no such manifest: {host}/a:1\n"


def test_a_registry_that_does_not_delete(run: Runner, storage: Storage, host: str) -> None:
    digest = storage.image("a", "1")
    storage.server.on("DELETE", f"/v2/a/manifests/{digest}", Answer(405))
    result = run("registry", "rm", "-f", f"{host}/a:1")
    assert result.exit_code == 1
    assert "answered 405" in result.stderr
