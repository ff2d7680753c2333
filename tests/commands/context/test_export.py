from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable
from typing import Any

from pydock.config.contextstore import ContextStore
from tests.support.command import Runner


def test_the_archive_is_dockers_and_private(run: Runner, store: ContextStore, add: Callable[..., Any]) -> None:
    add("c1")
    store.replace_tls("c1", "docker", {"key.pem": b"k"})
    assert run("context", "export", "c1").stderr == 'Written file "c1.dockercontext"\n'
    path = run.cwd / "c1.dockercontext"
    assert os.stat(path).st_mode & 0o777 == 0o600
    with tarfile.open(path) as archive:
        assert archive.getnames() == ["meta.json", "tls", "tls/docker", "tls/docker/key.pem"]
    assert run("context", "export", "c1").stderr == "open c1.dockercontext: file exists\n"


def test_a_name_that_none_can_have(run: Runner) -> None:
    assert run("context", "export", "a").stderr.startswith('context name "a" is invalid, names are validated against')


def test_to_standard_output(run: Runner) -> None:
    result = run("context", "export", "default", "-")
    with tarfile.open(fileobj=io.BytesIO(result.stdout.encode("utf-8", "surrogateescape"))) as archive:
        assert archive.getnames() == ["meta.json", "tls"]
    assert result.stderr == ""
