"""No way of looking at pydock shows a secret: a table of commands that hold one, each seen in every way."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pydock.config.contextstore import Context, ContextStore
from pydock.engine.connection import Connection
from tests.support.command import Result, Runner
from tests.support.credhelper import install_helper
from tests.support.engine import FakeEngine

PASSWORD, IDENTITY, HELPED, FROM_ENVIRONMENT = "pw-hunter2-a", "identity-hunter2-b", "helper-hunter2-c", "env-hunter2-d"
KEY, HELD, UNLOCK, JOIN = "tls-hunter2-e", "held-hunter2-f", "SWMKEY-1-hunter2-g", "SWMTKN-1-hunter2-h"
VARIABLE, PROXY, HEADER = "variable-hunter2-i", "proxy-hunter2-j", "header-hunter2-k"
TYPED = "typed-hunter2-l"
SECRETS = (PASSWORD, IDENTITY, HELPED, FROM_ENVIRONMENT, KEY, HELD, UNLOCK, JOIN, VARIABLE, PROXY, HEADER, TYPED)
_REFUSING = (
    ("POST", "/auth"),
    ("POST", "/images/create"),
    ("POST", "/images/r.example/x/push"),
    ("POST", "/images/t.example/x/push"),
    ("POST", "/images/h.example/x/push"),
    ("GET", "/images/search"),
    ("POST", "/build"),
    ("POST", "/secrets/create"),
    ("POST", "/configs/create"),
    ("POST", "/swarm/join"),
    ("POST", "/swarm/unlock"),
    ("POST", "/containers/create"),
    ("POST", "/services/create"),
    ("GET", "/plugins/privileges"),
    ("GET", "/containers/json"),
    ("GET", "/version"),
)


class Line(NamedTuple):
    """A command that has one of the secrets at hand."""

    argv: list[str]
    stdin: str = ""
    environ: dict[str, str] = {}  # noqa: RUF012 - never changed


LINES = {
    "login typed": Line(["login", "-u", "alice", "--password-stdin", "r.example"], TYPED),
    "login stored": Line(["login", "r.example"]),
    "login helper": Line(["login", "-u", "alice", "--password-stdin", "h.example"], TYPED),
    "with-login": Line(["with-login", "-u", "alice", "--password-stdin", "r.example", "true"], TYPED),
    "pull password": Line(["pull", "r.example/x:1"]),
    "pull identity": Line(["pull", "t.example/x:1"]),
    "pull helper": Line(["pull", "h.example/x:1"]),
    "pull environment": Line(["pull", "e.example/x:1"]),
    "push password": Line(["push", "r.example/x:1"]),
    "push identity": Line(["push", "t.example/x:1"]),
    "push helper": Line(["push", "h.example/x:1"]),
    "search": Line(["search", "r.example/x"]),
    "create": Line(["create", "-e", f"API_TOKEN={VARIABLE}", "r.example/x:1"]),
    "run": Line(["run", "--result-file", "result.json", "-e", f"API_TOKEN={VARIABLE}", "r.example/x:1"]),
    "run env-file": Line(["run", "--env-file", "variables", "r.example/x:1"]),
    "build": Line(["build", "--build-arg", f"API_TOKEN={VARIABLE}", "."], environ={"DOCKER_BUILDKIT": "0"}),
    "secret": Line(["secret", "create", "s", "held"]),
    "secret stdin": Line(["secret", "create", "s", "-"], HELD),
    "service": Line(["service", "create", "-d", "--with-registry-auth", "-e", f"A_SECRET={VARIABLE}", "t.example/x:1"]),
    "plugin": Line(["plugin", "install", "r.example/x:1"]),
    "swarm join": Line(["swarm", "join", "--token", JOIN, "127.0.0.1:2377"]),
    "swarm unlock": Line(["swarm", "unlock"], UNLOCK),
    "compose config": Line(["compose", "-f", "broken.yaml", "config"]),
    "compose up": Line(["compose", "up", "-d"]),
    "doctor": Line(["doctor", "--bundle", "bundle.json", "--registry", "r.example"]),
    "doctor json": Line(["doctor", "--format", "json", "--bundle", "bundle.json"]),
    "tls": Line(["--context", "far", "ps"]),
    "info": Line(["system", "events", "--since", "x"]),
    "config": Line(["context", "inspect", "far"]),
}


def _plain(run: Runner, line: Line, flags: list[str]) -> Result:
    return run(*flags, *line.argv, stdin=line.stdin.encode(), environ=line.environ)


def _batch(run: Runner, line: Line, _: list[str]) -> Result:
    words = json.dumps({"args": line.argv, "env": line.environ, "id": 1}) + "\n"
    return run("batch", "--continue", "--format", "json", stdin=words.encode())


def _crash(run: Runner, line: Line, flags: list[str]) -> Result:
    def fail(self: Connection, *arguments: object, **more: object) -> None:
        raise RuntimeError("an exception that nobody foresaw")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "open", fail)
        patch.setattr(Connection, "upgrade", fail)
        return _plain(run, line, flags)


WAYS: dict[str, tuple[Callable[[Runner, Line, list[str]], Result], list[str]]] = {
    "plain": (_plain, []),
    "log": (_plain, ["--log-level", "debug"]),
    "debug": (_plain, ["--debug"]),
    "log and debug": (_plain, ["--log-level", "debug", "--debug"]),
    "explain": (_plain, ["--explain"]),
    "retry": (_plain, ["--retry", "1"]),
    "batch": (_batch, []),
    "crash": (_crash, []),
    "crash debug": (_crash, ["--debug"]),
}


@pytest.fixture
def planted(run: Runner, fake: FakeEngine, tmp_path: Path) -> set[Path]:
    """A home with every kind of secret in it; the files that hold them."""
    for method, path in _REFUSING:
        fake.may(method, path, status=500, json={"message": "refused"})
    fake.may("GET", "/info", json={"Swarm": {"LocalNodeState": "locked"}})
    for path in ("/images/r.example/x/json", "/distribution/t.example/x:1/json", "/containers/explained-not-sent/json"):
        fake.may("GET", path, status=500, json={"message": "refused"})
    config = run.home / ".docker"
    auths = {"r.example": {"auth": _coded(PASSWORD)}, "t.example": {"auth": _coded(""), "identitytoken": IDENTITY}}
    proxies = {"default": {"httpProxy": f"http://user:{PROXY}@p.example:1"}}
    document = {
        "auths": auths,
        "credHelpers": {"h.example": "box"},
        "proxies": proxies,
        "HttpHeaders": {"X-Key": HEADER},
    }
    environ = install_helper(tmp_path, "box")
    run.environ.update({**environ, "HOME": str(run.home)})
    run.environ["DOCKER_AUTH_CONFIG"] = json.dumps({"auths": {"e.example": {"auth": _coded(FROM_ENVIRONMENT)}}})
    run.environ["COMPOSE_API_TOKEN"] = VARIABLE
    Path(environ["BOX_SAFE"]).write_text(
        json.dumps({"h.example": {"ServerURL": "h.example", "Username": "alice", "Secret": HELPED}})
    )
    store = ContextStore(str(config))
    store.save(Context("far", {}, {"docker": {"Host": "tcp://127.0.0.1:1"}}))
    pem = f"-----BEGIN PRIVATE KEY-----\n{base64.b64encode(KEY.encode()).decode()}\n-----END PRIVATE KEY-----\n"
    store.replace_tls("far", "docker", {"key.pem": pem.encode(), "cert.pem": b"x", "ca.pem": b"x"})
    (config / "config.json").write_text(json.dumps(document))
    (config / "config.json").chmod(0o600)
    (run.cwd / "held").write_text(HELD)
    (run.cwd / "variables").write_text(f"API_TOKEN={VARIABLE}\n")
    (run.cwd / "Dockerfile").write_text("FROM r.example/x\n")
    service = f"services: {{a: {{image: 'r.example/x', environment: {{API_TOKEN: {VARIABLE}}}, env_file: variables"
    (run.cwd / "compose.yaml").write_text(service + "}}\nsecrets: {s: {environment: COMPOSE_API_TOKEN}}\n")
    (run.cwd / "broken.yaml").write_text(service + ", ports: [nonsense]}}\nsecrets: {s: {file: held}}\n")
    return {path for path in tmp_path.rglob("*") if path.is_file()}


def _coded(password: str) -> str:
    return base64.b64encode(f"alice:{password}".encode()).decode()


def _forms(secret: str) -> list[str]:
    """A secret as it is, in base64 with and without an account, in a header, in hexadecimal digits."""
    plain = base64.b64encode(secret.encode()).decode()
    fields = {"username": "alice", "password": secret, "serveraddress": "r.example"}
    header = base64.urlsafe_b64encode(json.dumps(fields, separators=(",", ":")).encode()).decode()
    return [secret, plain, _coded(secret), header, secret.encode().hex()]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", LINES)
def test_nothing_secret_is_shown_or_left(run: Runner, planted: set[Path], tmp_path: Path, name: str, way: str) -> None:
    show, flags = WAYS[way]
    result = show(run, LINES[name], flags)
    written = {path for path in tmp_path.rglob("*") if path.is_file() and path not in planted}
    seen = {"stdout": result.stdout, "stderr": result.stderr}
    seen |= {str(path): path.read_text(errors="replace") for path in written if path.name not in _KEPT}
    if way == "crash" and name in ("pull password", "secret"):
        assert [path for path in written if path.name.startswith("crash-")]
    for place, text in seen.items():
        shown = [form for secret in SECRETS for form in _forms(secret) if form in text]
        assert not shown, f"{shown} in {place}: {text}"


_KEPT = {"safe.json"}
"""What the helper keeps is its own."""


def test_the_secrets_are_there_to_be_shown(run: Runner, planted: set[Path], fake: FakeEngine) -> None:
    """The table would be worth nothing if the commands did not hold the secrets: the engine gets them."""
    sent = {
        "pull password": PASSWORD,
        "pull identity": IDENTITY,
        "pull helper": HELPED,
        "pull environment": FROM_ENVIRONMENT,
    }
    for name, secret in sent.items():
        _plain(run, LINES[name], [])
        header = fake.of("POST", "/images/create")[-1].headers["x-registry-auth"]
        assert secret in base64.urlsafe_b64decode(header).decode()
    _plain(run, LINES["secret"], [])
    assert fake.of("POST", "/secrets/create")[-1].json["Data"] == base64.b64encode(HELD.encode()).decode()
    _plain(run, LINES["swarm unlock"], [])
    assert fake.of("POST", "/swarm/unlock")[-1].json == {"UnlockKey": UNLOCK}
    assert os.environ.get("DOCKER_AUTH_CONFIG") is None
