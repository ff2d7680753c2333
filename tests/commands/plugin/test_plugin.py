"""The commands on engine plugins."""

from __future__ import annotations

import io
import tarfile

from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine

PRIVILEGES = [{"Name": "capabilities", "Description": "", "Value": ["CAP_SYS_ADMIN"]}]
NAME = {"Docker-Plugin-Name": "localhost:5000/p:latest"}
PULLED = Answer(headers=NAME, chunks=[b'{"status":"Pulling","id":"latest"}\n'])


def test_install_asks_before_it_grants(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/plugins/privileges", json=PRIVILEGES)
    result = run("plugin", "install", "localhost:5000/p", stdin=b"n\n")
    assert result.exit_code == 1
    assert result.stdout == (
        'Plugin "localhost:5000/p" is requesting the following privileges:\n - capabilities: [CAP_SYS_ADMIN]\n'
        "Do you grant the above permissions? [y/N] "
    )
    assert result.stderr == "permission denied while installing plugin localhost:5000/p\n"


def test_install_sets_and_enables(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/plugins/privileges", json=PRIVILEGES)
    fake.on("POST", "/plugins/pull", PULLED)
    fake.on("POST", "/plugins/localhost:5000/p:latest/set", status=204)
    fake.on("POST", "/plugins/localhost:5000/p:latest/enable")
    result = run("plugin", "install", "--grant-all-permissions", "localhost:5000/p", "A=1")
    assert result.stdout == "latest: Pulling\nInstalled plugin localhost:5000/p\n"
    assert fake.requests[1].json == PRIVILEGES
    assert fake.requests[2].json == ["A=1"]


def test_a_plugin_that_refuses_its_settings_is_not_kept(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/plugins/privileges", json=[])
    fake.on("POST", "/plugins/pull", PULLED)
    fake.on("POST", "/plugins/x:latest/set", status=400, json={"message": "no such setting"})
    fake.on("DELETE", "/plugins/x:latest")
    result = run("plugin", "install", "--alias", "x", "localhost:5000/p", "A=1")
    assert (result.exit_code, result.stderr) == (1, "Error response from daemon: no such setting\n")


def test_an_image_is_no_plugin(run: Runner, fake: FakeEngine) -> None:
    message = 'encountered remote "application/x" (image) when fetching'
    fake.on("GET", "/plugins/privileges", status=400, json={"message": message})
    assert run("plugin", "install", "x").stderr.endswith(' - Use "docker image pull"\n')


def test_upgrade(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/plugins/p/json", json={"Name": "p:latest", "Enabled": False, "PluginReference": "docker.io/a/p:1"})
    fake.on("GET", "/plugins/privileges", json=[])
    fake.on("POST", "/plugins/p:latest/upgrade", chunks=[b""])
    result = run("plugin", "upgrade", "p", "a/p:2", stdin=b"y\n")
    assert result.stdout.startswith("Upgrading plugin p:latest from a/p:1 to a/p:2\nPlugin images do not match")
    assert result.stdout.endswith("Upgraded plugin p:latest to a/p:2\n")
    assert run("plugin", "upgrade", "p", "a/p:2").stderr == "plugin upgrade has been canceled\n"
    fake.on("GET", "/plugins/p/json", json={"Name": "p", "Enabled": True, "PluginReference": "x"})
    assert run("plugin", "upgrade", "p").stderr == "the plugin must be disabled before upgrading\n"
    fake.on("GET", "/plugins/p/json", status=404, json={"message": "gone"})
    assert run("plugin", "upgrade", "p").stderr == "error reading plugin data: Error response from daemon: gone\n"


def test_create_sends_the_folder(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/plugins/create", status=204)
    folder = run.cwd / "p"
    assert run("plugin", "create", "me/p", "p").stderr == f"lstat {folder}: no such file or directory\n"
    (folder / "rootfs").mkdir(parents=True)
    assert run("plugin", "create", "me/p", "p").stderr == f"open {folder}/config.json: no such file or directory\n"
    (folder / "config.json").write_text("{}")
    assert run("plugin", "create", "me/p", "p").stdout == "me/p\n"
    with tarfile.open(fileobj=io.BytesIO(fake.requests[0].body)) as archive:
        assert archive.getnames() == ["config.json", "rootfs"]


def test_small_ones(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/plugins/p/enable")
    fake.on("POST", "/plugins/p/disable")
    fake.on("DELETE", "/plugins/p")
    fake.on("POST", "/plugins/p/set", status=204)
    assert run("plugin", "enable", "--timeout", "5", "p").stdout == "p\n"
    assert run("plugin", "enable", "--timeout", "-1", "p").stderr == "negative timeout -1 is invalid\n"
    assert run("plugin", "disable", "-f", "p").stdout == "p\n"
    assert run("plugin", "rm", "-f", "p").stdout == "p\n"
    assert run("plugin", "set", "p", "A=1", "B=2") == (0, "", "")
    assert [request.query for request in fake.requests[:3]] == [{"timeout": ["5"]}, {"force": ["1"]}, {"force": ["1"]}]


def test_push(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/plugins/localhost:5000/p:latest/push", chunks=[b'{"status":"Pushed"}\n'])
    assert run("plugin", "push", "localhost:5000/p").stdout == "Pushed\n"
    assert run("plugin", "push", "localhost:5000/p@sha256:" + "0" * 64).stderr.startswith("invalid name: ")
