from __future__ import annotations

import pytest

from pydock.cli.protect import is_destructive
from pydock.config.contextstore import Context, ContextStore
from tests.support.command import Runner
from tests.support.engine import FakeEngine


@pytest.mark.parametrize(
    "path", ["container rm", "image prune", "swarm leave", "compose down", "system prune", "buildx prune"]
)
def test_destructive(path: str) -> None:
    assert is_destructive(path)


@pytest.mark.parametrize(
    "path", ["container ls", "context rm", "manifest rm", "container run", "registry rm", "buildx rm"]
)
def test_harmless_to_the_engine(path: str) -> None:
    assert not is_destructive(path)


def test_a_protected_context_asks(run: Runner, fake: FakeEngine) -> None:
    store = ContextStore(str(run.home / ".docker"))
    store.save(Context("prod", {"protected": True}, {"docker": {"Host": fake.host}}))
    fake.on("DELETE", "/containers/c1", status=204)
    environ = {"DOCKER_HOST": "", "DOCKER_CONTEXT": "prod"}
    result = run("rm", "c1", environ=environ)
    assert result.exit_code == 1
    assert f"context prod ({fake.host}) is protected: docker rm was not run" in result.stderr
    assert fake.requests == []
    assert run("--yes", "rm", "c1", environ=environ).stdout == "c1\n"
    assert run("rm", "c1", environ={**environ, "PYDOCK_YES": "1"}).stdout == "c1\n"
    assert run("rm", "c1").stdout == "c1\n"
