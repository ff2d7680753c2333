"""Commands that take many objects: at once where order does not matter, and told in the order given."""

from __future__ import annotations

import threading

import pytest

from pydock.cli.each import FEW
from tests.support.command import Runner
from tests.support.engine import GUARD, Answer, FakeEngine, Handler, Request

_NAMES = [f"x{number}" for number in range(FEW + 2)]
_GONE, _LAST = _NAMES[1], _NAMES[-1]
_KEPT = "".join(f"{name}\n" for name in _NAMES if name != _GONE)


def meeting(size: int) -> Handler:
    """Answers once ``size`` requests have come; the one for _GONE with 404. What came last is answered first."""
    together = threading.Barrier(size, timeout=GUARD)
    answered = threading.Event()

    def answer(request: Request) -> Answer:
        together.wait()
        if f"/{_LAST}" in request.path:
            answered.set()
        else:
            answered.wait(GUARD)
        if f"/{_GONE}" in request.path:
            return Answer(404, {"message": f"no such thing: {_GONE}"})
        return Answer(200, {"Name": request.path.split("/")[2], "ID": "i"})

    return answer


@pytest.mark.parametrize(
    ("argv", "method", "path"),
    [
        ("config rm", "DELETE", "/configs/{}"),
        ("container kill", "POST", "/containers/{}/kill"),
        ("container pause", "POST", "/containers/{}/pause"),
        ("container restart", "POST", "/containers/{}/restart"),
        ("container rm", "DELETE", "/containers/{}"),
        ("container stop", "POST", "/containers/{}/stop"),
        ("container unpause", "POST", "/containers/{}/unpause"),
        ("container update --cpus 1", "POST", "/containers/{}/update"),
        ("network inspect -f {{.Name}}", "GET", "/networks/{}"),
        ("node rm", "DELETE", "/nodes/{}"),
        ("plugin rm", "DELETE", "/plugins/{}"),
        ("secret rm", "DELETE", "/secrets/{}"),
        ("service rm", "DELETE", "/services/{}"),
        ("volume inspect -f {{.Name}}", "GET", "/volumes/{}"),
        ("volume rm", "DELETE", "/volumes/{}"),
    ],
)
def test_all_at_once_and_told_in_order(fake: FakeEngine, run: Runner, argv: str, method: str, path: str) -> None:
    answer = meeting(len(_NAMES))
    for name in _NAMES:
        fake.on(method, path.format(name), answer)
    result = run("--jobs", str(len(_NAMES)), *argv.split(), *_NAMES)
    assert result == (1, _KEPT, f"Error response from daemon: no such thing: {_GONE}\n")


def test_networks_are_looked_at_and_deleted_at_once(fake: FakeEngine, run: Runner) -> None:
    looks, deletions = meeting(len(_NAMES)), meeting(len(_NAMES))
    for name in _NAMES:
        fake.on("GET", f"/networks/{name}", looks)
        fake.on("DELETE", f"/networks/{name}", deletions)
    result = run("--jobs", str(len(_NAMES)), "network", "rm", *_NAMES)
    assert result == (1, _KEPT, f"Error response from daemon: no such thing: {_GONE}\nexit status 1\n")


@pytest.mark.parametrize("argv", ["volume rm", "volume inspect"])
def test_a_handful_goes_one_by_one_on_one_connection(fake: FakeEngine, run: Runner, argv: str) -> None:
    names = _NAMES[:FEW]
    method = "DELETE" if argv.endswith("rm") else "GET"
    for name in names:
        fake.on(method, f"/volumes/{name}", json={"Name": name})
    assert run(*argv.split(), *names).exit_code == 0
    assert [request.path for request in fake.requests] == [f"/volumes/{name}" for name in names]
    assert fake.connections == 1


def test_no_more_at_once_than_jobs(fake: FakeEngine, run: Runner) -> None:
    now, most, lock = 0, 0, threading.Lock()

    def answer(_request: Request) -> Answer:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.01)
        with lock:
            now -= 1
        return Answer(204)

    for name in _NAMES:
        fake.on("DELETE", f"/volumes/{name}", answer)
    assert run("--jobs", "2", "volume", "rm", *_NAMES).exit_code == 0
    assert most <= 2
    assert fake.connections <= 2


@pytest.mark.parametrize(
    ("argv", "method", "path"),
    [
        ("rmi", "DELETE", "/images/{}"),
        ("start", "POST", "/containers/{}/start"),
        ("wait", "POST", "/containers/{}/wait"),
    ],
)
def test_where_order_matters_one_by_one(fake: FakeEngine, run: Runner, argv: str, method: str, path: str) -> None:
    for name in _NAMES:
        fake.on(method, path.format(name), json={"StatusCode": 0} if argv == "wait" else [] if argv == "rmi" else None)
    assert run(argv, *_NAMES).exit_code == 0
    assert [request.path for request in fake.requests] == [path.format(name) for name in _NAMES]
    assert fake.connections == 1


def test_the_engine_is_asked_once_what_it_speaks(fake: FakeEngine, run: Runner) -> None:
    fake.on("HEAD", "/_ping", headers=fake.ping)
    for name in _NAMES:
        fake.on("POST", f"/containers/{name}/kill", status=204)
    assert run("kill", *_NAMES).exit_code == 0
    assert len(fake.of("HEAD", "/_ping")) == 1


def test_a_swarm_is_asked_once_whether_it_is_managed(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/info", json={"Swarm": {"ControlAvailable": True}})
    for name in _NAMES:
        for kind in ("containers/{}/json", "images/{}/json", "networks/{}", "volumes/{}"):
            fake.on("GET", "/" + kind.format(name), status=404, json={"message": "no"})
        fake.on("GET", f"/services/{name}", json={"ID": name})
    result = run("inspect", "-f", "{{.ID}}", *_NAMES)
    assert result == (0, "".join(f"{name}\n" for name in _NAMES), "")
    assert len(fake.of("GET", "/info")) == 1


@pytest.mark.parametrize("argv", ["kill", "inspect", "volume rm", "volume inspect"])
def test_a_context_that_is_missing_is_told_once(run: Runner, argv: str) -> None:
    result = run("--context", "nosuch", *argv.split(), *_NAMES, environ={"DOCKER_HOST": ""})
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("context not found") == 1
