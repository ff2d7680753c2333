from __future__ import annotations

from collections.abc import Callable

import pytest

from pydock.config.contextstore import Context, ContextStore
from tests.support.command import Runner


@pytest.fixture
def run(alone: Runner) -> Runner:
    return alone


@pytest.fixture
def store(run: Runner) -> ContextStore:
    return ContextStore(str(run.home / ".docker"))


@pytest.fixture
def add(store: ContextStore) -> Callable[..., Context]:
    """Store a context."""

    def make(name: str, host: str = "tcp://h:1", **metadata: object) -> Context:
        context = Context(name, dict(metadata), {"docker": {"Host": host, "SkipTLSVerify": False}})
        store.save(context)
        return context

    return make
