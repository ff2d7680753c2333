from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.config.contextstore import ContextStore
from tests.support.command import Runner


def test_only_what_is_given_changes(run: Runner, store: ContextStore, add: Callable[..., Any]) -> None:
    add("c1", Description="old", Other=1)
    store.replace_tls("c1", "docker", {"ca.pem": b"x"})
    assert run("context", "update", "c1", "--description", "").stderr == 'Successfully updated context "c1"\n'
    assert store.load("c1").metadata == {"Description": "old", "Other": 1}
    assert run("context", "update", "c1", "--description", "new", "--protected").stdout == "c1\n"
    assert store.load("c1").metadata == {"Description": "new", "Other": 1, "protected": True}
    assert store.read_tls("c1") == {"docker": {"ca.pem": b"x"}}
    assert run("context", "update", "c1", "--docker", "host=tcp://k:1", "--protected=false").exit_code == 0
    assert store.load("c1").metadata == {"Description": "new", "Other": 1}
    assert store.load("c1").host == "tcp://k:1"
    assert store.read_tls("c1") == {}


def test_faults(run: Runner) -> None:
    assert run("context", "update", "default").stderr == '"default" is a reserved context name\n'
    assert "context not found" in run("context", "update", "nosuch").stderr
