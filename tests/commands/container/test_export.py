from __future__ import annotations

import os

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_export(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/c1/export", body=b"tar")
    assert run("export", "c1").stdout == "tar"
    assert run("export", "-o", "out", "c1") == (0, "", "")
    assert (run.cwd / "out").read_bytes() == b"tar"


def test_refusals(run: Runner, fake: FakeEngine) -> None:
    assert run("export", "-o", ".", "c1").stderr == "failed to export container: cannot write to a directory\n"
    fake.on("GET", "/containers/c1/export", status=404, json={"message": "No such container: c1"})
    assert run("export", "-o", "out", "c1") == (1, "", "Error response from daemon: No such container: c1\n")
    assert os.listdir(run.cwd) == []
