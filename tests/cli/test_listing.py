"""The flags of lists."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_hints_are_for_people(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks", json=[{"Id": "1", "Name": "n"}])
    result = run("network", "ls", "--format", "{{.Nmae}}")
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1


def test_config_is_not_asked_when_quiet_asks_for_less(run: Runner, fake: FakeEngine) -> None:
    (run.home / ".docker").mkdir()
    (run.home / ".docker" / "config.json").write_text('{"networksFormat": "<{{.Name}}>"}')
    fake.on("GET", "/networks", json=[{"Id": "1", "Name": "n"}])
    assert run("network", "ls").stdout == "<n>\n"
    assert run("network", "ls", "-q").stdout == "1\n"


def test_unknown_columns(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks", json=[])
    result = run("network", "ls", "--columns", "name,nope")
    assert (result.exit_code, result.stderr.startswith("unknown column 'nope': this list has ")) == (1, True)
