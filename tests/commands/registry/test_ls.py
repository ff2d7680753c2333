from __future__ import annotations

from tests.support.command import Runner
from tests.support.storage import Storage


def test_repositories(run: Runner, storage: Storage, host: str) -> None:
    storage.image("b/c", "1")
    storage.image("a", "1")
    assert run("registry", "ls", f"http://{host}/") == (0, f"{host}/a\n{host}/b/c\n", "")


def test_nobody_there(run: Runner) -> None:
    result = run("registry", "ls", "127.0.0.1:1")
    assert (result.exit_code, result.stderr) == (
        1,
        'Get "http://127.0.0.1:1/v2/_catalog": dial tcp 127.0.0.1:1: connect: connection refused\n',
    )


def test_as_a_list(run: Runner, storage: Storage, host: str) -> None:
    storage.image("b/c", "1")
    storage.image("a", "1")
    done = run("registry", "ls", host, "--format", "csv", "--columns", "path,registry", "--sort", "path:desc")
    assert done.stdout == f"Path,Registry\nb/c,{host}\na,{host}\n"
    assert run("registry", "ls", host, "--format", "{{.Name | upper}}").stdout == f"{host}/a\n{host}/b/c\n".upper()
