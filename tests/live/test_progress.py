"""The progress of builds by BuildKit in CI and as JSON, on real engines."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.support.live import LiveEngine

DOCKERFILE = """\
FROM busybox AS one
RUN for i in 1 2 3; do echo same; sleep 0.3; done
FROM busybox AS two
RUN for i in 1 2 3; do echo other; sleep 0.3; done
FROM busybox
COPY --from=one /etc/passwd /one
COPY --from=two /etc/passwd /two
"""


@pytest.fixture
def folder(live: LiveEngine, tmp_path: Path) -> Path:
    if live.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    (tmp_path / "compose.yaml").write_text("name: told\nservices:\n  a: {build: ., image: 'told:a'}\n")
    return tmp_path


@pytest.mark.parametrize("argv", [("build", "--no-cache", "."), ("compose", "build", "--no-cache")])
def test_ci_names_each_step_once(live: LiveEngine, folder: Path, argv: tuple[str, ...]) -> None:
    done = live.pydock(*argv, cwd=folder, environ={"CI": "true"})
    assert done.exit_code == 0, done
    lines = (done.stdout + done.stderr).splitlines()
    steps = [line for line in lines if re.match(r"#\d+ (\[|exporting to image)", line)]
    assert len(steps) >= 7 and set(Counter(steps).values()) == {1}
    assert not [line for line in lines if line.endswith(" ...")]
    ends = Counter(line.split()[0] for line in lines if re.match(r"#\d+ (DONE|CACHED)", line))
    assert set(ends.values()) == {1}, "\n".join(lines)
    assert len([line for line in lines if line.endswith(" same")]) == 3


@pytest.mark.parametrize("argv", [("build", "--no-cache", "."), ("compose", "build", "--no-cache")])
def test_json_is_an_object_a_line(live: LiveEngine, folder: Path, argv: tuple[str, ...]) -> None:
    done = live.pydock("--progress", "json", *argv, cwd=folder)
    assert (done.exit_code, done.stdout) == (0, ""), done
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    steps = {event["id"]: event["status"] for event in events if event["id"].startswith("sha256:")}
    runs = [name for name, status in steps.items() if "RUN" in status]
    assert len(runs) == 2
    for name in runs:
        states = [event["state"] for event in events if event["id"] == name]
        assert states[-1] == "done" and "working" in states
    assert "".join(event.get("detail", "") for event in events if event["id"] in runs).count("same") == 3
