from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.support.command import Runner


def test_the_table(run: Runner, add: Callable[..., Any]) -> None:
    add("c10", Description="ten")
    add("c2", "unix:///x")
    run("context", "use", "c2")
    assert run("context", "ls").stdout == (
        "NAME      DESCRIPTION                               DOCKER ENDPOINT               ERROR\n"
        "c2 *                                                unix:///x                     \n"
        "c10       ten                                       tcp://h:1                     \n"
        "default   Current DOCKER_HOST based configuration   unix:///var/run/docker.sock   \n"
    )
    assert run("context", "ls", "-q").stdout == "c2\nc10\ndefault\n"
    row = json.loads(run("context", "ls", "--format", "json").stdout.splitlines()[0])
    assert row == {"Current": True, "Description": "", "DockerEndpoint": "unix:///x", "Error": "", "Name": "c2"}


def test_a_current_context_that_is_gone_is_shown_with_the_reason(run: Runner) -> None:
    result = run("context", "ls", "--format", "{{.Name}}|{{.Current}}|{{.Error}}", environ={"DOCKER_CONTEXT": "gone"})
    assert result.stdout.startswith('default|false|\ngone|true|context "gone": context not found: open ')


def test_an_environment_that_overrides_is_told(run: Runner) -> None:
    result = run("context", "ls", environ={"DOCKER_HOST": "unix:///nosuch"})
    assert "default *   Current" in result.stdout
    assert result.stderr.startswith("Warning: DOCKER_HOST environment variable overrides the active context.")


def test_faults(run: Runner) -> None:
    assert run("-H", "bogus://x", "context", "ls").stderr == "invalid bind address format: bogus://x\n"
    assert run("-H", "tcp://h", "-H", "tcp://i", "context", "ls").stderr == "Specify only one -H\n"
