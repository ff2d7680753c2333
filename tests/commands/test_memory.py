"""Archives of two gigabytes go through in constant memory, in both directions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.engine import FakeEngine

SIZE = 2 << 30
LIMIT = 100 << 20
"""Bytes of address space that the command may take."""
_PIECE = bytes(1 << 20)

pytestmark = pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")


def _limited(fake: FakeEngine, *argv: str, stdin: Path | None = None) -> None:
    command = ["prlimit", f"--as={LIMIT}", sys.executable, "-m", "pydock", *argv]
    with open(stdin or os.devnull, "rb") as source, open(os.devnull, "wb") as sink:
        environ = {**os.environ, "DOCKER_HOST": fake.host}
        subprocess.run(command, env=environ, stdin=source, stdout=sink, check=True)


def _archive() -> Iterator[bytes]:
    return (_PIECE for _ in range(SIZE // len(_PIECE)))


@pytest.mark.parametrize(
    ("argv", "path"),
    [(("save", "-o", "{out}", "one"), "/images/get"), (("export", "c1"), "/containers/c1/export")],
    ids=["save", "export"],
)
def test_down(fake: FakeEngine, tmp_path: Path, argv: tuple[str, ...], path: str) -> None:
    fake.on("GET", path, chunks=_archive())
    out = tmp_path / "out.tar"
    _limited(fake, *[word.format(out=out) for word in argv])
    if "-o" in argv:
        assert out.stat().st_size == SIZE
        out.unlink()


@pytest.mark.parametrize(
    ("argv", "path"),
    [(("load", "-i", "{file}"), "/images/load"), (("import", "-"), "/images/create")],
    ids=["load", "import"],
)
def test_up(fake: FakeEngine, tmp_path: Path, argv: tuple[str, ...], path: str) -> None:
    file = tmp_path / "in.tar"
    with open(file, "wb") as sparse:
        sparse.truncate(SIZE)
    fake.on("POST", path, discard=True, json={"stream": "done"})
    _limited(fake, *[word.format(file=file) for word in argv], stdin=None if "{file}" in argv else file)
