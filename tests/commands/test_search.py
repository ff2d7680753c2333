from __future__ import annotations

import base64
import json

from tests.support.command import Runner
from tests.support.engine import FakeEngine

FOUND = [
    {"name": "alpine", "description": "a\n" + "long " * 12, "star_count": 7, "is_official": True},
    {"name": "x/y", "description": "", "star_count": 0, "is_official": False},
]


def test_the_table(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/search", json=FOUND)
    result = run("search", "--limit", "5", "-f", "stars=3", "reg:5/alpine")
    assert result.stdout == (
        "NAME      DESCRIPTION                                     STARS     OFFICIAL\n"
        "alpine    a long long long long long long long long lo…   7         [OK]\n"
        "x/y                                                       0         \n"
    )
    request = fake.requests[-1]
    assert request.query == {"term": ["reg:5/alpine"], "limit": ["5"], "filters": ['{"stars":{"3":true}}']}
    assert base64.b64decode(request.headers["x-registry-auth"]) == b"{}"


def test_whole_rows_have_words_for_truth(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/search", json=FOUND)
    result = run("search", "--format", "json", "--no-trunc", "alpine")
    first = json.loads(result.stdout.splitlines()[0])
    assert (first["IsOfficial"], first["StarCount"]) == ("true", "7")
    assert run("search", "--format", "{{.Name}} {{.IsOfficial}}", "a").stdout == "alpine [OK]\nx/y \n"


def test_a_filter_of_old_is_warned_of(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/search", json=[])
    assert 'the "is-automated" filter is deprecated' in run("search", "-f", "is-automated=true", "x").stderr
