"""``container ls``."""

from __future__ import annotations

import json

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

ROWS = [
    {"Id": "1" * 64, "Names": ["/web"], "Image": "busybox", "Command": "sh", "Created": 0, "Status": "Up", "SizeRw": 5},
]


def query(fake: FakeEngine) -> dict[str, list[str]]:
    return fake.requests[-1].query


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ([], {}),
        (["-a"], {"all": ["1"]}),
        (["-l"], {"limit": ["1"]}),
        (["-n", "3"], {"limit": ["3"]}),
        (["-s"], {"size": ["1"]}),
        (["--format", "{{.Size}}"], {"size": ["1"]}),
        (["--format", "{{json .}}"], {"size": ["1"]}),
        (["--size=false", "--format", "{{.Size}}"], {}),
        (["-q", "--format", "{{.Size}}"], {}),
        (["--format", "json"], {}),
        (["-f", "label=a", "-f", "name=x"], {"filters": ['{"label":{"a":true},"name":{"x":true}}']}),
    ],
)
def test_what_is_asked(words: list[str], sent: dict[str, list[str]], run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=ROWS)
    assert run("ps", *words).exit_code == 0
    assert query(fake) == sent


def test_size_is_a_column_of_custom_tables_too(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=ROWS)
    assert run("ps", "-s", "--format", "table {{.Names}}").stdout == "NAMES     SIZE\nweb       5B\n"


def test_quiet_beats_a_format_with_a_warning(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=ROWS)
    result = run("ps", "-q", "--format", "{{.Names}}")
    assert result.stdout == "1" * 12 + "\n"
    assert result.stderr == "WARNING: Ignoring custom format, because both --format and --quiet are set.\n"


def test_bad_templates_are_refused_before_the_engine_is_asked(run: Runner, fake: FakeEngine) -> None:
    assert run("ps", "--format", "{{").stderr == "failed to parse template: template: :1: unclosed action\n"
    assert run("ps", "--format", "{{.X}}").exit_code == 1
    assert not [request for request in fake.requests if request.path == "/containers/json"]


def test_the_format_of_the_configuration(run: Runner, fake: FakeEngine) -> None:
    (run.home / ".docker").mkdir()
    (run.home / ".docker" / "config.json").write_text(json.dumps({"psFormat": "{{.Names}}"}))
    fake.on("GET", "/containers/json", json=ROWS)
    assert run("ps").stdout == "web\n"
    assert run("ps", "--format", "{{.Image}}").stdout == "busybox\n"


def test_documents_and_columns(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=ROWS)
    assert json.loads(run("ps", "--format", "json-array", "--columns", "names,image").stdout) == [
        {"Names": "web", "Image": "busybox"}
    ]
    assert run("ps", "--format", "csv", "--columns", "names", "--sort", "names").stdout == "Names\nweb\n"
