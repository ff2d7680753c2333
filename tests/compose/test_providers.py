"""Services of other programs: what they are told, and what is made of their answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

TEXT = """\
name: shop
services:
  db: {provider: {type: %s, options: {kind: sql, size: ["1", "2"]}}}
"""
PROGRAM = """\
#!/bin/sh
echo "$@" >>"$CALLS"
case "$2" in metadata) echo '%s'; exit;; esac
%s
"""


class Provider:
    """A provider ``maker`` on the PATH of a project, and what it was called with."""

    def __init__(self, run: Runner, fake: FakeEngine) -> None:
        self.run = run
        self.folder: Path = run.cwd
        for path in ("/networks", "/volumes", "/containers/json"):
            fake.may("GET", path, json={"Volumes": []} if path == "/volumes" else [])

    def __call__(self, *argv: str, script: str = "", metadata: str = "", kind: str = "maker") -> tuple[int, str]:
        program = self.folder / "bin" / "maker"
        program.parent.mkdir(exist_ok=True)
        program.write_text(PROGRAM % (metadata, script))
        program.chmod(0o755)
        (self.folder / "compose.yaml").write_text(TEXT % kind)
        environ = {"PATH": f"{program.parent}:/usr/bin:/bin", "CALLS": str(self.folder / "calls")}
        done = self.run("compose", *argv, environ=environ)
        return done.exit_code, done.stderr

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()


@pytest.fixture
def provider(run: Runner, fake: FakeEngine) -> Provider:
    return Provider(run, fake)


def _say(*messages: str) -> str:
    return "\n".join(f"printf '%s\\n' '{message}'" for message in messages)


def test_up_and_down(provider: Provider) -> None:
    script = _say('{"type":"info","message":"half way"}', '{"type":"debug","message":"x"}')
    assert provider("up", "-d", script=script) == (0, " db  Creating\n db  half way\n db  Created\n")
    assert provider("down", script="echo noise >&2") == (0, " db  Removing\n db  Removed\n")
    assert provider.calls == [
        "compose metadata",
        "compose --project-name=shop up --kind=sql --size=1 --size=2 db",
        "compose metadata",
        "compose --project-name=shop down --kind=sql --size=1 --size=2 db",
    ]


def test_only_options_that_the_program_takes(provider: Provider) -> None:
    metadata = '{"description":"d","up":{"parameters":[{"name":"kind","required":true}]}}'
    assert provider("up", "-d", metadata=metadata)[0] == 0
    assert provider.calls[-1] == "compose --project-name=shop up --kind=sql db"
    missing = metadata.replace('"kind"', '"region"')
    told = 'required parameter "region" is missing from provider "maker" definition\n'
    assert provider("up", "-d", metadata=missing) == (1, told)


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (_say('{"type":"error","message":"no quota"}'), " db  no quota\nno quota\n"),
        ("exit 3", " db  exit status 3\nfailed to create service provider: exit status 3\n"),
        (_say('{"type":"odd"}'), "invalid response from plugin: odd\n"),
        (_say('{"type":"setenv","message":"x"}'), "invalid response from plugin: x\n"),
        (_say("hello"), "invalid response from plugin: hello\n"),
    ],
)
def test_what_goes_wrong(provider: Provider, script: str, told: str) -> None:
    assert provider("up", "-d", script=script) == (1, f" db  Creating\n{told}")


def test_no_such_program(provider: Provider) -> None:
    assert provider("up", "-d", kind="nosuch") == (1, 'exec: "nosuch": executable file not found in $PATH\n')
    assert provider("up", "-d", kind="compose") == (1, "'compose' is not a valid provider type\n")


def test_a_dry_run_runs_nothing(provider: Provider) -> None:
    code, told = provider("--dry-run", "up", "-d")
    assert (code, told) == (0, " DRY-RUN MODE -  db  Creating\n DRY-RUN MODE -  db  Created\n")
    assert provider.calls == ["compose metadata"]


def test_models_need_their_plugin(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text("services: {a: {image: x, models: [m]}}\nmodels: {m: {model: ai/x}}\n")
    done = run("compose", "up", "-d")
    assert (done.exit_code, done.stderr) == (1, "'models' support requires Docker Model plugin\n")
