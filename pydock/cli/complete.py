"""Docker's completion protocol: candidates with descriptions, a line each, and a directive line.

``__complete WORD... PREFIX`` is what a shell's script asks with the words typed so far. Commands and flags
come from the tree; live names from the engine, within :data:`PATIENCE`: a dead or slow engine gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pydock.cli import tree

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.command import Command, Flag
    from pydock.cli.parser import FlagSet

DEFAULT, NO_SPACE, NO_FILES = 0, 2, 4
PATIENCE = 0.2  # seconds: with the start, the answer is there within 0.3

Candidate = tuple[str, str]


def answer(app: App, words: Sequence[str]) -> None:
    """Print the candidates for the last of ``words``."""
    *before, prefix = words or [""]
    candidates, directive = _complete(app, list(before), prefix)
    flag, equals, _ = prefix.partition("=")
    spoken = len(flag) + 1 if equals and flag.startswith("--") else 0  # of --flag=value Docker answers the value
    for name, about in candidates:
        if name.startswith(prefix):
            app.echo(f"{name[spoken:]}\t{about}" if about else name[spoken:])
    app.echo(f":{directive}")


def _complete(app: App, words: list[str], prefix: str) -> tuple[Iterable[Candidate], int]:
    words, pending = _globals(app, words)
    if pending is not None:
        return _global_value(app, pending), NO_FILES
    path = ""
    while words:
        deeper = f"{path} {words[0]}".lstrip()
        entry = tree.resolve(deeper)
        if entry is not None and not (len(words) > 1 and tree.resolve(f"{deeper} {words[1]}")):
            from pydock.cli.lazy import load

            return _arguments(app, load(entry, deeper), words[1:], prefix)
        if deeper not in tree.GROUPS:
            return (), DEFAULT
        path, words = deeper, _group_words(app, deeper, words[1:])
    if prefix.startswith("-"):
        return _group_flags(path), NO_FILES
    names = sorted((word, summary) for word, summary, _ in tree.children(path))
    if not path:
        names += [("help", "Print help on a command")]
    return names, NO_FILES


def _globals(app: App, words: list[str]) -> tuple[list[str], str | None]:
    """The words from the command on; and the global option whose value is being typed, if one is."""
    from pydock.cli import globals as global_options
    from pydock.cli.parser import FlagError

    try:
        line = global_options.read(words, app.program)
    except FlagError as error:
        text = error.message.partition("\n")[0]
        return [], words[-1].lstrip("-") if text.startswith("flag needs an argument") else ""
    app.options = line.options
    return line.words, None


def _global_value(app: App, name: str) -> Iterable[Candidate]:
    from pydock.cli import completers

    if name in ("c", "context"):
        return completers.values(app, "contexts")
    if name in ("l", "log-level"):
        return [(level, "") for level in ("debug", "info", "warn", "error", "fatal", "panic")]
    if name in ("color", "progress"):
        from pydock.cli.globals import CHOICES

        return [(choice, "") for choice in CHOICES[name]]
    return ()


def _group_words(app: App, path: str, words: list[str]) -> list[str]:
    """What follows a group's own flags."""
    if not tree.GROUPS[path].flags:
        return words
    from pydock.cli.lazy import load_group
    from pydock.cli.parser import FlagSet, parse
    from pydock.errors import UsageError

    try:
        return parse(words, FlagSet(load_group(path).flags()), lambda _flag, _text: None, interspersed=False)
    except UsageError:
        return []


def _group_flags(path: str) -> list[Candidate]:
    if not path:
        from pydock.cli.globals import FLAGS

        return sorted((f"--{flag.long}", "") for flag in FLAGS)
    if tree.GROUPS[path].flags:
        from pydock.cli.lazy import load_group

        return _flag_names(load_group(path).flags())
    return [("--help", "Print this help")]


def _flag_names(flags: Iterable[Flag]) -> list[Candidate]:
    shown = [flag for flag in flags if not flag.hidden or flag.long == "help"]
    return sorted((f"--{flag.long}", flag.help or "") for flag in shown)


def _arguments(app: App, command: Command, words: list[str], prefix: str) -> tuple[Iterable[Candidate], int]:
    from pydock.cli import completers
    from pydock.cli.parser import FlagSet, parse
    from pydock.errors import UsageError

    flags = FlagSet(command.flags())
    pending: Flag | None = None
    arguments: list[str] = []
    try:
        arguments = parse(words, flags, lambda _flag, _text: None, interspersed=command.interspersed)
    except UsageError:
        pending = _pending(flags, words)
        if pending is None:
            return (), DEFAULT
    name, equals, typed = prefix.partition("=")
    if pending is None and equals and name.startswith("--") and (flag := flags.get(name[2:])):
        values, directive = completers.flag_values(app, command, flag, typed)
        return [(f"{name}={value}", about) for value, about in values], directive
    if pending is not None:
        return completers.flag_values(app, command, pending, prefix)
    if prefix.startswith("-") and (command.interspersed or not arguments):
        return _flag_names(flags.values()), NO_FILES
    return completers.argument_values(app, command, arguments)


def _pending(flags: FlagSet[Flag], words: Sequence[str]) -> Flag | None:
    """The flag that the last word names and that still waits for its value."""
    last = words[-1] if words else ""
    if last.startswith("--"):
        return flags.get(last[2:])
    return flags.short.get(last[-1:]) if last.startswith("-") else None
