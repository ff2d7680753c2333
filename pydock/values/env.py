"""Environment variables and labels: ``-e``, ``--env-file``, ``--label-file``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Lookup = Callable[[str], "str | None"]
ReadFile = Callable[[str], bytes]

_LONGEST_LINE = 64 * 1024


def parse_env(text: str) -> str:
    """``text`` if it can be ``-e``: a name, perhaps with a value. A name alone is looked up by :func:`resolved`."""
    if not text or text.startswith("="):
        raise ValueError(f"invalid environment variable: {text}")
    return text


def resolved(text: str, lookup: Lookup) -> str:
    """``NAME`` with the value that ``lookup`` has for it, if any; ``NAME=VALUE`` as it is."""
    if "=" in text:
        return text
    value = lookup(text)
    return text if value is None else f"{text}={value}"


def parse_file(data: bytes, name: str, lookup: Lookup | None = None) -> list[str]:
    """The ``KEY=VALUE`` lines of an env or label file. A bare key takes ``lookup``'s value or is left out.

    ``name`` is the file's, for the error: ValueError in Docker's words.
    """
    try:
        return parse_lines(data, lookup)
    except ValueError as error:
        raise ValueError(f"invalid env file ({name}): {error}") from None


def parse_lines(data: bytes, lookup: Lookup | None) -> list[str]:
    """As :func:`parse_file`, for a file that the caller names: the error says only what is wrong."""
    found: list[str] = []
    raw_lines = data.split(b"\n")
    if not raw_lines[-1]:
        raw_lines.pop()
    for number, raw in enumerate(raw_lines, 1):
        if len(raw) >= _LONGEST_LINE:
            raise ValueError("bufio.Scanner: token too long")
        line = _text(raw[:-1] if raw.endswith(b"\r") else raw, number).lstrip()
        if not line or line.startswith("#"):
            continue
        key, equals, _ = line.partition("=")
        if not key:
            raise ValueError(f"no variable name on line '{line}'")
        if any(character.isspace() for character in key):
            raise ValueError(f"variable '{key}' contains whitespaces")
        if equals:
            found.append(line)
        elif lookup is not None:
            value = lookup(line)
            if value is not None:
                found.append(f"{key}={value}")
    return found


def _text(raw: bytes, number: int) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise ValueError(f"invalid utf8 bytes at line {number}: [{' '.join(map(str, raw))}]") from None
    return text.removeprefix("\ufeff") if number == 1 else text


def read_files(names: Iterable[str], texts: Iterable[str], read: ReadFile, lookup: Lookup | None = None) -> list[str]:
    """The lines of the files named, then ``texts``: what comes later wins. Errors of ``read`` pass through."""
    lines = [line for name in names for line in parse_file(read(name), name, lookup)]
    return [*lines, *texts]
