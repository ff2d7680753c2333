from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_what_went_is_listed_and_the_rest_goes_on(run: Runner, fake: FakeEngine) -> None:
    fake.on("DELETE", "/images/a", json=[{"Untagged": "a:latest"}, {"Deleted": "sha256:1"}])
    fake.on("DELETE", "/images/b", status=404, json={"message": "No such image: b:latest"})
    fake.on("DELETE", "/images/c", json=[{"Untagged": "c:latest"}])
    assert run("rmi", "a", "b", "c") == (
        1,
        "Untagged: a:latest\nDeleted: sha256:1\nUntagged: c:latest\n",
        "Error response from daemon: No such image: b:latest\n",
    )


def test_force_forgives_what_is_not_there(run: Runner, fake: FakeEngine) -> None:
    fake.on("DELETE", "/images/b", status=404, json={"message": "No such image: b:latest"})
    fake.on("DELETE", "/images/c", status=409, json={"message": "in use"})
    assert run("rmi", "-f", "b") == (0, "", "Error response from daemon: No such image: b:latest\n")
    assert run("rmi", "-f", "b", "c").exit_code == 1


def test_platforms_are_parsed_before_anything_goes(run: Runner, fake: FakeEngine) -> None:
    assert run("rmi", "--platform", "a/b/c/d", "x").stderr == (
        '"a/b/c/d": cannot parse platform specifier: invalid argument\n'
    )
    fake.on("DELETE", "/images/x", json=[])
    run("rmi", "--platform", "linux/amd64,linux/arm64", "--no-prune", "x")
    assert fake.requests[0].query == {
        "noprune": ["1"],
        "platforms": ['{"architecture":"amd64","os":"linux"}', '{"architecture":"arm64","os":"linux"}'],
    }
