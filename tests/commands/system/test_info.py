from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine

INFO = {
    "ID": "x",
    "Containers": 2,
    "Driver": "overlay2",
    "DriverStatus": [["a", "b"]],
    "Plugins": {"Volume": ["local"], "Network": ["bridge"], "Log": ["json-file"]},
    "Swarm": {"LocalNodeState": "inactive"},
    "OSType": "linux",
    "SecurityOptions": ["name=seccomp,profile=builtin"],
    "MemTotal": 1 << 30,
    "RegistryConfig": {"IndexConfigs": {"r:5000": {"Name": "r:5000", "Secure": False}}, "InsecureRegistryCIDRs": []},
    "Warnings": ["WARNING: no swap limit"],
}


def test_text(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json=INFO)
    result = run("info")
    assert result.exit_code == 0
    assert result.stdout.startswith("Client:\n Version:    ")
    for line in (
        " Containers: 2",
        "  a: b",
        " Swarm: inactive",
        "  seccomp\n   Profile: builtin",
        "  r:5000",
        " Total Memory: 1GiB",
    ):
        assert f"{line}\n" in result.stdout
    assert result.stderr == "WARNING: no swap limit\n"


def test_formats(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json=INFO)
    assert run("info", "-f", "{{.Driver}} {{.ClientInfo.Context}}").stdout == "overlay2 default\n"
    assert run("info", "-f", "{{.Nope}}").stderr == (
        'template: :1:2: executing "" at <.Nope>: can\'t evaluate field Nope in type system.dockerInfo\n'
    )
    assert run("info", "-f", "{{.").exit_code == 64


def test_the_client_alone_needs_no_engine(run: Runner) -> None:
    dead = {"DOCKER_HOST": "unix:///nosuch.sock"}
    assert run("info", "-f", "{{.ClientInfo.Debug}}", environ=dead) == (0, "false\n", "")
    result = run("info", "-f", "{{.Driver}}", environ=dead)
    assert (result.exit_code, result.stdout) == (1, "\n")
    result = run("info", environ=dead)
    assert result.exit_code == 1
    assert result.stdout.endswith("\n\nServer:\n")
    assert result.stderr.startswith("Cannot connect to the Docker daemon")
