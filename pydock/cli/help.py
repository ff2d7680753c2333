"""Help pages in Docker's order: usage, summary, aliases, options, commands; fitted to the terminal's width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pydock.cli import tree

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.command import Command, Flag

GLOBAL_HELP: tuple[tuple[str, str], ...] = (
    ("    --color string", "When to colour: auto, always or never (default auto)"),
    ("    --config string", "Folder of the client's configuration"),
    ("-c, --context string", "Context whose engine to use (before DOCKER_HOST and the context in use)"),
    ("-D, --debug", "Print tracebacks and what the client does"),
    ("    --explain", "Print the API requests that the command would send; send only the reads"),
    ("-H, --host list", "Engine to connect to: unix://, tcp:// or ssh://"),
    ("    --jobs uint", "How many objects a command works on at once (50; 8 over ssh)"),
    ("-l, --log-level string", "debug, info, warn, error or fatal (default info)"),
    ("    --progress string", "Form of progress: auto, plain, tty, quiet or json"),
    ("    --retry int", "Try idempotent requests again so many times when the engine is away"),
    ("    --timeout duration", "End the whole command after this time, with exit code 124"),
    ("    --tls", "Use TLS (implied by --tlsverify)"),
    ("    --tlscacert string", "Certificates of the authorities to trust (default ca.pem of the configuration folder)"),
    ("    --tlscert string", "This client's certificate (default cert.pem of the configuration folder)"),
    ("    --tlskey string", "This client's key (default key.pem of the configuration folder)"),
    ("    --tlsverify", "Use TLS and verify the engine's certificate"),
    ("-v, --version", "Print the version"),
    ("-y, --yes", "Answer yes where a protected context asks"),
)


def root_help(app: App, plugins: Sequence[tuple[str, str]] = ()) -> str:
    """The page of the program itself; ``plugins``: (name, summary) of the CLI plugins found."""
    listed = {word: (summary, is_group) for word, summary, is_group in tree.children("")}
    common = [(word, listed[word][0]) for word in tree.COMMON if word in listed]
    sections = [
        ("Common Commands", common),
        (tree.MANAGEMENT, _section(listed, tree.MANAGEMENT)),
        (tree.SWARM, _section(listed, tree.SWARM)),
        ("Commands", [(w, s) for w, (s, is_group) in sorted(listed.items()) if not is_group and w not in tree.COMMON]),
        ("Plugins", list(plugins)),
    ]
    lines = [
        f"Usage:  {app.program} [OPTIONS] COMMAND",
        "",
        "Containers, images and applications from the command line.",
    ]
    for title, rows in sections:
        lines += _block(title, rows, app.streams.stdout.width)
    lines += _block("Global Options", GLOBAL_HELP, app.streams.stdout.width)
    lines += ["", f"Run '{app.program} COMMAND --help' for more information on a command."]
    return "\n".join(lines) + "\n"


def _section(listed: dict[str, tuple[str, bool]], section: str) -> list[tuple[str, str]]:
    return [(w, s) for w, (s, is_group) in listed.items() if is_group and tree.GROUPS[w].section == section]


def group_help(path: str, app: App, flags: Iterable[Flag] = ()) -> str:
    """The page of a group of commands."""
    group = tree.GROUPS[path]
    width = app.streams.stdout.width
    options = "[OPTIONS] " if group.flags else ""
    lines = [f"Usage:  {app.program} {path} {options}COMMAND", "", group.summary]
    lines += _block("Options", _flag_rows(flags), width)
    rows = sorted(tree.children(path))
    groups = [(word, summary) for word, summary, is_group in rows if is_group]
    lines += _block("Management Commands", groups, width)
    lines += _block("Commands", [(word, summary) for word, summary, is_group in rows if not is_group], width)
    lines += ["", f"Run '{app.program} {path} COMMAND --help' for more information on a command."]
    return "\n".join(lines) + "\n"


def command_help(command: Command, app: App) -> str:
    """The page of one command."""
    entry = tree.resolve(command.show_path)
    summary, _, rest = (command.help or "").partition("\n")
    lines = [command.usage_line(app), "", summary.strip()]
    if rest.strip():
        lines += ["", *(line.strip() for line in rest.strip().splitlines())]
    if entry is not None and entry.aliases:
        names = sorted((entry.path, *entry.aliases), key=lambda path: (-path.count(" "), path))
        lines += ["", "Aliases:", "  " + ", ".join(f"{app.program} {name}" for name in names)]
    lines += _block("Options", _flag_rows(command.flags()), app.streams.stdout.width)
    return "\n".join(lines) + "\n"


def _flag_rows(flags: Iterable[Flag]) -> list[tuple[str, str]]:
    rows = []
    for flag in sorted(flags, key=lambda f: f.long):
        if flag.hidden:
            continue
        kind = "" if flag.kind.name == "bool" else " " + flag.kind.name
        lead = f"-{flag.short}, " if flag.short else "    "
        default = flag.shown_default
        if default and flag.kind.name == "string":
            default = f'"{default}"'
        rows.append((f"{lead}--{flag.long}{kind}", (flag.help or "") + (f" (default {default})" if default else "")))
    return rows


def _block(title: str, rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """A titled list in two columns, the second one folded to the width."""
    if not rows:
        return []
    left = max(len(name) for name, _ in rows)
    room = max(width - left - 5, 24)
    lines = ["", title + ":"]
    for name, text in rows:
        first, *others = _fold(text, room) or [""]
        lines.append(f"  {name:<{left}}   {first}".rstrip())
        lines += [" " * (left + 5) + line for line in others]
    return lines


def _fold(text: str, room: int) -> list[str]:
    return list(_folded(text.split(), room))


def _folded(words: Iterable[str], room: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) > room:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
