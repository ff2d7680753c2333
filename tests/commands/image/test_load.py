from __future__ import annotations

import sys

from tests.support.command import Runner
from tests.support.engine import FakeEngine
from tests.support.terminal import Terminal


def test_from_standard_input(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/load", json={"stream": "Loaded image: a\n"})
    assert run("load", stdin=b"tar").stdout == "Loaded image: a\n"
    assert (fake.requests[0].body, fake.requests[0].query) == (b"tar", {"quiet": ["1"]})
    assert fake.requests[0].headers["content-type"] == "application/x-tar"


def test_from_a_file(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "in.tar").write_bytes(b"tar")
    fake.on("POST", "/images/load", body=b"plain text", headers={"Content-Type": "text/plain"})
    assert run("load", "-i", "in.tar", "--platform", "linux/amd64").stdout == "plain text"
    assert fake.requests[0].query["platform"] == ['{"architecture":"amd64","os":"linux"}']


def test_refusals(run: Runner) -> None:
    assert run("load", "-i", "nosuch").stderr == "open nosuch: no such file or directory\n"
    assert run("load", "-i", "-").stderr == "open -: no such file or directory\n"
    assert run("load", "--platform", "a/b/c/d").stderr.startswith('invalid platform: "a/b/c/d"')


def test_a_terminal_is_no_archive() -> None:
    with Terminal([sys.executable, "-m", "pydock", "load"]) as terminal:
        terminal.expect(b"requested load from stdin, but stdin is empty")
        assert terminal.wait() == 1
