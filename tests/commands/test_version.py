from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine

VERSION = {
    "Platform": {"Name": ""},
    "Version": "20.10.5",
    "ApiVersion": "1.41",
    "MinAPIVersion": "1.12",
    "GitCommit": "abc",
    "GoVersion": "go1.15",
    "Os": "linux",
    "Arch": "amd64",
    "BuildTime": "2026-09-05T11:02:57.000000000+00:00",
}


def test_text_of_an_engine_without_components(run: Runner, fake: FakeEngine) -> None:
    fake.ping = {**fake.ping, "Api-Version": "1.41"}
    fake.on("GET", "/version", json=VERSION)
    stdout = run("version").stdout
    assert " API version:       1.41 (downgraded from 1.50)\n" in stdout
    assert (
        "\nServer:\n Engine:\n  Version:          20.10.5\n  API version:      1.41 (minimum version 1.12)\n" in stdout
    )
    assert "  Built:            Sat Sep  5 11:02:57 2026\n" in stdout


def test_formats(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/version", json=VERSION)
    assert run("version", "-f", "{{.Server.Version}} {{.Client.Os}}").stdout == "20.10.5 linux\n"
    result = run("version", "-f", "{{.Bogus}}")
    assert (result.exit_code, result.stdout) == (1, "\n")
    assert run("version", "-f", "{{.").exit_code == 64


def test_without_an_engine_the_client_is_still_shown(run: Runner) -> None:
    result = run("version", environ={"DOCKER_HOST": "unix:///nosuch.sock"})
    assert result.exit_code == 1
    assert result.stdout.startswith("Client:\n Version:")
    assert "Server" not in result.stdout
