"""Protected contexts on a terminal, over a real engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pydock.config.contextstore import Context, ContextStore
from tests.support.live import LiveEngine
from tests.support.terminal import Terminal


@contextmanager
def typing(engine: LiveEngine, *argv: str) -> Iterator[Terminal]:
    environ = engine.environ({"DOCKER_HOST": "", "DOCKER_CONTEXT": "prod"})
    with Terminal(engine.command(*argv), environ=environ, cwd=str(engine.work), columns=300) as tty:
        yield tty


@pytest.fixture
def prod(live: LiveEngine) -> Iterator[LiveEngine]:
    store = ContextStore(str(live.home / ".docker"))
    store.save(Context("prod", {"protected": True}, {"docker": {"Host": live.host}}))
    live.ok("create", "--name", "kept", "busybox")
    yield live
    store.remove("prod")


def test_the_question_is_asked_once_and_names_the_engine(prod: LiveEngine) -> None:
    question = f"context prod ({prod.host}) is protected. Run pydock rm there? [y/N] ".encode()
    with typing(prod, "rm", "kept") as tty:
        tty.expect(question)
        tty.send(b"n\n")
        assert tty.wait() == 1
        assert b"is protected: pydock rm was not run" in tty.rest
    prod.ok("inspect", "kept")
    prod.ok("create", "--name", "other", "busybox")
    with typing(prod, "rm", "kept", "other") as tty:
        tty.expect(question)
        tty.send(b"y\n")
        tty.expect(b"kept\r\n")
        assert tty.wait() == 0
        assert tty.seen.count(b"is protected") == 1
    assert prod.pydock("inspect", "kept").exit_code == 1


@pytest.mark.parametrize("more", [{"PYDOCK_YES": "1"}, {}])
def test_an_answer_in_advance(prod: LiveEngine, more: dict[str, str]) -> None:
    flags = [] if more else ["--yes"]
    environ = prod.environ({"DOCKER_HOST": "", "DOCKER_CONTEXT": "prod", **more})
    with Terminal(prod.command(*flags, "rm", "kept"), environ=environ, cwd=str(prod.work)) as tty:
        assert tty.wait() == 0
        assert tty.seen == b"kept\r\n"


def test_piped_it_is_refused(prod: LiveEngine) -> None:
    environ = {"DOCKER_HOST": "", "DOCKER_CONTEXT": "prod"}
    result = prod.pydock("rm", "kept", stdin=b"y\n", environ=environ)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"context prod ({prod.host}) is protected: pydock rm was not run\n")
    prod.ok("inspect", "kept")


def test_system_prune_names_the_engine_protected_or_not(prod: LiveEngine) -> None:
    with Terminal(prod.command("system", "prune"), environ=prod.environ(), cwd=str(prod.work), columns=300) as tty:
        tty.expect(f"This is the engine of context default ({prod.host}).\r\n".encode())
        tty.expect(b"continue? [y/N] ")
        tty.send(b"n\n")
        assert tty.wait() == 0
    prod.ok("inspect", "kept")
    assert "This is the engine" not in prod.pydock("system", "prune").stdout
