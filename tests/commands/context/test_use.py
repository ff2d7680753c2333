from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.support.command import Runner


def test_the_choice_is_kept_in_config_json(run: Runner, add: Callable[..., Any]) -> None:
    add("eng")
    path = run.home / ".docker" / "config.json"
    assert run("context", "use", "eng") == (0, "eng\n", 'Current context is now "eng"\n')
    assert json.loads(path.read_text()) == {"auths": {}, "currentContext": "eng"}
    assert run("context", "show").stdout == "eng\n"
    assert run("context", "use", "default").exit_code == 0
    assert json.loads(path.read_text()) == {"auths": {}}
    assert run("context", "show").stdout == "default\n"


def test_an_environment_that_overrides_it_is_told(run: Runner, add: Callable[..., Any]) -> None:
    add("eng")
    result = run("context", "use", "eng", environ={"DOCKER_HOST": "tcp://x"})
    assert 'Warning: DOCKER_HOST environment variable overrides the active context. To use "eng", ' in result.stderr


def test_a_context_that_is_not_there(run: Runner) -> None:
    result = run("context", "use", "nosuch")
    assert result.exit_code == 1
    assert result.stderr.startswith('context "nosuch": context not found: open ')


def test_the_count_of_arguments_in_dockers_words_for_this_one(run: Runner) -> None:
    assert run("context", "use").stderr == "accepts 1 arg(s), received 0\n"
