"""``imagetools create --annotation``: ``TYPE[PLATFORM]:KEY=VALUE``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydock.errors import PydockError

_TYPED = re.compile(r"((?:[a-z-]+(?:\[[A-Za-z0-9_/-]+\])?)(?:,[a-z-]+(?:\[[A-Za-z0-9_/-]+\])?)*):(\S+)")
_TYPES = ("index", "index-descriptor", "manifest", "manifest-descriptor")


class Annotation(NamedTuple):
    """``platform``: the only one it is for, empty for all."""

    type: str
    platform: str
    key: str
    value: str


def parse(texts: Sequence[str]) -> list[Annotation]:
    """Raises PydockError."""
    return [annotation for text in texts for annotation in _parse(text)]


def _parse(text: str) -> Iterable[Annotation]:
    name, equals, value = text.partition("=")
    if not equals:
        raise PydockError(f'failed to parse annotations: invalid annotation "{text}", expected key=value')
    typed = _TYPED.fullmatch(name)
    if typed is None:
        yield Annotation("", "", name, value)
        return
    for part in typed[1].split(","):
        kind, _, platform = part.rstrip("]").partition("[")
        if kind not in _TYPES:
            raise PydockError(f'failed to parse annotations: unknown annotation type "{kind}"')
        yield Annotation(kind, platform, typed[2], value)


def apply(annotations: Sequence[Annotation], document: dict[str, Any]) -> None:
    """Put ``annotations`` into an OCI index. Raises PydockError for those that it cannot carry."""
    from pydock.registry.manifests import platform_text

    own: dict[str, str] = {}
    for note in annotations:
        if note.type == "index":
            own[note.key] = note.value
        elif note.type == "manifest-descriptor":
            for child in document["manifests"]:
                if note.platform in ("", platform_text(child.get("platform"))):
                    child["annotations"] = {**child.get("annotations", {}), note.key: note.value}
        elif note.type == "index-descriptor":
            raise PydockError('"index-descriptor" annotations are invalid while creating an image')
        else:
            raise PydockError(f'"{note.type}" annotations are not supported yet')
    if own:
        document["annotations"] = dict(sorted(own.items()))
