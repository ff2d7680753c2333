"""Options of a build from their texts."""

from __future__ import annotations

import pytest

from pydock.build.buildkit.options import context_name, parse_attestations, parse_contexts, parse_pairs
from pydock.errors import PydockError


def test_pairs() -> None:
    assert parse_pairs(["A=1", "B", "C", "D="], {"B": "2"}) == {"A": "1", "B": "2", "D": ""}
    assert parse_pairs(["A"], None) == {"A": ""}


def test_contexts() -> None:
    assert parse_contexts(["docker.io/library/alpine:latest=x", "a=b=c"]) == {"alpine": "x", "a": "b=c"}
    assert context_name("alpine:3") == "alpine:3"
    with pytest.raises(PydockError, match="invalid context value: foo, expected key=value"):
        parse_contexts(["foo"])


def test_attestations() -> None:
    assert parse_attestations(["type=sbom,generator=x"], "mode=max", None) == {
        "sbom": "generator=x",
        "provenance": "mode=max",
    }
    assert parse_attestations([], "false", "true") == {"provenance": None, "sbom": ""}
    with pytest.raises(PydockError, match="attestation type not specified"):
        parse_attestations(["mode=max"], None, None)
