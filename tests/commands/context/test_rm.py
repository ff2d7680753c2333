from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydock.config.contextstore import ContextStore
from tests.support.command import Runner


def test_the_others_go_on(run: Runner, store: ContextStore, add: Callable[..., Any]) -> None:
    add("a1")
    add("b1")
    result = run("context", "rm", "a1", "nosuch", "default", "b1")
    assert result == (
        1,
        "a1\nb1\n",
        'context "nosuch" does not exist\ncontext "default" cannot be removed\n',
    )
    assert store.all() == []


def test_the_one_in_use_needs_force(run: Runner, store: ContextStore, add: Callable[..., Any]) -> None:
    add("a1")
    run("context", "use", "a1")
    assert run("context", "rm", "a1").stderr == 'context "a1" is in use, set -f flag to force remove\n'
    assert run("context", "rm", "-f", "a1", "nosuch").stdout == "a1\nnosuch\n"
    assert not store.exists("a1")
    assert json.loads((run.home / ".docker" / "config.json").read_text()) == {"auths": {}}
