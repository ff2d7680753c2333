from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.config.contextarchive import export_context
from pydock.config.contextstore import ContextStore
from tests.support.command import Runner


def test_from_a_file_and_from_standard_input(run: Runner, store: ContextStore, add: Callable[..., Any]) -> None:
    add("c1", Description="d")
    raw = export_context(store, "c1")
    (run.cwd / "c1.tar").write_bytes(raw)
    assert run("context", "import", "c2", "c1.tar") == (0, "c2\n", 'Successfully imported context "c2"\n')
    assert run("context", "import", "c3", "-", stdin=raw).exit_code == 0
    assert store.load("c2").description == store.load("c3").description == "d"
    assert run("context", "import", "c2", "c1.tar").stderr == 'context "c2" already exists\n'


def test_faults(run: Runner) -> None:
    assert run("context", "import", "c1", "nosuch").stderr == "open nosuch: no such file or directory\n"
    assert run("context", "import", "c1", "-", stdin=b"").stderr == "invalid context: no metadata found\n"
    assert run("context", "import", "c1", "-", stdin=b"x" * (11 << 20)).stderr == "read exceeds the defined limit\n"
