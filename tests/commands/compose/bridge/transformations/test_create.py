"""``pydock compose bridge transformations create``."""

from __future__ import annotations

import base64
import io
import json
import tarfile

from tests.support.command import Runner
from tests.support.engine import FakeEngine

DOCKERFILE = "FROM {}\nCOPY templates /templates\nLABEL com.docker.compose.bridge=transformation\n"


def _templates(fake: FakeEngine) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        folder = tarfile.TarInfo("templates")
        folder.type, folder.mode = tarfile.DIRTYPE, 0o755
        archive.addfile(folder)
        entry = tarfile.TarInfo("templates/service.tmpl")
        entry.size = 5
        archive.addfile(entry, io.BytesIO(b"text\n"))
    about = {"name": "templates", "size": 0, "mode": 1 << 31 | 0o755, "mtime": "2024-01-01T00:00:00Z", "linkTarget": ""}
    headers = {"X-Docker-Container-Path-Stat": base64.b64encode(json.dumps(about).encode()).decode()}
    fake.on("POST", "/containers/create", status=201, json={"Id": "t1"})
    fake.may("HEAD", "/containers/t1/archive", headers=headers)
    fake.on("GET", "/containers/t1/archive", headers=headers, chunks=[stream.getvalue()])
    fake.on("DELETE", "/containers/t1", status=204)


def test_the_templates_of_an_image_and_a_dockerfile(run: Runner, fake: FakeEngine) -> None:
    _templates(fake)
    assert run("compose", "bridge", "transformations", "create", "--from", "one", "mine") == (0, "", "")
    assert (run.cwd / "mine" / "templates" / "service.tmpl").read_text() == "text\n"
    assert (run.cwd / "mine" / "Dockerfile").read_text() == DOCKERFILE.format("one")
    assert fake.of("POST", "/containers/create")[0].json == {"Image": "one"}


def test_a_folder_that_is_there_is_left_alone(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "mine").mkdir()
    done = run("compose", "bridge", "transformations", "create", "mine")
    assert done == (1, "", "output folder mine already exists\n")
    assert fake.requests == []


def test_dry_run_makes_nothing(run: Runner, fake: FakeEngine) -> None:
    assert run("compose", "bridge", "transformations", "--dry-run", "create", "mine") == (0, "", "")
    assert not (run.cwd / "mine").exists()
