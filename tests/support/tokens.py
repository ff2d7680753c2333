"""A registry that works with tokens, and the server that gives them to alice: both in the engine's network.

As a program, with PORT and FOLDER for arguments: cert.pem and key.pem are in FOLDER; each request is
written to FOLDER/asked as a line of JSON.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from tests.support.live import LiveEngine

_ACCOUNT = "Basic " + base64.b64encode(b"alice:secret").decode()
_PORT = 5010


class TokenRegistry:
    """``address`` is what image names begin with."""

    def __init__(self, engine: LiveEngine) -> None:
        from tests.support.live import start_registry, start_server

        realm = f"http://localhost:{_PORT + 1}/token"
        lines = [f"auth: {{token: {{realm: '{realm}', service: test, issuer: test,"]
        lines += [f"  rootcertbundle: {engine.folder}/cert.pem}}}}"]
        self._folder = engine.folder
        server = [sys.executable, __file__, str(_PORT + 1), str(engine.folder)]
        start_server(engine, server, engine.folder / "tokens.log", _PORT + 1)
        start_registry(engine, _PORT, lines)
        self.address = f"localhost:{_PORT}"

    def asked(self) -> list[dict[str, Any]]:
        """What the token server was asked, in order: user, scopes, agent."""
        path = self._folder / "asked"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


class _Handler(BaseHTTPRequestHandler):
    folder: Path

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        scopes = [scope for text in query.get("scope", []) for scope in text.split()]
        known = self.headers.get("Authorization") == _ACCOUNT
        agent = self.headers.get("User-Agent", "").partition("/")[0]
        with (self.folder / "asked").open("a") as log:
            log.write(json.dumps({"known": known, "scopes": scopes, "agent": agent}) + "\n")
        body = json.dumps({"token": _token(self.folder, scopes if known else []), "expires_in": 300}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Only GET, which every client can."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_error(405)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _token(folder: Path, scopes: list[str]) -> str:
    """A JWT that allows ``scopes``, signed with the key that the registry trusts."""
    now = int(time.time())
    access = []
    for scope in scopes:
        kind, name, actions = scope.split(":", 2)
        access.append({"type": kind, "name": name, "actions": actions.split(",")})
    claims = {"iss": "test", "sub": "alice", "aud": "test", "exp": now + 300, "nbf": now - 9, "iat": now, "jti": "1"}
    certificate = "".join((folder / "cert.pem").read_text().splitlines()[1:-1])
    text = _part({"typ": "JWT", "alg": "RS256", "x5c": [certificate]}) + b"." + _part({**claims, "access": access})
    command = ["openssl", "dgst", "-sha256", "-sign", str(folder / "key.pem")]
    signature = subprocess.run(command, input=text, capture_output=True, check=True).stdout
    return (text + b"." + _encoded(signature)).decode()


def _part(value: object) -> bytes:
    return _encoded(json.dumps(value).encode())


def _encoded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


if __name__ == "__main__":
    _Handler.folder = Path(sys.argv[2])
    HTTPServer(("127.0.0.1", int(sys.argv[1])), _Handler).serve_forever()
