"""TLS for real: registries whose certificate is refused, and an engine that serves TLS itself and asks for ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.conftest import without
from tests.support.live import GUARD, LiveEngine, Result, Unavailable, available

_DOCKERD = """\
#!/bin/sh
exec {program} "$@" --host tcp://0.0.0.0:2376 --tlsverify --tlscacert {folder}/ca.pem \
--tlscert {folder}/server.pem --tlskey {folder}/server-key.pem
"""
_SPEAKS = "import socket; socket.create_connection(('127.0.0.1', {port}))"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pairs NAME.pem and NAME-key.pem of an authority (ca) and of what it and another one (foreign) signed."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ca", "foreign"):
        _openssl(folder, f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -keyout {name}-key.pem", name)
    _sign(folder, "server", "localhost")
    _sign(folder, "expired", "localhost", days=0)  # as soon as the second is over
    _sign(folder, "elsewhere", "elsewhere.example")
    _sign(folder, "client", "client")
    _sign(folder, "stranger", "client", authority="foreign")
    return folder


def _sign(folder: Path, name: str, host: str, *, days: int = 2, authority: str = "ca") -> None:
    more = f"-subj /CN={host} -addext subjectAltName=DNS:{host}" + (",IP:127.0.0.1" if host == "localhost" else "")
    request = f"{name}-request"
    _openssl(folder, f"req -newkey rsa:2048 -nodes {more} -keyout {name}-key.pem", request)
    signing = f"-CA {authority}.pem -CAkey {authority}-key.pem -CAcreateserial -copy_extensions copy"
    _openssl(folder, f"x509 -req -in {request}.pem {signing} -days {days}", name)


def _openssl(folder: Path, arguments: str, name: str) -> None:
    command = ["openssl", *arguments.split(), "-out", f"{name}.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def engine(keys: Path) -> Iterator[LiveEngine]:
    """An engine that listens on TLS too, for clients with a certificate of the authority."""
    try:
        kind, path = available()[0]
        program = shutil.which("dockerd", path=path)
        script = keys / "dockerd"
        script.write_text(_DOCKERD.format(program=program, folder=keys))
        script.chmod(0o755)
        engine = LiveEngine(kind, f"{keys}:{path}")
    except Unavailable as reason:
        without(reason)
    yield engine
    engine.stop()


def _tls(engine: LiveEngine, keys: Path, pair: str, *, ca: str = "ca", host: str = "127.0.0.1") -> Result:
    files = ["--tlscacert", f"{keys}/{ca}.pem", "--tlscert", f"{keys}/{pair}.pem", "--tlskey", f"{keys}/{pair}-key.pem"]
    return engine.pydock("-H", f"tcp://{host}:2376", "--tlsverify", *files, "ps", "-q", environ={"DOCKER_HOST": ""})


def test_an_engine_that_serves_tls(engine: LiveEngine, keys: Path) -> None:
    assert _tls(engine, keys, "client") == (0, "", "")
    assert _tls(engine, keys, "client", host="localhost").exit_code == 0
    variables = {"DOCKER_HOST": "tcp://127.0.0.1:2376", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(keys)}
    for source, name in (("client.pem", "cert.pem"), ("client-key.pem", "key.pem")):
        shutil.copy(keys / source, keys / name)
    ran = engine.pydock("run", "--rm", "-i", *engine.run_flags, "busybox", "cat", stdin=b"by TLS", environ=variables)
    assert ran == (0, "by TLS", "")


def test_whom_the_engine_refuses_and_whom_we_do(engine: LiveEngine, keys: Path) -> None:
    for pair in ("stranger", "expired"):
        refused = _tls(engine, keys, pair)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "remote error: tls: " in refused.stderr
    unknown = _tls(engine, keys, "client", ca="foreign")
    assert unknown.exit_code == 1
    assert f"certificate signed by unknown authority (not that of {keys}/foreign.pem)" in unknown.stderr
    elsewhere = _tls(engine, keys, "client", host="127.0.0.2")
    assert elsewhere.exit_code == 1
    assert "x509: certificate is not valid for 127.0.0.2" in elsewhere.stderr
    mixed = engine.pydock(
        "-H", "tcp://127.0.0.1:2376", "--tlsverify", f"--tlscacert={keys}/ca.pem", f"--tlscert={keys}/client.pem",
        f"--tlskey={keys}/server-key.pem", "ps", environ={"DOCKER_HOST": ""},
    )
    assert mixed.exit_code == 1
    assert f"{keys}/client.pem" in mixed.stderr


@pytest.fixture(scope="module")
def registries(engine: LiveEngine, keys: Path) -> dict[str, str]:
    """Addresses of registries that show the certificates server, expired and elsewhere."""
    program = shutil.which("docker-registry", path="/usr/bin:/usr/local/bin")
    if program is None:
        without(Unavailable("docker-registry is not installed"))
    addresses = {}
    for port, name in enumerate(("server", "expired", "elsewhere"), start=5031):
        config = keys / f"{name}.yml"
        config.write_text(
            f"version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {keys}/{name}}}}}\n"
            f"http: {{addr: '127.0.0.1:{port}', tls: {{certificate: {keys}/{name}.pem, key: {keys}/{name}-key.pem}}}}\n"
        )
        process = engine.spawn([program, "serve", str(config)], keys / f"{name}.log")
        probe = [sys.executable, "-c", _SPEAKS.format(port=port)]
        deadline = time.monotonic() + GUARD
        while subprocess.run(engine.inside(probe), capture_output=True, check=False).returncode:
            assert process.poll() is None, (keys / f"{name}.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        addresses[name] = f"localhost:{port}"
    return addresses


def _trust(engine: LiveEngine, address: str, authority: Path) -> Path:
    folder = engine.home / ".config" / "docker" / "certs.d" / address
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(authority, folder / "ca.crt"))


def test_registries_with_certificates(engine: LiveEngine, keys: Path, registries: dict[str, str]) -> None:
    good = registries["server"]
    unknown = engine.pydock("registry", "ls", good)
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "tls: the certificate is signed by an unknown authority" in unknown.stderr
    assert f"certs.d/{good}/ca.crt" in unknown.stderr
    path = _trust(engine, good, keys / "foreign.pem")
    assert str(path) in engine.pydock("registry", "ls", good).stderr
    _trust(engine, good, keys / "ca.pem")
    assert engine.pydock("registry", "ls", good) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("expired", "tls: the certificate has expired"),
        ("elsewhere", "tls: the certificate is for another host name"),
    ],
)
def test_registries_with_bad_certificates(
    engine: LiveEngine, keys: Path, registries: dict[str, str], name: str, reason: str
) -> None:
    path = _trust(engine, registries[name], keys / "ca.pem")
    result = engine.pydock("registry", "ls", registries[name])
    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr
    assert str(path) in result.stderr
