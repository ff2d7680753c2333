"""Build caches and OCI layouts on a real engine with containerd's image store, which alone can write them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.conftest import without
from tests.support.live import LiveEngine, Unavailable, available

_DOCKERFILE = "FROM busybox\nCOPY a.txt /\nRUN date > /date\n"


@pytest.fixture(scope="module")
def store() -> Iterator[LiveEngine]:
    """The newest engine here, with that store."""
    try:
        engine = LiveEngine(*available()[-1], "--feature", "containerd-snapshotter=true")
    except Unavailable as reason:
        if "unknown flag: --feature" in str(reason):
            pytest.skip("the engine has no containerd image store")
        without(reason)
    yield engine
    engine.stop()


@pytest.fixture
def context(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("alpha\n")
    (tmp_path / "Dockerfile").write_text(_DOCKERFILE)
    return tmp_path


def _build(engine: LiveEngine, context: Path, *arguments: str) -> str:
    result = engine.pydock("build", "--progress", "plain", *arguments, ".", cwd=context)
    assert result.exit_code == 0, result
    return result.stderr


def _fresh(engine: LiveEngine, context: Path, *arguments: str) -> str:
    """Build with nothing left of earlier builds."""
    engine.clean()
    engine.ok("builder", "prune", "-af")
    return _build(engine, context, *arguments)


def _steps_cached(progress: str) -> bool:
    return progress.count("CACHED") == 2


def test_a_local_cache(store: LiveEngine, context: Path) -> None:
    assert not _steps_cached(_fresh(store, context, "--cache-to", "type=local,dest=c,mode=max"))
    assert json.loads((context / "c/oci-layout").read_text()) == {"imageLayoutVersion": "1.0.0"}
    assert not _steps_cached(_fresh(store, context))
    assert _steps_cached(_fresh(store, context, "--cache-from", "type=local,src=c"))
    _build(store, context, "--cache-to", "type=local,dest=c,tag=second", "-o", "type=cacheonly")
    manifests = json.loads((context / "c/index.json").read_text())["manifests"]
    tags = [manifest["annotations"]["org.opencontainers.image.ref.name"] for manifest in manifests]
    assert tags == ["latest", "second"]


@pytest.mark.parametrize("kind", ["registry", "inline"])
def test_a_cache_in_a_registry(store: LiveEngine, context: Path, kind: str) -> None:
    name = f"{store.registry().address}/{kind}:cache"
    if kind == "inline":
        _fresh(store, context, "--cache-to", "type=inline", "--push", "-t", name)
    else:
        _fresh(store, context, "--cache-to", f"type=registry,ref={name},mode=max")
    assert _steps_cached(_fresh(store, context, "--cache-from", name))


def test_an_image_as_a_layout_and_as_a_context(store: LiveEngine, context: Path) -> None:
    _fresh(store, context, "-o", "type=oci,tar=false,dest=layout,name=app:1")
    (manifest,) = json.loads((context / "layout/index.json").read_text())["manifests"]
    assert manifest["annotations"]["io.containerd.image.name"] == "docker.io/library/app:1"
    (context / "Dockerfile").write_text("FROM base\nRUN cat /a.txt && test -s /date\n")
    for reference in ("layout", "layout:1", f"layout@{manifest['digest']}"):
        progress = _fresh(store, context, "--build-context", f"base=oci-layout://{reference}")
        assert "OCI load from client" in progress and " alpha" in progress
