from __future__ import annotations

from tests.support.command import Runner
from tests.support.storage import Storage


def test_tags(run: Runner, storage: Storage, host: str) -> None:
    digest = storage.image("a", "1")
    storage.image("a", "2")
    assert run("registry", "tags", f"{host}/a").stdout == "1\n2\n"
    assert run("registry", "tags", "--digests", f"{host}/a").stdout.startswith(f"1\t{digest}\n2\tsha256:")
    assert "where a repository is wanted" in run("registry", "tags", f"{host}/a:1").stderr


def test_as_a_list(run: Runner, storage: Storage, host: str) -> None:
    digest = storage.image("a", "1")
    assert run("registry", "tags", f"{host}/a", "--columns", "tag").stdout == "TAG\n1\n"
    done = run("registry", "tags", f"{host}/a", "--digests", "--format", "json")
    assert done.stdout == f'{{"Digest":"{digest}","Tag":"1"}}\n'
    assert "can't evaluate field Digest" in run("registry", "tags", f"{host}/a", "--format", "{{.Digest}}").stderr
