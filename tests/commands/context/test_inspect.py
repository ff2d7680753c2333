from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydock.config.contextstore import ContextStore
from tests.support.command import Runner


def test_everything_about_a_context(run: Runner, store: ContextStore, add: Callable[..., Any]) -> None:
    add("c1", Description="d")
    store.replace_tls("c1", "docker", {"key.pem": b"", "ca.pem": b""})
    (shown,) = json.loads(run("context", "inspect", "c1").stdout)
    assert shown == {
        "Name": "c1",
        "Metadata": {"Description": "d"},
        "Endpoints": {"docker": {"Host": "tcp://h:1", "SkipTLSVerify": False}},
        "TLSMaterial": {"docker": ["ca.pem", "key.pem"]},
        "Storage": {"MetadataPath": store.meta_directory("c1"), "TLSPath": store.tls_directory("c1")},
    }


def test_the_one_in_use_is_the_default(run: Runner) -> None:
    result = run("context", "inspect")
    assert '"MetadataPath": "\\u003cIN MEMORY\\u003e"' in result.stdout
    assert json.loads(result.stdout)[0]["Metadata"] == {}


def test_templates(run: Runner, add: Callable[..., Any]) -> None:
    add("c1")
    assert run("context", "inspect", "-f", "{{.Endpoints.docker.Host}}", "c1").stdout == "tcp://h:1\n"
    assert run("context", "inspect", "-f", "{{.Metadata.Name}}", "c1").stdout == "c1\n"
    result = run("context", "inspect", "-f", "{{.Nope}}", "c1")
    assert (result.exit_code, result.stdout) == (1, "\n")
    assert "can't evaluate field Nope in type context.contextWithTLSListing" in result.stderr
    assert run("context", "inspect", "-f", "{{if}}", "c1").exit_code == 64


def test_those_that_are_missing_come_last(run: Runner, add: Callable[..., Any]) -> None:
    add("c1")
    result = run("context", "inspect", "nosuch", "c1")
    assert result.exit_code == 1
    assert [each["Name"] for each in json.loads(result.stdout)] == ["c1"]
    assert result.stderr.startswith('context "nosuch": context not found: open ')
    assert run("context", "inspect", "nosuch").stdout == "[]\n"
    assert run("context", "inspect", "-f", "{{.Name}}", "nosuch").stdout == "\n"
