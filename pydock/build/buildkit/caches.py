"""``--cache-from`` and ``--cache-to``: where build cache is read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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


def unusable(cache: Cache, cwd: str) -> str:
    """Complete a local cache with the digest it starts from; why that cannot be, empty where it can."""
    import json
    import os

    if cache.kind != "local" or cache.attributes.get("digest"):
        return ""
    source = cache.attributes.get("src", "")
    try:
        with open(os.path.join(cwd, source, "index.json"), "rb") as file:
            manifests = json.load(file).get("manifests") or []
    except ValueError as error:
        return f"local cache import at {source} not found due to err: {error}"
    except OSError as error:
        lock = f"{source}/index.json.lock"
        reason = (error.strerror or str(error)).lower()
        return f"local cache import at {source} not found due to err: could not lock {lock}: open {lock}: {reason}"
    tag = cache.attributes.get("tag", "latest")
    for manifest in manifests:
        if (manifest.get("annotations") or {}).get("org.opencontainers.image.ref.name") == tag:
            cache.attributes["digest"] = manifest["digest"]
    return "" if "digest" in cache.attributes else f"local cache import at {source} not found due to err: no {tag}"
