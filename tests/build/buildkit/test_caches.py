"""``--cache-from`` and ``--cache-to`` values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.build.buildkit.caches import (
    Cache,
    checked_exports,
    keep_exported,
    layouts,
    parse_caches,
    usable_imports,
)
from pydock.errors import PydockError


def test_forms() -> None:
    assert parse_caches(["a,b/c:1", "type=local,src=x"], {}) == [
        Cache("registry", {"ref": "a"}),
        Cache("registry", {"ref": "b/c:1"}),
        Cache("local", {"src": "x"}),
    ]


def test_github_needs_its_variables() -> None:
    assert parse_caches(["type=gha"], {}) == []
    environ = {"ACTIONS_RUNTIME_TOKEN": "t", "ACTIONS_CACHE_URL": "u"}
    assert parse_caches(["type=gha,scope=s"], environ) == [Cache("gha", {"scope": "s", "url": "u", "token": "t"})]


def test_refused() -> None:
    with pytest.raises(PydockError, match="type required form"):
        parse_caches(["ref=a"], {})


def test_local_caches_begin_with_what_their_index_names(tmp_path: Path) -> None:
    warnings: list[str] = []
    cache, other = Cache("local", {"src": "c"}), Cache("registry", {"ref": "r"})
    assert usable_imports([cache, other], str(tmp_path), warnings.append) == [other]
    lock = tmp_path / "c/index.json.lock"
    assert warnings == [
        "WARNING: local cache import at c not found due to err: "
        f"could not lock {lock}: open {lock}: no such file or directory"
    ]
    exported = [Cache("local", {"dest": "c"}), Cache("local", {"dest": "c", "tag": "t"}), Cache("inline")]
    keep_exported(exported, str(tmp_path), json.dumps({"digest": "sha256:1", "size": 3}))
    assert usable_imports([cache], str(tmp_path), warnings.append) == [cache]
    assert cache.attributes["digest"] == "sha256:1"
    assert len(json.loads((tmp_path / "c/index.json").read_text())["manifests"]) == 2
    with pytest.raises(PydockError, match="requires either explicit digest"):
        usable_imports([Cache("local", {"src": "c", "tag": "none"})], str(tmp_path), warnings.append)


def test_folders_by_the_names_that_the_engine_uses(tmp_path: Path) -> None:
    found = layouts([Cache("local", {"dest": "c"}), Cache("inline")], "dest", str(tmp_path))
    assert {name: layout.folder for name, layout in found.items()} == {"local:c": f"{tmp_path}/c"}


@pytest.mark.parametrize(("kind", "key", "source"), [("local", "dest", "src"), ("registry", "ref", "ref")])
def test_every_kind_needs_its_place(kind: str, key: str, source: str) -> None:
    with pytest.raises(PydockError, match=f"{kind} cache exporter requires {key}"):
        checked_exports([Cache(kind)])
    with pytest.raises(PydockError, match=f"{kind} cache importer requires {source}"):
        usable_imports([Cache(kind)], "/", print)
    assert checked_exports([Cache("inline")]) == [Cache("inline")]
