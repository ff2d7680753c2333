"""``--cache-from`` and ``--cache-to``: where build cache is read and written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pydock.build.buildkit.layout import Layout
from pydock.errors import PydockError
from pydock.values.records import parse_record


@dataclass
class Cache:
    """``kind``: registry, local, inline, gha, s3, azblob."""

    kind: str
    attributes: dict[str, str] = field(default_factory=dict)


def parse_caches(texts: Sequence[str], environ: Mapping[str, str]) -> list[Cache]:
    """Each text is a reference or ``type=KIND,key=value...``. Caches of GitHub without its variables are dropped."""
    caches: list[Cache] = []
    for text in texts:
        fields = parse_record(text)
        if all("=" not in part for part in fields):
            caches += [Cache("registry", {"ref": part}) for part in fields]
            continue
        cache = Cache("")
        for part in fields:
            key, equals, value = part.partition("=")
            if not equals:
                raise PydockError(f"invalid value {part}")
            key = key.lower()
            if key == "type":
                cache.kind = value
            else:
                cache.attributes[key] = value
        if not cache.kind:
            raise PydockError(f'type required form> "{text}"')
        if _complete(cache, environ):
            caches.append(cache)
    return caches


def _complete(cache: Cache, environ: Mapping[str, str]) -> bool:
    """Fill in from the environment what the kind needs; False where it cannot work here."""
    if cache.kind == "gha":
        version = "2" if environ.get("ACTIONS_CACHE_SERVICE_V2", "").lower() in ("1", "t", "true") else ""
        names = (("url_v2", "ACTIONS_RESULTS_URL"), ("url", "ACTIONS_CACHE_URL"), ("token", "ACTIONS_RUNTIME_TOKEN"))
        for key, name in names:
            if key not in cache.attributes and environ.get(name):
                cache.attributes[key] = environ[name]
        if version and "version" not in cache.attributes:
            cache.attributes["version"] = version
        return bool(cache.attributes.get("token") and (cache.attributes.get("url") or cache.attributes.get("url_v2")))
    if cache.kind == "s3":
        for key, name in (
            ("access_key_id", "AWS_ACCESS_KEY_ID"),
            ("secret_access_key", "AWS_SECRET_ACCESS_KEY"),
            ("session_token", "AWS_SESSION_TOKEN"),
        ):
            if key not in cache.attributes and environ.get(name):
                cache.attributes[key] = environ[name]
    return True


def usable_imports(caches: Sequence[Cache], cwd: str, warn: Callable[[str], None]) -> list[Cache]:
    """Local ones gain the digest that they start from; those that are not there are only warned of."""
    return [cache for cache in caches if _can_import(cache, cwd, warn)]


def checked_exports(caches: Sequence[Cache]) -> list[Cache]:
    """Each with the place that its kind needs. Raises PydockError."""
    for cache in caches:
        if cache.kind == "local":
            _need(cache, "dest", "exporter")
        elif cache.kind == "registry":
            _need(cache, "ref", "exporter")
    return list(caches)


def layouts(caches: Sequence[Cache], key: str, cwd: str) -> dict[str, Layout]:
    """The folders of local caches under the names that the engine asks for. ``key``: ``src`` or ``dest``."""
    folders = [cache.attributes[key] for cache in caches if cache.kind == "local"]
    return {f"local:{folder}": Layout(os.path.join(cwd, folder)) for folder in folders}


def keep_exported(caches: Sequence[Cache], cwd: str, manifest: str) -> None:
    """Enter the manifest that the engine wrote, a JSON descriptor, in the indexes of local caches."""
    for cache in caches:
        if cache.kind == "local" and manifest:
            folder = os.path.join(cwd, cache.attributes["dest"])
            Layout(folder).put(json.loads(manifest), tag=cache.attributes.get("tag", "latest"))


def _can_import(cache: Cache, cwd: str, warn: Callable[[str], None]) -> bool:
    if cache.kind == "registry":
        _need(cache, "ref", "importer")
    if cache.kind != "local":
        return True
    source = _need(cache, "src", "importer")
    if cache.attributes.get("digest"):
        return True
    try:
        found = Layout(os.path.join(cwd, source)).find(cache.attributes.get("tag", "latest"))
    except PydockError as error:
        warn(f"WARNING: local cache import at {source} not found due to err: {error.message}")
        return False
    if found is None:
        raise PydockError(
            'local cache importer requires either explicit digest, "latest" tag or custom tag on index.json'
        )
    cache.attributes["digest"] = str(found["digest"])
    return True


def _need(cache: Cache, key: str, role: str) -> str:
    value = cache.attributes.get(key, "")
    if not value:
        raise PydockError(f"{cache.kind} cache {role} requires {key}")
    return value
