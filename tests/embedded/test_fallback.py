"""Where commands turn when nothing names an engine."""

from __future__ import annotations

import os

import pytest

from pydock.embedded.fallback import fallback
from pydock.embedded.supervise import Supervisor
from pydock.engine.transport.endpoint import Endpoint
from tests.support.engine import FakeEngine


def test_fallback_never_when_an_engine_was_named(environ: dict[str, str]) -> None:
    named = Endpoint("default", "unix:///nowhere.sock", configured=True)
    assert fallback(named, environ, pytest.fail) is named
    remote = Endpoint("default", "tcp://127.0.0.1:1", configured=False)
    assert fallback(remote, environ, pytest.fail) is remote


def test_fallback_to_what_answers(environ: dict[str, str], fake: FakeEngine) -> None:
    there = Endpoint("default", fake.host, configured=False)
    assert fallback(there, environ, pytest.fail) is there
    os.makedirs(environ["XDG_RUNTIME_DIR"])
    os.symlink(fake.path, f"{environ['XDG_RUNTIME_DIR']}/docker.sock")
    absent = Endpoint("default", "unix:///nowhere.sock", configured=False)
    found = fallback(absent, environ, pytest.fail)
    assert found.host == f"unix://{environ['XDG_RUNTIME_DIR']}/docker.sock"


@pytest.mark.skipif(os.geteuid() != 0, reason="dockerd is started for root only")
def test_fallback_starts_the_embedded_engine(environ: dict[str, str], supervisor: Supervisor) -> None:
    absent = Endpoint("default", "unix:///nowhere.sock", configured=False)
    said: list[str] = []
    found = fallback(absent, environ, said.append)
    assert found.host == supervisor.paths.host
    assert said == ["No engine runs: starting dockerd (pydock engine down stops it)"]
    assert fallback(absent, environ, pytest.fail).host == found.host


def test_fallback_without_any_engine(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.embedded.programs._SYSTEM_FOLDERS", ())
    absent = Endpoint("default", "unix:///nowhere.sock", configured=False)
    assert fallback(absent, {**environ, "PATH": "/nowhere"}, pytest.fail) is absent
