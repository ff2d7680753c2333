"""``pydock compose bridge transformations list``."""

from __future__ import annotations

import json
from typing import Any

from tests.support.command import Runner
from tests.support.engine import FakeEngine

IMAGES: list[dict[str, Any]] = [
    {"Id": "sha256:" + "1" * 64, "RepoTags": ["h:5000/mine:2"], "Size": 1_234_567},
    {"Id": "sha256:" + "2" * 64, "RepoTags": None, "Size": 0},
]


def test_as_a_table_as_names_and_as_json(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/json", json=IMAGES)
    rows = [line.split() for line in run("compose", "bridge", "transformations", "list").stdout.splitlines()]
    assert rows == [
        ["IMAGE", "ID", "REPO", "TAGS", "SIZE"],
        ["1" * 12, "h:5000/mine", "2", "1.23MB"],
        ["2" * 12, "<none>", "<none>", "0B"],
    ]
    assert run("compose", "bridge", "transformations", "ls", "-q").stdout == f"h:5000/mine:2\nsha256:{'2' * 64}\n"
    done = run("compose", "bridge", "transformations", "list", "--format", "json")
    assert [row["Id"] for row in json.loads(done.stdout)] == [image["Id"] for image in IMAGES]
    asked = json.loads(fake.requests[0].query["filters"][0])
    assert asked == {"label": {"com.docker.compose.bridge=transformation": True}}


def test_forms_beyond_composes(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/json", json=IMAGES)
    words = ("compose", "bridge", "transformations", "list")
    done = run(*words, "--format", "csv", "--columns", "tags,size", "--sort", "size")
    assert done.stdout == "Tags,Size\n<none>,0B\n2,1.23MB\n"
    assert run(*words, "--columns", "repo").stdout == "REPO\nh:5000/mine\n<none>\n"
