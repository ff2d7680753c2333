"""A small registry in memory behind :class:`~tests.support.registry.FakeRegistry`: blobs, manifests, tags."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydock.registry.manifests import DOCKER_CONFIG, DOCKER_LIST, DOCKER_MANIFEST, digest_of
from tests.support.registry import Answer, FakeRegistry, Seen

_PATH = re.compile(r"/v2/(.+)/(manifests|blobs|tags)/(.*)")


class Storage:
    """What a registry holds, as plain dictionaries keyed by repository and by digest or tag."""

    def __init__(self, server: FakeRegistry) -> None:
        self.server = server
        self.manifests: dict[tuple[str, str], bytes] = {}
        self.blobs: dict[tuple[str, str], bytes] = {}
        server.fallback = self.answer

    def image(self, repository: str, tag: str, architecture: str = "amd64") -> str:
        """Add an image of one layer; its digest."""
        config = json.dumps({"os": "linux", "architecture": architecture}).encode()
        layer = f"layer of {repository}:{tag}".encode()
        descriptors = []
        for raw, kind in ((config, DOCKER_CONFIG), (layer, "layer")):
            self.blobs[repository, digest_of(raw)] = raw
            descriptors.append({"mediaType": kind, "size": len(raw), "digest": digest_of(raw)})
        return self.store(repository, tag, DOCKER_MANIFEST, {"config": descriptors[0], "layers": descriptors[1:]})

    def index(self, repository: str, tag: str, children: dict[str, str]) -> str:
        """Add an index of images that are there: architecture -> digest."""
        entries = []
        for architecture, digest in children.items():
            size = len(self.manifests[repository, digest])
            platform = {"os": "linux", "architecture": architecture}
            entries.append({"mediaType": DOCKER_MANIFEST, "size": size, "digest": digest, "platform": platform})
        return self.store(repository, tag, DOCKER_LIST, {"manifests": entries})

    def store(self, repository: str, tag: str, media_type: str, document: dict[str, Any]) -> str:
        raw = json.dumps({"schemaVersion": 2, "mediaType": media_type, **document}).encode()
        self.manifests[repository, tag] = self.manifests[repository, digest_of(raw)] = raw
        return digest_of(raw)

    def answer(self, seen: Seen) -> Answer:
        parts = urlsplit(seen.path)
        if parts.path == "/v2/":
            return Answer(200, b"{}")
        if parts.path == "/v2/_catalog":
            names = sorted({name for name, _ in self.manifests})
            return Answer(200, json.dumps({"repositories": names}).encode())
        match = _PATH.fullmatch(parts.path)
        if match is None:
            return Answer(404)
        repository, kind, rest = match.groups()
        if kind == "tags":
            tags = sorted(tag for name, tag in self.manifests if name == repository and ":" not in tag)
            return Answer(200, json.dumps({"tags": tags}).encode())
        if kind == "manifests":
            return self._manifest(seen, repository, rest)
        return self._blob(seen, repository, rest, parse_qs(parts.query))

    def _manifest(self, seen: Seen, repository: str, reference: str) -> Answer:
        if seen.method == "PUT":
            self.manifests[repository, reference] = self.manifests[repository, digest_of(seen.body)] = seen.body
            return Answer(201, b"", {"Docker-Content-Digest": digest_of(seen.body)})
        raw = self.manifests.get((repository, reference))
        if raw is None:
            return Answer(404, b'{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}')
        if seen.method == "DELETE":
            self.manifests = {key: value for key, value in self.manifests.items() if value != raw}
            return Answer(202)
        return Answer(200, raw, {"Docker-Content-Digest": digest_of(raw)})

    def _blob(self, seen: Seen, repository: str, rest: str, query: dict[str, list[str]]) -> Answer:
        if seen.method == "POST":
            source = query.get("from", [""])[0], query.get("mount", [""])[0]
            if source in self.blobs:
                self.blobs[repository, source[1]] = self.blobs[source]
                return Answer(201)
            return Answer(202, b"", {"Location": f"/v2/{repository}/blobs/uploads/u"})
        if seen.method == "PUT":
            digest = query["digest"][0]
            if digest_of(seen.body) != digest:
                return Answer(400, b'{"errors":[{"code":"DIGEST_INVALID","message":"no"}]}')
            self.blobs[repository, digest] = seen.body
            return Answer(201)
        raw = self.blobs.get((repository, rest))
        return Answer(404) if raw is None else Answer(200, raw)
