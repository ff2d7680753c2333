from __future__ import annotations

from tests.support.command import Runner


def test_the_name_need_not_exist(run: Runner) -> None:
    assert run("context", "show").stdout == "default\n"
    assert run("context", "show", environ={"DOCKER_CONTEXT": "gone"}).stdout == "gone\n"
    assert run("-c", "flag", "context", "show", environ={"DOCKER_CONTEXT": "gone"}).stdout == "flag\n"
    assert run("context", "show", environ={"DOCKER_HOST": "tcp://x", "DOCKER_CONTEXT": "gone"}).stdout == "default\n"
