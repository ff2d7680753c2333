from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from pydock.config.contextstore import ContextStore
from tests.support.command import Runner


def test_a_new_context(run: Runner, store: ContextStore) -> None:
    result = run("context", "create", "c1", "--docker", "host=tcp://h:1", "--description", "d", "--protected")
    assert result == (0, "c1\n", 'Successfully created context "c1"\n')
    context = store.load("c1")
    assert context.endpoints == {"docker": {"Host": "tcp://h:1", "SkipTLSVerify": False}}
    assert context.metadata == {"Description": "d", "protected": True}


def test_a_copy_of_the_one_in_use_or_of_another(run: Runner, store: ContextStore, add: Callable[..., Any]) -> None:
    assert run("context", "create", "c1").exit_code == 0
    assert store.load("c1").metadata == {"Description": "Current DOCKER_HOST based configuration"}
    add("src", "tcp://s:1", Description="d", Other=1)
    store.replace_tls("src", "docker", {"ca.pem": b"x"})
    assert run("context", "create", "c2", "--from", "src", "--description", "new").exit_code == 0
    assert store.load("c2").metadata == {"Description": "new", "Other": 1}
    assert store.read_tls("c2") == {"docker": {"ca.pem": b"x"}}
    assert run("context", "create", "c3", "--docker", "from=src,host=ignored").exit_code == 0
    assert store.load("c3").host == "tcp://s:1"
    assert store.read_tls("c3") == {}


@pytest.mark.parametrize(
    ("docker", "message"),
    [
        ("bogus=1", "unrecognized config key: bogus"),
        ("host=foo", "unable to apply docker endpoint options: unable to parse docker host `foo`"),
        ("host=tcp://h:x", 'invalid docker endpoint options: parse "tcp://h:x": invalid port ":x" after host'),
        ("host=npipe:////./pipe/x", "unable to apply docker endpoint options: protocol not available"),
        ("host=tcp://h,ca=/nosuch", "open /nosuch: no such file or directory"),
        ("host=tcp://h,skip-tls-verify=maybe", 'skip-tls-verify: parsing "maybe": invalid syntax'),
        ("from=nosuch", 'context "nosuch": context not found: open '),
    ],
)
def test_bad_endpoints(run: Runner, store: ContextStore, docker: str, message: str) -> None:
    result = run("context", "create", "c1", "--docker", docker)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"unable to create docker endpoint config: {message}")
    assert not store.exists("c1")


def test_bad_names_and_combinations(run: Runner, add: Callable[..., Any]) -> None:
    add("c1")
    assert run("context", "create", "").stderr == "context name cannot be empty\n"
    assert run("context", "create", "c1").stderr == 'context "c1" already exists\n'
    result = run("context", "create", "c2", "--from", "c1", "--docker", "host=tcp://h")
    assert result.stderr == "cannot use --docker flag when --from is set\n"
    assert run("context", "create", "c2", "--docker", "host").exit_code == 125


def test_certificates_are_checked_before_they_are_stored(run: Runner, store: ContextStore) -> None:
    for name in ("a", "b"):
        subject = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", "2"]
        files = ["-keyout", str(run.cwd / f"{name}.key"), "-out", str(run.cwd / f"{name}.crt")]
        subprocess.run(["openssl", "req", *subject, *files], check=True, capture_output=True)

    def create(name: str, ca: str, cert: str, key: str) -> tuple[int, str]:
        docker = f"host=tcp://h:1,ca={run.cwd / ca},cert={run.cwd / cert},key={run.cwd / key}"
        result = run("context", "create", name, "--docker", docker)
        return result.exit_code, result.stderr

    assert create("good", "a.crt", "a.crt", "a.key")[0] == 0
    assert store.tls_paths("good") == {"docker": ["ca.pem", "cert.pem", "key.pem"]}
    assert "ca.pem seems invalid" in create("c1", "a.key", "a.crt", "a.key")[1]
    assert "private key does not match public key" in create("c1", "a.crt", "a.crt", "b.key")[1]
    (run.cwd / "junk").write_text("junk")
    assert "no valid private key found" in create("c1", "a.crt", "a.crt", "junk")[1]
    (run.cwd / "locked").write_text("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
    assert "private key is encrypted" in create("c1", "a.crt", "a.crt", "locked")[1]
    assert not store.exists("c1")
