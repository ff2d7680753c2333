"""A registry on a port whose one image never comes whole: ``python -m tests.support.stalled PORT``.

It answers every manifest with an image of one layer, and stops in the middle of that.
"""

from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pydock.registry.manifests import DOCKER_CONFIG, DOCKER_MANIFEST, digest_of

_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
_CONFIG = json.dumps({"os": "linux", "architecture": "amd64", "rootfs": {"type": "layers", "diff_ids": []}}).encode()
_SIZE = 1 << 30
_DESCRIPTORS = {
    "config": {"mediaType": DOCKER_CONFIG, "size": len(_CONFIG), "digest": digest_of(_CONFIG)},
    "layers": [{"mediaType": _LAYER, "size": _SIZE, "digest": digest_of(b"")}],
}
_MANIFEST = json.dumps({"schemaVersion": 2, "mediaType": DOCKER_MANIFEST, **_DESCRIPTORS}).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(b"", DOCKER_MANIFEST, len(_MANIFEST))

    def do_GET(self) -> None:
        if "/manifests/" in self.path:
            self._answer(_MANIFEST, DOCKER_MANIFEST, len(_MANIFEST))
        elif self.path.endswith(digest_of(_CONFIG)):
            self._answer(_CONFIG, "application/octet-stream", len(_CONFIG))
        elif "/blobs/" in self.path:
            self._answer(bytes(1 << 20), "application/octet-stream", _SIZE)
            threading.Event().wait()
        else:
            self._answer(b"{}", "application/json", 2)

    def _answer(self, body: bytes, kind: str, size: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.send_header("Docker-Content-Digest", digest_of(_MANIFEST))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), _Handler).serve_forever()
