"""``--cache-from`` and ``--cache-to`` values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.build.buildkit.caches import Cache, parse_caches, unusable
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


def test_local_caches_need_an_index(tmp_path: Path) -> None:
    cache = Cache("local", {"src": "c"})
    assert "local cache import at c not found" in unusable(cache, str(tmp_path))
    (tmp_path / "c").mkdir()
    annotations = {"org.opencontainers.image.ref.name": "latest"}
    index = {"manifests": [{"digest": "sha256:1", "annotations": annotations}]}
    (tmp_path / "c/index.json").write_text(json.dumps(index))
    assert unusable(cache, str(tmp_path)) == "" and cache.attributes["digest"] == "sha256:1"
