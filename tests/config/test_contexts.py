from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.config.contexts import TLSFlags, context_name, resolve_endpoint
from pydock.config.contextstore import Context, ContextStore
from pydock.config.file import ConfigFile
from pydock.engine.transport.endpoint import TLSMaterial
from pydock.errors import ConfigError

PREFIX = "Failed to initialize: unable to resolve docker endpoint: "


@pytest.fixture
def config(tmp_path: Path) -> ConfigFile:
    (tmp_path / "config.json").write_text(json.dumps({"currentContext": "cur"}))
    store = ContextStore(str(tmp_path))
    for name in ("cur", "env", "flag"):
        store.save(Context(name, {}, {"docker": {"Host": f"tcp://{name}:1", "SkipTLSVerify": False}}))
    return ConfigFile(str(tmp_path))


def test_the_order_of_the_rules(config: ConfigFile) -> None:
    environ = {"DOCKER_HOST": "tcp://envhost:1", "DOCKER_CONTEXT": "env"}
    assert resolve_endpoint(["tcp://h:1"], None, environ, config)[:2] == ("default", "tcp://h:1")
    assert resolve_endpoint([], "flag", environ, config)[:2] == ("flag", "tcp://flag:1")
    assert resolve_endpoint([], None, environ, config)[:2] == ("default", "tcp://envhost:1")
    assert resolve_endpoint([], None, {"DOCKER_CONTEXT": "env"}, config)[:2] == ("env", "tcp://env:1")
    assert resolve_endpoint([], None, {"DOCKER_HOST": ""}, config)[:2] == ("cur", "tcp://cur:1")
    assert context_name([], None, {}, config) == ("cur", "currentContext")


def test_only_the_plain_default_counts_as_not_configured(tmp_path: Path) -> None:
    config = ConfigFile(str(tmp_path))
    endpoint = resolve_endpoint([], None, {}, config)
    assert endpoint == ("default", "unix:///var/run/docker.sock", None, False, "default", False, "")
    assert resolve_endpoint([""], None, {}, config).configured
    assert resolve_endpoint([], "default", {}, config).configured
    assert resolve_endpoint([], None, {"DOCKER_HOST": "unix:///x"}, config).configured


def test_conflicts_and_faults_have_dockers_words(config: ConfigFile, tmp_path: Path) -> None:
    def message(hosts: list[str], context: str | None) -> str:
        with pytest.raises(ConfigError) as caught:
            resolve_endpoint(hosts, context, {}, config)
        return str(caught.value)

    assert message(["x"], "flag") == "conflicting options: cannot specify both --host and --context"
    assert message(["unix:///a", "unix:///a"], None) == PREFIX + "Specify only one -H"
    assert message(["bogus://"], None) == PREFIX + "invalid bind address format: bogus://"
    path = ContextStore(str(tmp_path)).meta_path("gone")
    assert message([], "gone") == (f'{PREFIX}context "gone": context not found: open {path}: no such file or directory')


def test_a_context_without_an_engine(config: ConfigFile, tmp_path: Path) -> None:
    ContextStore(str(tmp_path)).save(Context("empty", {}, {}))
    with pytest.raises(ConfigError, match="cannot find docker endpoint in context"):
        resolve_endpoint([], "empty", {}, config)


def test_a_protected_context_is_marked(config: ConfigFile, tmp_path: Path) -> None:
    ContextStore(str(tmp_path)).save(Context("prod", {"protected": True}, {"docker": {"Host": "tcp://p:1"}}))
    assert resolve_endpoint([], "prod", {}, config).protected
    assert not resolve_endpoint([], "cur", {}, config).protected


def test_an_ssh_master_may_stay_when_the_configuration_says_so(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"plugins": {"pydock": {"sshPersist": "10m"}}}))
    config = ConfigFile(str(tmp_path))
    assert resolve_endpoint(["ssh://h"], None, {}, config).ssh_persist == "10m"
    assert resolve_endpoint(["tcp://h"], None, {}, config).ssh_persist == ""


def test_tls_from_environment(tmp_path: Path) -> None:
    certs = tmp_path / "certs"
    certs.mkdir()
    for name in ("ca.pem", "cert.pem", "key.pem"):
        (certs / name).write_text("x")
    config = ConfigFile(str(tmp_path))
    environ = {"DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(certs)}
    endpoint = resolve_endpoint([], None, environ, config)
    assert endpoint.host == "tcp://localhost:2376"
    assert endpoint.configured
    paths = [str(certs / name) for name in ("ca.pem", "cert.pem", "key.pem")]
    assert endpoint.tls == TLSMaterial(paths[0], paths[1], paths[2], skip_verify=False)


@pytest.mark.parametrize(
    ("flags", "skip"),
    [(TLSFlags(tls=True), True), (TLSFlags(verify=False), True), (TLSFlags(verify=True), False)],
)
def test_tls_flags(tmp_path: Path, flags: TLSFlags, skip: bool) -> None:
    (tmp_path / "ca.pem").write_text("x")
    endpoint = resolve_endpoint(["tcp://h:1"], None, {}, ConfigFile(str(tmp_path)), flags)
    assert endpoint.tls == TLSMaterial(str(tmp_path / "ca.pem"), None, None, skip)


def test_a_missing_tls_file_is_named(tmp_path: Path) -> None:
    config = ConfigFile(str(tmp_path))
    with pytest.raises(ConfigError) as caught:
        resolve_endpoint(["tcp://h:1"], None, {}, config, TLSFlags(tls=True))
    assert str(caught.value) == f"{PREFIX}open {tmp_path}/ca.pem: no such file or directory"
    flags = TLSFlags(tls=True, ca="", cert="'/no such/cert'")
    with pytest.raises(ConfigError) as caught:
        resolve_endpoint(["tcp://h:1"], None, {}, config, flags)
    assert str(caught.value) == f"{PREFIX}open /no such/cert: no such file or directory"


def test_tls_of_a_stored_context(config: ConfigFile, tmp_path: Path) -> None:
    store = ContextStore(str(tmp_path))
    store.replace_tls("cur", "docker", {"ca.pem": b"a", "key.pem": b"k"})
    folder = f"{store.tls_directory('cur')}/docker"
    assert resolve_endpoint([], None, {}, config).tls == TLSMaterial(f"{folder}/ca.pem", None, f"{folder}/key.pem")
