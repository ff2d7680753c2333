from __future__ import annotations

from tests.support.command import Runner
from tests.support.storage import Storage


def test_lists_are_deleted_and_missing_ones_told(run: Runner, storage: Storage, host: str) -> None:
    storage.image("a", "1")
    run("manifest", "create", f"{host}/l:1", f"{host}/a:1")
    result = run("manifest", "rm", f"{host}/gone:1", f"{host}/l:1")
    assert result == (1, "", f"No such manifest: {host}/gone:1\n")
    assert run("manifest", "rm", f"{host}/l:1").exit_code == 1
