"""Bake definitions from elsewhere: the files of a git repository, or one file behind an http address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from pydock.cli.app import App
from pydock.errors import PydockError

_MOST = 2 << 20
_PROTOCOLS = ("target:", "docker-image:", "oci-layout:", "cwd://", "input:")


class Remote(NamedTuple):
    """``folder``: where the repository's files are for now; empty for a single file, whose ``data`` are here."""

    url: str
    folder: str
    data: bytes


@contextmanager
def fetched(app: App, url: str) -> Iterator[Remote]:
    """What ``url`` names, until the end of the block. Raises PydockError."""
    from tempfile import TemporaryDirectory

    from pydock.build import git

    if not git.is_git(url):
        yield Remote(url, "", _file(url))
        return
    with TemporaryDirectory(prefix="pydock-bake") as folder:
        yield Remote(url, git.clone(url, folder, app.environ), b"")


def place(target: dict[str, Any], url: str) -> None:
    """Make a target's contexts those of the repository ``url``; ``cwd://`` stays here."""
    target["context"] = _placed(target.get("context") or ".", url)
    contexts = target.get("contexts") or {}
    for name, path in contexts.items():
        contexts[name] = _placed(path, url)


def _placed(path: str, url: str) -> str:
    from pydock.build.buildkit.inputs import is_remote

    if is_remote(path) or path.startswith(_PROTOCOLS):
        return path
    inside = os.path.normpath(path)
    if inside == ".":
        return url
    remote, _, fragment = url.partition("#")
    ref, _, folder = fragment.partition(":")
    return f"{remote}#{ref}:{os.path.normpath(os.path.join(folder, inside))}"


class _Quiet:
    """A download's progress that nobody sees."""

    def write(self, data: bytes | str) -> None:
        """Nothing is shown."""

    def flush(self) -> None:
        """Nothing waits."""


def _file(url: str) -> bytes:
    from pydock.build.remote import download

    data = bytearray()
    for piece in download(url, _Quiet()):
        data += piece
        if len(data) > _MOST:
            raise PydockError(f'non-archive URL "{url}" bigger than maximum bake definition size')
    return bytes(data)
