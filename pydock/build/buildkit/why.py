"""Why the steps of a build ran: what differs from the last build of the same folder. Pure comparison."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from pydock.build.buildkit.instructions import Instruction, Stage, sources
from pydock.build.patterns import Matcher
from pydock.render.progress.buildkit_events import Vertex

_TITLE = re.compile(r"\[(?:[\w./,-]+/[\w./,-]+ )?(?:(\S+) )?(\d+)/\d+\] (.*)", re.DOTALL)
_MOST = 3
UNKNOWN = "no earlier build of this folder is known"
BEFORE, GONE = "a step before it ran", "nothing changed: the builder had no cache of it, or was not to use it"


@dataclass
class Seen:
    """What a step was made of. Texts and values only as hashes: they may hold secrets."""

    text: str
    arguments: dict[str, str] = field(default_factory=dict)
    base: str = ""


@dataclass
class Memory:
    """One build: its steps by stage and number (``b 2``), and a fingerprint of each file of the context."""

    steps: dict[str, Seen] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """For JSON. ``files`` is not copied: there are as many as the context has."""
        return {"steps": {key: asdict(step) for key, step in self.steps.items()}, "files": self.files}

    @staticmethod
    def of(data: Any) -> Memory | None:
        """What :meth:`plain` gave; None for what it never gives."""
        try:
            steps = {str(key): Seen(**value) for key, value in data["steps"].items()}
            return Memory(steps, {str(name): str(mark) for name, mark in data["files"].items()})
        except (TypeError, KeyError, AttributeError):
            return None


@dataclass
class Step:
    """A step of this build; ``instruction`` as the Dockerfile has it, or as the builder showed it."""

    key: str
    vertex: Vertex
    instruction: Instruction


@dataclass
class Verdict:
    """``reasons``: why it ran; empty for a step that came from the cache."""

    step: str
    cached: bool
    reasons: list[str]


def steps_of(vertexes: Iterable[Vertex], stages: Sequence[Stage]) -> list[Step]:
    """The numbered steps among ``vertexes``, each with its instruction."""
    out = []
    for vertex in vertexes:
        match = _TITLE.fullmatch(vertex.name)
        if match is None or vertex.completed is None:
            continue
        name, number = match[1] or "", int(match[2])
        stage = next((s for s in stages if s.name == name), stages[-1] if stages and not name else None)
        known = stage is not None and number <= len(stage.steps)
        shown = Instruction(match[3].partition(" ")[0], match[3])
        out.append(Step(f"{name} {number}", vertex, stage.steps[number - 1] if stage and known else shown))
    return out


def remember(steps: Sequence[Step], files: Mapping[str, str], base_of: Callable[[str], str]) -> Memory:
    """What to keep of a build; ``base_of`` gives the digest of the image that a FROM names."""
    seen = {}
    for step in steps:
        made = step.instruction
        arguments = {name: digest(f"{name}={value}") for name, value in made.arguments.items()}
        base = base_of(step.vertex.name.rpartition(" FROM ")[2] or made.text) if made.word == "FROM" else ""
        seen[step.key] = Seen(digest(made.text), arguments, base)
    return Memory(seen, dict(files))


def verdicts(steps: Sequence[Step], now: Memory, before: Memory | None) -> list[Verdict]:
    """Each step with why it ran. Engines say of no base image that it is cached: it is, unless it changed."""
    ran: set[str] = set()
    out = []
    for step in steps:
        reasons: list[str] = []
        if not step.vertex.cached:
            reasons = _own(step, now, before) if before else [UNKNOWN]
            if not reasons and step.instruction.word != "FROM":
                reasons = [BEFORE if ran.intersection(step.vertex.inputs) else GONE]
        if reasons:
            ran.add(step.vertex.digest)
        out.append(Verdict(step.vertex.name, not reasons, reasons))
    return out


def _own(step: Step, now: Memory, before: Memory) -> list[str]:
    """What of the step itself changed."""
    new, old = now.steps[step.key], before.steps.get(step.key)
    if old is None or new.text != old.text:
        stage = step.key.rpartition(" ")[0]
        olds = {seen.text: seen for key, seen in before.steps.items() if key.rpartition(" ")[0] == stage}
        if new.text not in olds:
            return ["its command changed" if old else "the step is new"]
        old = olds[new.text]  # it only moved
    reasons = _differing(new.arguments, old.arguments, "argument {} {}")
    if new.base != old.base and old.base:
        reasons.append(f"its base image changed from {short(old.base)} to {short(new.base)}")
    return reasons + _files(sources(step.instruction.text), now.files, before.files)


def _files(patterns: list[str], new: Mapping[str, str], old: Mapping[str, str]) -> list[str]:
    if not patterns or new == old:
        return []
    everything = any(posixpath.normpath(path.lstrip("/") or ".") == "." for path in patterns)
    wanted = Matcher(patterns)
    names = [name for name in {**new, **old} if new.get(name) != old.get(name)]
    touched = {name for name in names if everything or wanted.matches(name)}
    return _differing(
        {name: mark for name, mark in new.items() if name in touched},
        {name: mark for name, mark in old.items() if name in touched},
        "{} {}",
    )


def _differing(new: Mapping[str, str], old: Mapping[str, str], form: str) -> list[str]:
    out = []
    for name in sorted({**new, **old}):
        if new.get(name) != old.get(name):
            what = "was added" if name not in old else "was removed" if name not in new else "changed"
            out.append(form.format(name, what))
    return [*out[:_MOST], f"{len(out) - _MOST} more"] if len(out) > _MOST + 1 else out


def digest(text: str) -> str:
    """A text's hash, short and not to be turned back."""
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def short(image: str) -> str:
    """An image's digest as people read it."""
    return image.removeprefix("sha256:")[:12] or "an unknown one"
