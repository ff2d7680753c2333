"""What a build was asked to do, parsed: the common form of the ``build`` flags and of a bake target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydock.build.buildkit.caches import Cache
from pydock.build.buildkit.outputs import Output
from pydock.build.buildkit.secrets import Source
from pydock.build.buildkit.ssh import Agent
from pydock.errors import PydockError
from pydock.values.records import parse_record


@dataclass
class Options:
    """One build. Paths are as typed, relative to the current folder."""

    context: str = "."
    dockerfile: str = ""
    dockerfile_inline: str = ""
    contexts: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    arguments: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    annotations: list[str] = field(default_factory=list)
    target: str = ""
    platforms: list[str] = field(default_factory=list)
    network: str = ""
    no_cache: bool = False
    no_cache_filter: list[str] = field(default_factory=list)
    pull: bool = False
    outputs: list[Output] = field(default_factory=list)
    push: bool = False
    load: bool = False
    cache_from: list[Cache] = field(default_factory=list)
    cache_to: list[Cache] = field(default_factory=list)
    secrets: list[Source] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    attestations: dict[str, str | None] = field(default_factory=dict)
    entitlements: list[str] = field(default_factory=list)
    extra_hosts: list[str] = field(default_factory=list)
    cgroup_parent: str = ""
    shm_size: int = 0
    ulimits: list[str] = field(default_factory=list)
    call: str = "build"


def parse_pairs(texts: Sequence[str], environ: Mapping[str, str] | None) -> dict[str, str]:
    """``KEY=value`` texts. A bare KEY takes its value from ``environ`` and is dropped where there is none."""
    out: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if equals:
            out[key] = value
        elif environ is None:
            out[key] = ""
        elif key in environ:
            out[key] = environ[key]
    return out


def parse_contexts(texts: Sequence[str]) -> dict[str, str]:
    """``name=path`` texts; names are normalised as image references are."""
    out: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise PydockError(f"invalid context value: {text}, expected key=value")
        out[context_name(name)] = value
    return out


def context_name(name: str) -> str:
    """The familiar name of an image (``docker.io/library/alpine`` -> ``alpine``), without ``:latest``."""
    from pydock.values import references

    try:
        reference = references.parse(name)
    except ValueError as error:
        raise PydockError(f"invalid context name {name}: {error}") from error
    tag = f":{reference.tag}" if reference.tag and reference.tag != "latest" else ""
    return reference.familiar_name + tag + (f"@{reference.digest}" if reference.digest else "")


def parse_attestations(texts: Sequence[str], provenance: str | None, sbom: str | None) -> dict[str, str | None]:
    """``--attest``, ``--provenance`` and ``--sbom`` as type -> attributes; None where it is switched off."""
    out: dict[str, str | None] = {}
    for kind, text in (("provenance", provenance), ("sbom", sbom)):
        if text:
            texts = [*texts, short_attestation(kind, text)]
    for text in texts:
        fields = parse_record(text)
        kind, enabled, rest = "", True, []
        for part in fields:
            key, equals, value = part.partition("=")
            key = key.lower()
            if not equals:
                raise PydockError(f"invalid value {part}")
            if key == "type":
                kind = value
            elif key == "disabled":
                enabled = value not in ("1", "t", "T", "true", "TRUE", "True")
            else:
                rest.append(part)
        if not kind:
            raise PydockError("attestation type not specified")
        if kind in out:
            raise PydockError(f"duplicate attestation field {kind}")
        out[kind] = ",".join(rest) if enabled else None
    return out


def short_attestation(kind: str, text: str) -> str:
    """``--provenance`` and ``--sbom`` in the form of ``--attest``."""
    if text in ("1", "t", "T", "true", "TRUE", "True"):
        return f"type={kind}"
    if text in ("0", "f", "F", "false", "FALSE", "False"):
        return f"type={kind},disabled=true"
    return f"type={kind},{text}"
