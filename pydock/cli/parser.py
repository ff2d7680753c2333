"""pflag's rules for a command line, without Click: what is a flag, what is its value, what is an argument.

The parser walks the words once, in order, and hands each flag with its text to ``assign``; the first thing
wrong ends the walk. It knows nothing of types: ``assign`` converts and may raise ``ValueError``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from pydock.errors import UsageError
from pydock.values.numbers import quote


class FlagError(UsageError):
    """A flag that is unknown, lacks its value or has one that does not parse."""


class FlagLike(Protocol):
    """What the parser asks of a flag. ``no_value`` stands for a missing value (pflag's NoOptDefVal)."""

    @property
    def long(self) -> str: ...
    @property
    def short(self) -> str | None: ...
    @property
    def no_value(self) -> str | None: ...


F = TypeVar("F", bound=FlagLike)


class FlagSet(Mapping[str, F]):
    """The flags of one command by long name, with an index of their one-letter names."""

    def __init__(self, flags: Sequence[F]) -> None:
        self._long = {flag.long: flag for flag in flags}
        self.short = {flag.short: flag for flag in flags if flag.short}

    def __getitem__(self, key: str) -> F:
        return self._long[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._long)

    def __len__(self) -> int:
        return len(self._long)


def shown(flag: FlagLike) -> str:
    """A flag as error texts name it: ``-p, --publish``."""
    return f"-{flag.short}, --{flag.long}" if flag.short else f"--{flag.long}"


def parse(
    words: Sequence[str], flags: FlagSet[F], assign: Callable[[F, str], None], *, interspersed: bool = True
) -> list[str]:
    """Hand every flag in ``words`` to ``assign`` and return the arguments.

    Without ``interspersed`` the first argument ends the flags: the rest belongs to somebody else (the
    container's command, a plugin). ``--`` always ends them.
    """
    arguments: list[str] = []
    index, count = 0, len(words)
    while index < count:
        word = words[index]
        index += 1
        if len(word) < 2 or word[0] != "-":
            arguments.append(word)
            if not interspersed:
                arguments.extend(words[index:])
                break
        elif word == "--":
            arguments.extend(words[index:])
            break
        elif word[1] == "-":
            index = _long(word, words, index, flags, assign)
        else:
            index = _short(word, words, index, flags, assign)
    return arguments


def _long(word: str, words: Sequence[str], index: int, flags: FlagSet[F], assign: Callable[[F, str], None]) -> int:
    name, equals, value = word[2:].partition("=")
    if not name or name[0] == "-":
        raise FlagError(f"bad flag syntax: {word}")
    flag = flags.get(name)
    if flag is None:
        raise FlagError(f"unknown flag: --{name}")
    if not equals:
        if flag.no_value is not None:
            value = flag.no_value
        elif index < len(words):
            value = words[index]
            index += 1
        else:
            raise FlagError(f"flag needs an argument: --{name}")
    _assign(flag, value, assign)
    return index


def _short(word: str, words: Sequence[str], index: int, flags: FlagSet[F], assign: Callable[[F, str], None]) -> int:
    letters = word[1:]
    while letters:
        letter, letters = letters[0], letters[1:]
        flag = flags.short.get(letter)
        if flag is None:
            raise FlagError(f"unknown shorthand flag: {letter!r} in -{letter}{letters}")
        if letters.startswith("=") and len(letters) > 1:
            value, letters = letters[1:], ""
        elif flag.no_value is not None:
            value = flag.no_value
        elif letters:
            value, letters = letters, ""
        elif index < len(words):
            value = words[index]
            index += 1
        else:
            raise FlagError(f"flag needs an argument: {letter!r} in -{letter}")
        _assign(flag, value, assign)
    return index


def _assign(flag: F, value: str, assign: Callable[[F, str], None]) -> None:
    try:
        assign(flag, value)
    except ValueError as error:
        raise FlagError(f'invalid argument {quote(value)} for "{shown(flag)}" flag: {error}') from error
