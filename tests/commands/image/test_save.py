from __future__ import annotations

import os
import sys

from tests.support.command import Runner
from tests.support.engine import CUT, FakeEngine
from tests.support.terminal import Terminal


def test_to_standard_output(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/get", chunks=[b"tar", b"\xff\0"])
    assert run("save", "a", "b").stdout.encode("utf-8", "surrogateescape") == b"tar\xff\0"
    assert fake.requests[0].query == {"names": ["a", "b"]}


def test_to_a_file(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/get", body=b"tar")
    assert run("save", "-o", "out.tar", "a") == (0, "", "")
    assert (run.cwd / "out.tar").read_bytes() == b"tar"


def test_an_engine_that_breaks_off_leaves_the_old_file(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "out.tar").write_text("old")
    fake.on("GET", "/images/get", chunks=[b"half", CUT])
    assert run("save", "-o", "out.tar", "a") == (1, "", "unexpected EOF\n")
    assert (run.cwd / "out.tar").read_text() == "old"
    assert os.listdir(run.cwd) == ["out.tar"]


def test_refusals(run: Runner) -> None:
    assert run("save", "-o", "no/out.tar", "a").stderr == (
        "failed to save image: invalid output path: stat no: no such file or directory\n"
    )
    assert run("save", "--platform", "a/b/c/d", "-o", "o", "a").stderr == (
        'invalid platform: "a/b/c/d": cannot parse platform specifier: invalid argument\n'
    )


def test_a_terminal_is_spared() -> None:
    with Terminal([sys.executable, "-m", "pydock", "save", "a"]) as terminal:
        terminal.expect(b"cowardly refusing to save to a terminal. Use the -o flag or redirect")
        assert terminal.wait() == 1
