"""The contexts of a build: folders to sync, archives to upload, and addresses that the engine fetches itself."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from pydock.build.buildkit.layout import Layout
from pydock.build.buildkit.options import Options
from pydock.build.buildkit.session import new_identifier
from pydock.errors import PydockError

_REMOTE = ("https://", "http://", "git://", "ssh://", "git@", "github.com/")
_SCP_LIKE = re.compile(r"^[\w.-]+@[\w.-]+:(?!//).+")
_MAGIC = (b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_PEEK = 1024


class Stream(Protocol):
    """What is read from: standard input, perhaps with its first bytes put back."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass
class Inputs:
    """``attributes`` go to the frontend; ``folders`` and ``uploads`` are served on the session.

    ``changed``: the files of folders that changed while they were sent; ``listed``: fingerprints of files by folder.
    """

    attributes: dict[str, str] = field(default_factory=dict)
    folders: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, Stream] = field(default_factory=dict)
    layouts: dict[str, Layout] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    listed: dict[str, dict[str, str]] = field(default_factory=dict)
    temporary: list[str] = field(default_factory=list)
    closing: list[Callable[[], None]] = field(default_factory=list)

    def clean(self) -> None:
        """Remove and end what was made for this build."""
        from shutil import rmtree

        while self.closing:
            self.closing.pop()()
        while self.temporary:
            rmtree(self.temporary.pop(), ignore_errors=True)

    def empty_folder(self) -> str:
        """A new temporary folder."""
        path = tempfile.mkdtemp(prefix="pydock-build")
        self.temporary.append(path)
        return path


def load(options: Options, cwd: str, stdin: Stream | None) -> Inputs:
    """Find every context of ``options``. Raises PydockError. Call :meth:`Inputs.clean` in the end."""
    inputs = Inputs()
    try:
        _main(inputs, options, cwd, stdin)
        if options.contexts:
            inputs.attributes["frontend.caps"] = "moby.buildkit.frontend.contexts+forward"
        for name, path in options.contexts.items():
            _named(inputs, name, path, cwd)
    except BaseException:
        inputs.clean()
        raise
    return inputs


def is_remote(path: str) -> bool:
    """Whether the engine fetches this context itself."""
    if path.startswith(_REMOTE):
        return True
    return bool(_SCP_LIKE.match(path))


def _main(inputs: Inputs, options: Options, cwd: str, stdin: Stream | None) -> None:
    context, dockerfile = options.context, options.dockerfile
    name = "Dockerfile"
    if context == "-":
        if dockerfile == "-":
            raise PydockError("invalid argument: can't use stdin for both build context and dockerfile")
        name = _from_stdin(inputs, stdin, dockerfile)
    elif is_remote(context):
        inputs.attributes["context"] = context
        name = dockerfile or name
        if dockerfile == "-":
            name = _dockerfile_of(inputs, _read_all(stdin))
        elif options.dockerfile_inline:
            name = _dockerfile_of(inputs, options.dockerfile_inline.encode())
    elif not context:
        raise PydockError('please specify build context (e.g. "." for the current directory)')
    else:
        folder = os.path.join(cwd, context)
        if not os.path.isdir(folder):
            raise PydockError(f'unable to prepare context: path "{context}" not found')
        inputs.folders["context"] = os.fsencode(folder)
        if options.dockerfile_inline:
            name = _dockerfile_of(inputs, options.dockerfile_inline.encode())
        elif dockerfile == "-":
            name = _dockerfile_of(inputs, _read_all(stdin))
        elif dockerfile.startswith(("http://", "https://")):
            inputs.attributes["dockerfilekey"] = "dockerfile"
            inputs.attributes["context:dockerfile"] = dockerfile
            name = os.path.basename(dockerfile) or name
        else:
            where = os.path.join(cwd, dockerfile) if dockerfile else os.path.join(folder, name)
            inputs.folders["dockerfile"] = os.fsencode(os.path.dirname(where) or "/")
            name = _spelled(os.path.dirname(where), os.path.basename(where))
    inputs.attributes["filename"] = name


def _spelled(folder: str, name: str) -> str:
    """``dockerfile`` where only that stands in the folder."""
    if name == "Dockerfile" and os.path.isdir(folder):
        names = os.listdir(folder)
        if name not in names and "dockerfile" in names:
            return "dockerfile"
    return name


def _from_stdin(inputs: Inputs, stdin: Stream | None, dockerfile: str) -> str:
    if stdin is None:
        raise PydockError("failed to get build context: standard input is not readable")
    start = stdin.read(_PEEK)
    while len(start) < _PEEK and (more := stdin.read(_PEEK - len(start))):
        start += more
    if _is_archive(start):
        identifier = new_identifier()
        inputs.uploads[identifier] = _Prefixed(start, stdin)
        inputs.attributes["context"] = f"http://buildkit-session/{identifier}"
        return dockerfile or "Dockerfile"
    if dockerfile:
        raise PydockError("ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles")
    name = _dockerfile_of(inputs, start + _read_all(stdin))
    inputs.folders["context"] = os.fsencode(inputs.empty_folder())
    return name


def _dockerfile_of(inputs: Inputs, data: bytes) -> str:
    folder = inputs.empty_folder()
    with open(os.path.join(folder, "Dockerfile"), "wb") as file:
        file.write(data)
    inputs.attributes["dockerfilekey"] = "dockerfile"
    inputs.folders["dockerfile"] = os.fsencode(folder)
    return "Dockerfile"


def _read_all(stdin: Stream | None) -> bytes:
    return stdin.read() if stdin is not None else b""


def _is_archive(start: bytes) -> bool:
    if start.startswith(_MAGIC):
        return True
    return len(start) >= 512 and start[257:262] == b"ustar"


def _named(inputs: Inputs, name: str, path: str, cwd: str) -> None:
    key = f"context:{name}"
    if path.startswith("target:"):
        raise PydockError(f"failed to find target {path.removeprefix('target:')} for context {name}")
    if path.startswith(("docker-image://", "input:")) or is_remote(path):
        inputs.attributes[key] = path
        return
    if path.startswith("oci-layout://"):
        inputs.attributes[key] = _layout(inputs, path.removeprefix("oci-layout://"), cwd)
        return
    folder = os.path.join(cwd, path)
    try:
        is_folder = os.path.isdir(folder)
        os.stat(folder)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PydockError(f"failed to get build context {name}: stat {path}: {reason}") from error
    if not is_folder:
        raise PydockError(f"failed to get build context {name}: {path}: not a directory")
    local = name if name not in ("context", "dockerfile") else f"_{name}"
    inputs.folders[local] = os.fsencode(folder)
    inputs.attributes[key] = f"local:{local}"


def _layout(inputs: Inputs, text: str, cwd: str) -> str:
    """``path[:tag][@digest]`` of an OCI layout as the attribute that names it; its blobs are served by digest."""
    rest, _, digest = text.partition("@")
    path, _, tag = rest.partition(":")
    tag = tag or "latest"
    layout = Layout(os.path.join(cwd, path))
    if not digest:
        try:
            found = layout.find(tag) or layout.only()
            if found is None:
                raise PydockError("failed to resolve digest")
        except PydockError as error:
            reason = f'oci-layout reference "oci-layout://{text}" could not be resolved: {error.message}'
            raise PydockError(reason) from error
        digest = str(found["digest"])
    store = new_identifier()
    inputs.layouts[f"oci:{store}"] = layout
    return f"oci-layout://{store}:{tag}@{digest}"


class _Prefixed:
    """A stream whose first bytes were read already."""

    def __init__(self, start: bytes, rest: Stream) -> None:
        self._start = start
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        if self._start:
            if size < 0:
                data, self._start = self._start, b""
                return data + self._rest.read()
            data, self._start = self._start[:size], self._start[size:]
            return data
        return self._rest.read(size)
