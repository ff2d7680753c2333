"""Environment files: ``.env``, ``--env-file`` and a service's ``env_file``, with their quotes and interpolation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pydock.compose.model.interpolate import Invalid, Missing, substitute
from pydock.errors import ConfigError

Lookup = Callable[[str], "str | None"]
Warn = Callable[[str], None]

_EXPORT = re.compile(r"export\s+")
_KEY_CHARS = re.compile(r"[\w.\-\[\]]*\Z")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", "'": "'", '"': '"'}


class _Reader:
    def __init__(self, text: str, lookup: Lookup, warn: Warn) -> None:
        self.text = text.replace("\r\n", "\n").removeprefix("\ufeff")
        self.position = 0
        self.line = 1
        self.values: dict[str, str] = {}
        self._lookup = lookup
        self._warn = warn

    def fail(self, message: str) -> ConfigError:
        return ConfigError(f"line {self.line}: {message}")

    def skip_blank(self) -> None:
        while self.position < len(self.text):
            char = self.text[self.position]
            if char == "#":
                end = self.text.find("\n", self.position)
                self.position = len(self.text) if end < 0 else end
            elif char.isspace():
                self.line += char == "\n"
                self.position += 1
            else:
                return

    def read(self) -> None:
        while True:
            self.skip_blank()
            if self.position >= len(self.text):
                return
            match = _EXPORT.match(self.text, self.position)
            if match:
                self.position = match.end()
            key, inherited = self.key()
            if inherited:
                value = self._lookup(key)
                if value is not None:
                    self.values[key] = value
                continue
            self.values[key] = self.value()

    def key(self) -> tuple[str, bool]:
        """The name at the position, and whether it stands alone (its value comes from the environment)."""
        start = self.position
        index = start
        while index < len(self.text) and self.text[index] not in "=:\n":
            index += 1
        raw = self.text[start:index]
        name = raw.rstrip()
        if index >= len(self.text) or self.text[index] == "\n":
            alone = name.partition("#")[0].rstrip() if " #" in name else name
            if not _KEY_CHARS.match(alone):
                self._bad_key(alone)
            self.position = index
            return alone, True
        if not _KEY_CHARS.match(name):
            self._bad_key(name)
        self.position = index + 1
        return name, False

    def _bad_key(self, name: str) -> None:
        for char in name:
            if char.isspace():
                raise self.fail("key cannot contain a space")
            if not _KEY_CHARS.match(char):
                rest = _quoted(self.text[self.position :].partition("\n")[0])
                raise self.fail(f"unexpected character {_quoted(char)} in variable name {rest}")

    def value(self) -> str:
        while self.position < len(self.text) and self.text[self.position] in " \t":
            self.position += 1
        if self.position >= len(self.text):
            return ""
        quote = self.text[self.position]
        if quote in "'\"":
            return self.quoted(quote)
        end = self.text.find("\n", self.position)
        end = len(self.text) if end < 0 else end
        raw = self.text[self.position : end]
        self.position = end
        comment = re.search(r"(^|\s)#", raw)
        if comment:
            raw = raw[: comment.start()]
        return self.expand(raw.rstrip())

    def quoted(self, quote: str) -> str:
        index = self.position + 1
        while index < len(self.text):
            char = self.text[index]
            if char == "\\" and index + 1 < len(self.text):
                index += 2
                continue
            if char == quote:
                raw = self.text[self.position + 1 : index]
                self.line += raw.count("\n")
                self.position = index + 1
                if quote == "'":
                    return raw.replace("\\'", "'")
                return self.expand(_unescape(raw))
            index += 1
        rest = self.text[self.position :].partition("\n")[0]
        self.line += self.text.count("\n", self.position)
        raise self.fail(f"unterminated quoted value {rest}")

    def expand(self, text: str) -> str:
        def lookup(name: str) -> str | None:
            value = self._lookup(name)
            return self.values.get(name) if value is None else value

        def report(name: str, operator: str, word: str, found: bool) -> None:
            if not found and not operator:
                self._warn(f'The "{name}" variable is not set. Defaulting to a blank string.')

        try:
            return substitute(text, lookup, report)
        except Invalid:
            raise ConfigError(f"Invalid template: {_quoted(text)}") from None
        except Missing as error:
            raise ConfigError(str(error)) from None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unescape(text: str) -> str:
    def replace(match: re.Match[str]) -> str:
        char = match.group(1)
        if char == "$":
            return "$$"
        return _ESCAPES.get(char, match.group())

    return re.sub(r"\\(.)", replace, text, flags=re.DOTALL)


def parse(text: str, lookup: Lookup, warn: Warn, name: str = "") -> dict[str, str]:
    """The variables of an environment file; ``lookup`` answers for those it refers to and does not set.

    Raises ConfigError naming the file and line.
    """
    reader = _Reader(text, lookup, warn)
    try:
        reader.read()
    except ConfigError as error:
        raise ConfigError(f"failed to read {name}: {error}" if name else str(error)) from None
    return reader.values


def load(paths: list[str], environment: Mapping[str, str], warn: Warn) -> dict[str, str]:
    """The variables of ``--env-file`` files; later files win, and the environment answers for references first."""
    import os

    merged: dict[str, str] = {}
    for path in paths:
        if os.path.isdir(path):
            raise ConfigError(f"{path} is a directory")
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                text = file.read()
        except FileNotFoundError:
            raise ConfigError(f"couldn't find env file: {path}") from None
        except OSError as error:
            raise ConfigError(f"open {path}: {(error.strerror or '').lower()}") from None

        def lookup(name: str) -> str | None:
            value = environment.get(name)
            return merged.get(name) if value is None else value

        merged.update(parse(text, lookup, warn, path))
    return merged
