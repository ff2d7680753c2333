""".dockerignore: reading the file and matching paths against its patterns, by Docker's rules.

Paths are relative to the context, with ``/`` between their parts; undecodable bytes stand as surrogates.
The last pattern that matches decides; a pattern that matches a folder holds for all below it.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_SPACE = " \t\n\v\f\r\x85\xa0"
_LONGEST = 1 << 16
FILE = ".dockerignore"


class BadPattern(ValueError):
    """A pattern that means nothing; the text says why."""


def parse(content: bytes) -> list[str]:
    """The patterns of a .dockerignore file, one a line; comments and empty lines left out."""
    patterns = []
    for number, line in enumerate(content.split(b"\n")):
        if len(line) >= _LONGEST:
            raise BadPattern("error reading .dockerignore: bufio.Scanner: token too long")
        if number == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        text = os.fsdecode(line.removesuffix(b"\r"))
        if text.startswith("#"):
            continue
        text = text.strip(_SPACE)
        if not text:
            continue
        inverted = text.startswith("!")
        if inverted:
            text = text[1:].strip(_SPACE)
        if text:
            text = _clean(text)
            if len(text) > 1:
                text = text.removeprefix("/")
        patterns.append("!" + text if inverted else text)
    return patterns


def read(folder: str, dockerfile: str = "") -> list[str]:
    """The patterns for a context folder: DOCKERFILE.dockerignore if it is there (BuildKit's rule), else its own."""
    names = [f"{dockerfile}{FILE}"] if dockerfile else []
    for name in [*names, FILE]:
        try:
            with open(os.path.join(folder, name), "rb") as file:
                return parse(file.read())
        except FileNotFoundError:
            continue
    return []


def extended(content: bytes | None, name: bytes) -> bytes:
    """The file's content with ``name`` added, which COPY then does not see; None where there is no file yet."""
    return (FILE.encode() if content is None else content) + b"\n" + name + b"\n"


def keep_build_files(patterns: Sequence[str], dockerfile: str) -> list[str]:
    """``patterns`` that never leave out .dockerignore, nor ``dockerfile`` (empty: it is not in the context)."""
    kept = list(patterns)
    for name in (FILE, dockerfile):
        if name and Matcher(kept).matches(name):
            kept.append("!" + name)
    return kept


class Pattern(NamedTuple):
    """One pattern: what it matches, and whether a match brings back instead of leaving out."""

    text: str
    exception: bool
    match: Callable[[str], object]


class Verdict(NamedTuple):
    """Whether a path is left out, and which patterns matched: what the entries of that folder start from."""

    excluded: bool
    matched: tuple[bool, ...] = ()


NOTHING_KNOWN = Verdict(False)


class Matcher:
    """A list of patterns, compiled. Raises BadPattern."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = [made for made in map(_compile, patterns) if made is not None]
        self.has_exceptions = any(pattern.exception for pattern in self.patterns)

    def matches(self, path: str) -> bool:
        """Whether ``path``, by itself or for a folder above it, is left out."""
        folders = path.split("/")[:-1]
        above = ["/".join(folders[: count + 1]) for count in range(len(folders))]
        excluded = False
        for pattern in self.patterns:
            if pattern.exception == excluded and (pattern.match(path) or any(map(pattern.match, above))):
                excluded = not pattern.exception
        return excluded

    def judge(self, path: str, parent: Verdict = NOTHING_KNOWN) -> Verdict:
        """As :meth:`matches`, for an entry of a folder whose own verdict is ``parent``."""
        if not self.patterns:
            return NOTHING_KNOWN
        known = parent.matched
        folders = path.split("/")[:-1] if not known else []
        excluded = False
        matched = []
        for index, pattern in enumerate(self.patterns):
            hit = bool(known) and known[index]
            if not hit and pattern.exception == excluded:
                hit = bool(pattern.match(path)) or any(
                    pattern.match("/".join(folders[: count + 1])) for count in range(len(folders))
                )
            matched.append(hit)
            if hit:
                excluded = not pattern.exception
        return Verdict(excluded, tuple(matched))

    def may_return_below(self, folder: str) -> bool:
        """Whether an exception names something below the left-out ``folder``, so that it must be walked.

        Only the text counts: ``!**/x`` does not reach into a folder that is left out.
        """
        start = folder + "/"
        return any(pattern.exception and f"{pattern.text}/".startswith(start) for pattern in self.patterns)


def _compile(text: str) -> Pattern | None:
    text = text.strip(_SPACE)
    if not text:
        return None
    text = _clean(text)
    exception = text.startswith("!")
    if exception:
        text = text[1:]
        if not text:
            raise BadPattern('illegal exclusion pattern: "!"')
    return Pattern(text, exception, matching(text))


def matching(text: str) -> Callable[[str], object]:
    """What tells whether a path matches a cleaned pattern without ``!``; the answer counts as a truth value."""
    regex, special = _translate(text)
    if not special:
        return text.__eq__
    if text.endswith("**") and not _has_special(text[:-2]):
        start = text[:-2]
        return lambda path: path.startswith(start)
    if text.startswith("**") and not _has_special(text[2:]):
        end = text[2:]
        return lambda path: path.endswith(end) or (end[:1] == "/" and path == end[1:])
    return re.compile(regex, re.DOTALL).fullmatch


def _has_special(text: str) -> bool:
    return any(letter in "*?[]\\" for letter in text)


def _translate(text: str) -> tuple[str, bool]:
    """A regular expression of the same meaning, and whether the pattern is more than a plain path."""
    parts: list[str] = []
    special = False
    place = 0
    while place < len(text):
        letter = text[place]
        place += 1
        if letter == "*" and text[place : place + 1] == "*":
            place += 1
            if text[place : place + 1] == "/":
                place += 1
            parts.append("(?:.*/)?" if place < len(text) else ".*")
        elif letter == "*":
            parts.append("[^/]*")
        elif letter == "?":
            parts.append("[^/]")
        elif letter == "\\":
            if place == len(text):
                raise BadPattern("syntax error in pattern")
            parts.append(re.escape(text[place]))
            place += 1
        elif letter == "[":
            made, place = _character_class(text, place)
            parts.append(made)
        else:
            parts.append(re.escape(letter))
            continue
        special = True
    return "".join(parts), special


def _character_class(text: str, place: int) -> tuple[str, int]:
    """The class that starts after ``[``: ``[^a-z\\]]``."""
    negated = text[place : place + 1] == "^"
    if negated:
        place += 1
    ranges: list[str] = []
    while True:
        if text[place : place + 1] == "]" and ranges:
            break
        low, place = _class_letter(text, place)
        high = low
        if text[place : place + 1] == "-":
            high, place = _class_letter(text, place + 1)
        if low <= high:
            ranges.append(f"{re.escape(low)}-{re.escape(high)}")
        else:
            raise BadPattern("syntax error in pattern")
    return f"[{'^' if negated else ''}{''.join(ranges)}]", place + 1


def _class_letter(text: str, place: int) -> tuple[str, int]:
    letter = text[place : place + 1]
    if letter == "\\":
        place += 1
        letter = text[place : place + 1]
    elif letter in ("-", "]"):
        letter = ""
    if not letter or place + 1 >= len(text):
        raise BadPattern("syntax error in pattern")
    return letter, place + 1


def _clean(path: str) -> str:
    """Go's ``filepath.Clean``: Python keeps two leading slashes, Go does not."""
    cleaned = posixpath.normpath(path)
    return cleaned[1:] if cleaned.startswith("//") else cleaned
