from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine

CREATE = "/images/create"


def test_from_a_file(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "root.tar").write_bytes(b"tar")
    fake.on("POST", CREATE, chunks=[b'{"status":"sha256:1"}\n'])
    argv = ("import", "-c", "ENV A=1", "-m", "hello", "--platform", "linux/ARM64", "root.tar", "name:tag", "ignored")
    assert run(*argv) == (0, "sha256:1\n", "")
    assert fake.requests[0].body == b"tar"
    assert fake.requests[0].query == {
        "changes": ["ENV A=1"],
        "fromSrc": ["-"],
        "message": ["hello"],
        "platform": ["linux/arm64"],
        "repo": ["name:tag"],
    }


def test_from_standard_input_and_urls(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", CREATE, chunks=[b'{"status":"sha256:1"}\n'])
    run("import", "-", stdin=b"tar")
    run("import", "http://host/x.tar")
    assert [(r.query["fromSrc"], r.body) for r in fake.requests] == [(["-"], b"tar"), (["http://host/x.tar"], b"")]


def test_refusals(run: Runner) -> None:
    (run.cwd / "root.tar").write_bytes(b"tar")
    assert run("import", "nosuch").stderr == "open nosuch: no such file or directory\n"
    assert run("import", "root.tar", "UPPER").stderr == (
        "invalid reference format: repository name (library/UPPER) must be lowercase\n"
    )
