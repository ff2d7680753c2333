"""Projects made of text, for tests of the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydock.compose.model.load import Request, load
from pydock.compose.model.project import Project


def request(
    folder: Path | str, text: str | None = None, environ: Mapping[str, str] | None = None, **options: Any
) -> Request:
    """A request for the project in ``folder``, or of ``text`` as standard input. A warning fails the test."""

    def fail(message: str) -> None:
        raise AssertionError(message)

    if text is not None:
        options.setdefault("files", ["-"])
    warn = options.pop("warn", fail)
    return Request(str(folder), {"HOME": "/h", **(environ or {})}, warn, lambda: (text or "").encode(), **options)


def project(text: str, folder: str = "/proj", environ: Mapping[str, str] | None = None, **options: Any) -> Project:
    """The project that ``text`` describes."""
    return load(request(folder, text, environ, **{"project_name": "p", **options}))
