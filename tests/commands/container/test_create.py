"""``pydock container create``: requests, the pull of a missing image, ``--cidfile``, ``--use-api-socket``."""

from __future__ import annotations

import base64
import io
import json
import tarfile

import pytest

from tests.commands.container.attached import ID
from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine

HELP = "\n\nRun 'docker create --help' for more information\n"


def _created(fake: FakeEngine, **answer: object) -> None:
    fake.on("POST", "/containers/create", status=201, json={"Id": ID, "Warnings": [], **answer})


def test_prints_the_id_and_warnings(fake: FakeEngine, run: Runner) -> None:
    _created(fake, Warnings=["careful"])
    assert run("create", "--name", "web", "--dns", "127.0.0.1", "busybox") == (
        0,
        ID + "\n",
        "WARNING: careful\nWARNING: Localhost DNS (127.0.0.1) may fail in containers.\n",
    )
    assert fake.requests[0].query == {"name": ["web"]}


def test_body(fake: FakeEngine, run: Runner) -> None:
    _created(fake)
    (run.cwd / "env").write_text("A=1\nHOST\n")
    (run.cwd / "p.json").write_text('{ "a": 1 }')
    argv = ["-e", "B=2", "--env-file", "env", "-v", "./d:/d", "-v", "/anon", "--mount", "type=bind,src=.,dst=/m"]
    argv += ["-p", "8080:80", "--expose", "9", "--rm", "--init=false", "--stop-timeout", "0", "--entrypoint", ""]
    argv += ["--security-opt", "seccomp=p.json", "--security-opt", "systempaths=unconfined", "--tmpfs", "/t:size=1"]
    argv += ["--device", "vendor.com/class=x", "--gpus", "all", "--network", "n1", "--network-alias", "a"]
    assert run("create", *argv, "busybox", "sh", "-c", "x", environ={"HOST": "v"}).exit_code == 0
    body = fake.requests[0].json
    host = body["HostConfig"]
    assert body["Env"] == ["A=1", "HOST=v", "B=2"]
    assert (body["Cmd"], body["Entrypoint"], body["StopTimeout"]) == (["sh", "-c", "x"], [""], 0)
    assert body["Volumes"] == {"/anon": {}}
    assert body["ExposedPorts"] == {"80/tcp": {}, "9/tcp": {}}
    assert host["Binds"] == [f"{run.cwd}/d:/d"]
    assert host["Mounts"] == [{"Type": "bind", "Source": str(run.cwd), "Target": "/m"}]
    assert (host["AutoRemove"], host["Init"], host["Tmpfs"]) == (True, False, {"/t": "size=1"})
    assert (host["SecurityOpt"], host["MaskedPaths"]) == (['seccomp={"a":1}'], [])
    assert [request["Driver"] for request in host["DeviceRequests"]] == ["", "cdi"]
    assert host["NetworkMode"] == "n1"
    assert body["NetworkingConfig"]["EndpointsConfig"]["n1"]["Aliases"] == ["a"]


def test_proxies_of_the_configuration(fake: FakeEngine, run: Runner) -> None:
    _created(fake)
    (run.home / ".docker").mkdir()
    (run.home / ".docker/config.json").write_text('{"proxies": {"default": {"httpProxy": "http://p:1"}}}')
    assert run("create", "-e", "http_proxy=mine", "b").exit_code == 0
    assert fake.requests[0].json["Env"] == ["http_proxy=mine", "HTTP_PROXY=http://p:1"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--pull", "x"), 'invalid pull option: \'x\': must be one of "always", "missing" or "never"'),
        (("--mac-address", "x"), "x is not a valid mac address"),
        (("--memory-swappiness", "101"), "invalid value: 101. Valid memory swappiness range is 0-100"),
        (("--restart", "always", "--rm"), "conflicting options: cannot specify both --restart and --rm"),
        (("--env-file", "none"), "open none: no such file or directory"),
        (("--env-file", "."), "invalid env file (.): read .: is a directory"),
        (("--network", ""), "no name set for network"),
        (("--network", "n", "--network", "n"), 'network "n" is specified multiple times'),
        (("--network-alias", "a"), "network-scoped aliases are only supported for user-defined networks"),
        (
            ("--network", "n", "--network", "host"),
            "conflicting options: cannot attach both user-defined and non-user-defined network-modes",
        ),
        (
            ("--network", "name=n,ip=1.1.1.1", "--ip", "1.1.1.2"),
            "conflicting options: cannot specify both --ip and per-network IPv4 address",
        ),
        (("--security-opt", "seccomp=no"), "opening seccomp profile (no) failed: open no: no such file or directory"),
    ],
)
def test_refused_before_any_request(run: Runner, argv: tuple[str, ...], message: str) -> None:
    assert run("create", *argv, "b") == (125, "", f"docker: {message}{HELP}")


def test_a_broken_profile(run: Runner) -> None:
    (run.cwd / "p.json").write_text("{not json")
    result = run("create", "--security-opt", "seccomp=p.json", "b")
    assert "(p.json) failed: invalid character 'n' looking for beginning of object key string" in result.stderr


def test_pulls_what_is_missing(fake: FakeEngine, run: Runner) -> None:
    made = Answer(status=201, json={"Id": ID, "Warnings": None})
    fake.on("POST", "/containers/create", [Answer(status=404, json={"message": "No such image: b:latest"}), made])
    fake.on("POST", "/images/create", chunks=[b'{"status":"Pulling","id":"1"}\n'])
    want = "Unable to find image 'b:latest' locally\n1: Pulling\n"
    assert run("create", "b") == (0, ID + "\n", want)
    assert fake.requests[1].query == {"fromImage": ["docker.io/library/b"], "tag": ["latest"]}


def test_pull_never(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/create", status=404, json={"message": "No such image: b:latest"})
    assert run("create", "--pull", "never", "b") == (1, "", "Error response from daemon: No such image: b:latest\n")


def test_cidfile(fake: FakeEngine, run: Runner) -> None:
    _created(fake)
    assert run("create", "--cidfile", "cid", "b").exit_code == 0
    assert (run.cwd / "cid").read_text() == ID
    again = run("create", "--cidfile", "cid", "b")
    assert again == (1, "", "container ID file found, make sure the other container isn't running or delete cid\n")


def test_cidfile_is_not_left_by_a_failure(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/create", status=409, json={"message": "taken"})
    assert run("create", "--cidfile", "cid", "b").exit_code == 1
    assert not (run.cwd / "cid").exists()
    missing = run("create", "--cidfile", "no/cid", "b").stderr
    assert missing == "failed to create the container ID file: open no/cid: no such file or directory\n"


def test_api_socket_with_logins(fake: FakeEngine, run: Runner) -> None:
    _created(fake)
    fake.on("PUT", f"/containers/{ID}/archive")
    (run.home / ".docker").mkdir()
    login = base64.b64encode(b"alice:secret").decode()
    (run.home / ".docker/config.json").write_text(json.dumps({"auths": {"r:1": {"auth": login}}}))
    assert run("create", "--use-api-socket", "b").exit_code == 0
    body = fake.requests[0].json
    assert body["Env"] == ["DOCKER_CONFIG=/run/secrets/docker"]
    assert body["HostConfig"]["Mounts"][0]["Source"] == fake.path
    with tarfile.open(fileobj=io.BytesIO(fake.requests[1].body)) as archive:
        names = archive.getnames()
    assert names == ["/run/secrets/docker/config.json"]


def test_flags_of_windows(fake: FakeEngine, run: Runner) -> None:
    want = '"--cpu-count" is only supported on a Docker daemon running on windows, '
    want += "but the Docker daemon is running on linux\n"
    assert run("create", "--cpu-count", "1", "b") == (1, "", want)
