"""A Dockerfile's numbered steps, and the build arguments that each can see.

Only as much as it takes to tell one build from the next: BuildKit itself reads the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_NUMBERED = ("RUN", "COPY", "ADD", "WORKDIR")
_ESCAPE = re.compile(r"^#\s*escape\s*=\s*`\s*$", re.IGNORECASE)
_HEREDOC = re.compile(r"<<(-?)([\"']?)(\w+)\2")
_ARGUMENT = re.compile(r"(\w+)(?:=(\"[^\"]*\"|'[^']*'|\S*))?")


@dataclass(frozen=True)
class Instruction:
    """``arguments``: the build arguments that its result may depend on, with their values."""

    word: str
    text: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Stage:
    """``steps`` as progress numbers them from 1; ``scope``: the arguments declared so far."""

    name: str
    steps: list[Instruction]
    scope: dict[str, str]


def stages(dockerfile: str, given: Mapping[str, str]) -> list[Stage]:
    """The stages of a Dockerfile that is built with the arguments ``given``."""
    found: list[Stage] = []
    shared: dict[str, str] = {}
    for word, rest in _logical(dockerfile):
        scope = found[-1].scope if found else shared
        text = f"{word} {rest}"
        if word == "ARG":
            for name, default in _ARGUMENT.findall(rest):
                scope[name] = given.get(name, default.strip("\"'") or shared.get(name, ""))
        elif word == "FROM":
            found.append(_stage(text, found, shared))
        elif word in _NUMBERED and found:
            seen = scope if word == "RUN" else _mentioned(rest, scope)
            found[-1].steps.append(Instruction(word, text, dict(seen)))
    return found


def sources(text: str) -> list[str]:
    """The paths of the build's own context that an instruction reads; glob patterns stay patterns."""
    word, _, rest = text.partition(" ")
    flags = re.findall(r"--([a-z]+)(?:=(\S+))?", rest)
    if word == "RUN":
        mounts = [
            dict(part.partition("=")[::2] for part in value.split(",")) for name, value in flags if name == "mount"
        ]
        bound = [mount for mount in mounts if mount.get("type", "bind") == "bind" and "from" not in mount]
        return [mount.get("source") or mount.get("src") or "." for mount in bound]
    if word not in ("COPY", "ADD") or any(name == "from" for name, _ in flags):
        return []
    rest = re.sub(r"^(?:--\S+\s+)+", "", rest.partition("\n")[0]).strip()
    words = re.findall(r'"([^"]*)"', rest) if rest.startswith("[") else rest.split()
    return [path for path in words[:-1] if not path.startswith(("<<", "http://", "https://", "git@"))]


def _stage(text: str, before: list[Stage], shared: Mapping[str, str]) -> Stage:
    """A FROM is a step of its own unless it names an earlier stage, whose arguments are seen too, or nothing."""
    words = [word for word in text.split() if not word.startswith("--")]
    named = len(words) > 3 and words[2].upper() == "AS"
    name = words[3].lower() if named else f"stage-{len(before)}"
    parent = next((stage for stage in before if len(words) > 1 and stage.name == words[1].lower()), None)
    if parent is not None:
        return Stage(name, [], dict(parent.scope))
    steps = [] if words[1:2] == ["scratch"] else [Instruction("FROM", text, _mentioned(text, shared))]
    return Stage(name, steps, {})


def _mentioned(text: str, scope: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in scope.items() if re.search(rf"\$\{{?{name}\b", text)}


def _logical(dockerfile: str) -> list[tuple[str, str]]:
    """(instruction in capitals, the rest with continued lines joined and heredocs below it)."""
    lines = iter(dockerfile.splitlines())
    escape = "\\"
    out = []
    for line in lines:
        if _ESCAPE.match(line):
            escape = "`"
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        while text.endswith(escape):
            following = next((later.strip() for later in lines if not later.lstrip().startswith("#")), "")
            text = text[:-1] + following
        word, _, rest = text.partition(" ")
        rest = rest.strip()
        if word.upper() in _NUMBERED:
            rest += "".join(_body(lines, mark) for mark in _HEREDOC.finditer(rest))
        out.append((word.upper(), rest))
    return out


def _body(lines: Iterator[str], mark: re.Match[str]) -> str:
    """The lines of a heredoc up to the word that ends it."""
    body = ""
    for line in lines:
        if (line.lstrip("\t") if mark[1] else line) == mark[3]:
            break
        body += f"\n{line}"
    return body
