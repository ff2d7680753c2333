"""TLS for real: registries whose certificate is refused, and an engine that serves TLS itself and asks for ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live.conftest import choices, without
from tests.support.live import GUARD, LiveEngine, Result, Unavailable

_DOCKERD = """\
#!/bin/sh
exec {program} "$@" --host tcp://0.0.0.0:2376 --tlsverify --tlscacert {folder}/ca.pem \
--tlscert {folder}/{pair}.pem --tlskey {folder}/{pair}-key.pem
"""
_PEOPLE = {"DOCKER_HOST": "", "CI": "true"}
"""The log of a CI job is read by people, who are told more than scripts."""
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


@contextmanager
def _serving(keys: Path, kind: str, path: str, pair: str) -> Iterator[LiveEngine]:
    """An engine that listens on TLS too, shows ``pair`` and takes clients with a certificate of the authority."""
    program = shutil.which("dockerd", path=path)
    folder = keys / f"{pair}-{abs(hash(path))}"
    folder.mkdir()
    script = folder / "dockerd"
    script.write_text(_DOCKERD.format(program=program, folder=keys, pair=pair))
    script.chmod(0o755)
    try:
        engine = LiveEngine(kind, f"{folder}:{path}")
    except Unavailable as reason:
        without(reason)
    try:
        yield engine
    finally:
        engine.stop()


@pytest.fixture(scope="module", params=choices(), ids=lambda choice: choice[0])
def choice(request: pytest.FixtureRequest) -> tuple[str, str]:
    if request.param[0] == "none":
        without(Unavailable(request.param[1]))
    found: tuple[str, str] = request.param
    return found


@pytest.fixture(scope="module")
def engine(keys: Path, choice: tuple[str, str]) -> Iterator[LiveEngine]:
    """An engine whose own certificate is good."""
    with _serving(keys, *choice, "server") as engine:
        yield engine


def _tls(engine: LiveEngine, keys: Path, pair: str, *, ca: str = "ca", host: str = "127.0.0.1") -> Result:
    files = ["--tlscacert", f"{keys}/{ca}.pem", "--tlscert", f"{keys}/{pair}.pem", "--tlskey", f"{keys}/{pair}-key.pem"]
    return engine.pydock("-H", f"tcp://{host}:2376", "--tlsverify", *files, "ps", "-q", environ=_PEOPLE)


def test_an_engine_that_serves_tls(engine: LiveEngine, keys: Path) -> None:
    assert _tls(engine, keys, "client") == (0, "", "")
    assert _tls(engine, keys, "client", host="localhost").exit_code == 0
    variables = {"DOCKER_HOST": "tcp://127.0.0.1:2376", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(keys)}
    for source, name in (("client.pem", "cert.pem"), ("client-key.pem", "key.pem")):
        shutil.copy(keys / source, keys / name)
    ran = engine.pydock("run", "--rm", "-i", *engine.run_flags, "busybox", "cat", stdin=b"by TLS", environ=variables)
    assert ran == (0, "by TLS", "")


@pytest.mark.parametrize(
    ("pair", "hint"),
    [
        ("stranger", "The engine does not accept {keys}/stranger.pem"),
        ("expired", "{keys}/expired.pem expired on "),
    ],
)
def test_whom_the_engine_refuses(engine: LiveEngine, keys: Path, pair: str, hint: str) -> None:
    refused = _tls(engine, keys, pair)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "remote error: tls: " in refused.stderr
    assert hint.format(keys=keys) in refused.stderr


def test_no_certificate_where_one_is_asked_for(engine: LiveEngine, keys: Path) -> None:
    argv = ["-H", "tcp://127.0.0.1:2376", "--tlsverify", f"--tlscacert={keys}/ca.pem", "ps"]
    told = engine.pydock(*argv, environ=_PEOPLE)
    assert told.exit_code == 1
    assert "The engine wants to be shown a certificate: give --tlscert and --tlskey" in told.stderr


def test_whom_we_refuse(engine: LiveEngine, keys: Path) -> None:
    unknown = _tls(engine, keys, "client", ca="foreign")
    assert unknown.exit_code == 1
    assert f"certificate signed by unknown authority (not that of {keys}/foreign.pem)" in unknown.stderr
    elsewhere = _tls(engine, keys, "client", host="127.0.0.2")
    assert elsewhere.exit_code == 1
    assert "x509: certificate is not valid for 127.0.0.2\n" in elsewhere.stderr
    assert "The certificate of tcp://127.0.0.2:2376 has other names" in elsewhere.stderr


def test_a_key_of_another_certificate(engine: LiveEngine, keys: Path) -> None:
    files = [f"--tlscacert={keys}/ca.pem", f"--tlscert={keys}/client.pem", f"--tlskey={keys}/server-key.pem"]
    mixed = engine.pydock("-H", "tcp://127.0.0.1:2376", "--tlsverify", *files, "ps", environ=_PEOPLE)
    assert mixed.exit_code == 1
    assert "tls: private key does not match public key" in mixed.stderr
    assert f"{keys}/server-key.pem is not the key of {keys}/client.pem." in mixed.stderr


@pytest.mark.parametrize(
    ("pair", "reason", "hint"),
    [
        ("expired", "certificate has expired or is not yet valid", "certificate of tcp://localhost:2376 itself"),
        ("elsewhere", "certificate is not valid for localhost", "certificate of tcp://localhost:2376 has other names"),
    ],
)
def test_an_engine_whose_certificate_is_bad(
    keys: Path, choice: tuple[str, str], pair: str, reason: str, hint: str
) -> None:
    with _serving(keys, *choice, pair) as engine:
        told = _tls(engine, keys, "client", host="localhost")
        assert (told.exit_code, told.stdout) == (1, "")
        assert f"x509: {reason}\n" in told.stderr
        assert hint in told.stderr
        (shown,) = [found for found in _doctor(engine, keys, "client") if found["subject"].startswith("certificate of")]
        assert shown["message"].startswith("expired " if pair == "expired" else "expires in 2 days")


def test_doctor_tells_when_certificates_end(engine: LiveEngine, keys: Path) -> None:
    found = {finding["subject"]: finding for finding in _doctor(engine, keys, "expired")}
    assert found[f"{keys}/expired.pem"]["message"] == "expired 0 days ago"
    assert found[f"{keys}/ca.pem"]["message"] == "expires in 2 days"
    assert found["certificate of tcp://localhost:2376"]["message"] == "expires in 2 days"
    assert found["connection"]["remedy"].startswith(f"{keys}/expired.pem expired on ")


def _doctor(engine: LiveEngine, keys: Path, pair: str) -> list[dict[str, str]]:
    files = ["--tlscacert", f"{keys}/ca.pem", "--tlscert", f"{keys}/{pair}.pem", "--tlskey", f"{keys}/{pair}-key.pem"]
    argv = ["-H", "tcp://localhost:2376", "--tlsverify", *files, "doctor", "--format", "json"]
    found: list[dict[str, str]] = json.loads(engine.pydock(*argv, environ={"DOCKER_HOST": ""}).stdout)
    return found


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
