"""The files that flags of ``run``, ``create`` and ``exec`` name, read in the command's folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping


class _Directory(ValueError):
    """The file is a folder."""


class Files:
    """Reads env files, label files and seccomp profiles. ValueError in Docker's words where one is no good."""

    def __init__(self, cwd: str, environ: Mapping[str, str]) -> None:
        self.cwd = cwd
        self._environ = environ

    def lines(self, names: Iterable[str], texts: Iterable[str], *, lookup: bool = False) -> list[str]:
        """The ``KEY=VALUE`` lines of the files, then ``texts``. ``lookup``: a bare key takes its value from outside."""
        names = list(names)
        if not names:
            return list(texts)
        from pydock.values.env import read_files

        return read_files(names, texts, self._read_lines, self._environ.get if lookup else None)

    def seccomp_profile(self, name: str) -> str:
        """The compact JSON of a profile."""
        try:
            data = self._read(name)
        except ValueError as error:
            raise ValueError(f"opening seccomp profile ({name}) failed: {error}") from None
        from pydock.values.compact import compact_json

        try:
            return compact_json(data)
        except ValueError:
            from pydock.config.gojson import explain

            fault = explain(data) or "invalid character after top-level value"
            fault = fault.replace("unexpected EOF", "unexpected end of JSON input")
            raise ValueError(f"compacting json for seccomp profile ({name}) failed: {fault}") from None

    def _read_lines(self, name: str) -> bytes:
        try:
            return self._read(name)
        except _Directory as error:
            raise ValueError(f"invalid env file ({name}): {error}") from None

    def _read(self, name: str) -> bytes:
        if not name:
            raise ValueError("open : no such file or directory")
        try:
            with open(os.path.join(self.cwd, name), "rb") as file:
                return file.read()
        except IsADirectoryError:
            raise _Directory(f"read {name}: is a directory") from None
        except OSError as error:
            raise ValueError(f"open {name}: {(error.strerror or str(error)).lower()}") from None
