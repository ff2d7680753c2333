"""Plans as text: the model and what the engine has go in, steps with reasons come out."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose import labels
from pydock.compose.model.confighash import network_hash, service_hash, volume_hash
from pydock.compose.model.load import Request, load
from pydock.compose.model.project import Project
from pydock.compose.observe import Container, Observed
from pydock.compose.plan import FORCE, NEVER, Options, as_json, as_text, plan
from pydock.errors import ConfigError

TEXT = """\
services:
  web: {image: app, depends_on: [db], volumes: ["data:/data"]}
  db: {image: db}
  side: {image: app, network_mode: "service:web"}
volumes: {data: }
"""


def _project(text: str = TEXT) -> Project:
    def fail(message: str) -> None:
        raise AssertionError(message)

    return load(Request("/proj", {"HOME": "/h"}, fail, lambda: text.encode(), files=["-"], project_name="p"))


def _container(project: Project, service: str, number: int = 1, **changes: Any) -> Container:
    resolved = project.services[service].copy()
    if str(resolved.get("network_mode", "")).startswith("service:"):
        resolved["network_mode"] = "container:id-web-1"
    marks = {
        labels.SERVICE: service,
        labels.NUMBER: str(number),
        labels.PROJECT: "p",
        labels.HASH: service_hash(resolved),
        labels.IMAGE: "sha256:1",
        **changes.pop("marks", {}),
    }
    mounts = [{"Type": "volume", "Name": "p_data"}] if service == "web" else []
    summary = {
        "Id": f"id-{service}-{number}",
        "Names": [f"/p-{service}-{number}"],
        "State": "running",
        "Labels": marks,
        "Mounts": mounts,
        "NetworkSettings": {"Networks": {"p_default": {"NetworkID": "n1"}}},
        **changes,
    }
    return Container(summary)


def _observed(project: Project, *containers: Container) -> Observed:
    network = project.networks["default"]
    marks = {labels.NETWORK: "default", labels.PROJECT: "p", labels.HASH: network_hash(network)}
    volume = {labels.HASH: volume_hash(project.volumes["data"])} if "data" in project.volumes else {}
    return Observed(
        containers,
        [{"Name": "p_default", "Id": "n1", "Labels": marks}],
        [{"Name": "p_data", "Labels": volume}],
    )


def _plan(project: Project, observed: Observed, **options: Any) -> str:
    images = dict.fromkeys(project.services, "sha256:1")
    return as_text(plan(project, observed, images, Options(**options)))


def test_everything_is_created_dependencies_first() -> None:
    assert _plan(_project(), Observed((), (), ())) == (
        "create network p_default\n"
        "create volume p_data\n"
        "create container p-db-1\n"
        "create container p-web-1\n"
        "create container p-side-1\n"
    )


def test_what_is_as_it_should_be_stays() -> None:
    project = _project()
    observed = _observed(project, *(_container(project, name) for name in ("web", "db", "side")))
    assert _plan(project, observed) == "nothing to do\n"


def test_reasons_to_recreate_and_what_lives_in_a_recreated_container() -> None:
    project = _project()
    changed = _container(project, "web", marks={labels.HASH: "other", labels.IMAGE: "sha256:0"})
    observed = _observed(project, changed, _container(project, "db"), _container(project, "side"))
    assert _plan(project, observed) == (
        "recreate container p-web-1: its configuration changed; its image changed\n"
        "recreate container p-side-1: it lives in a container of web, which is new\n"
    )


def test_policies() -> None:
    project = _project()
    changed = [_container(project, name, marks={labels.HASH: "other"}) for name in ("web", "db", "side")]
    observed = _observed(project, *changed)
    assert _plan(project, observed, recreate=NEVER, recreate_dependencies=NEVER) == "nothing to do\n"
    text = _plan(project, observed, recreate=FORCE, services=["web"], recreate_dependencies=NEVER)
    assert text == "recreate container p-web-1: asked for\n"


def test_scaling_removes_the_highest_numbers_and_fills_gaps() -> None:
    project = _project("services: {a: {image: x, scale: 2}}\n")
    observed = _observed(project, *(_container(project, "a", number) for number in (2, 3, 4)))
    assert _plan(project, observed) == "remove container p-a-4: scaled down\n"
    observed = _observed(project, _container(project, "a", 2))
    assert _plan(project, observed) == "create container p-a-1\n"


def test_diverged_networks_and_volumes() -> None:
    project = _project()
    observed = _observed(project, *(_container(project, name) for name in ("web", "db", "side")))
    observed.networks["p_default"]["Labels"][labels.HASH] = "other"
    observed.volumes["p_data"]["Labels"][labels.HASH] = "other"
    assert _plan(project, observed).splitlines() == [
        "recreate network p_default: its configuration changed",
        "recreate volume p_data: its configuration changed",
    ]


def test_containers_that_lost_their_network_or_volume() -> None:
    project = _project()
    away = {"Networks": {"other": {"NetworkID": "n2"}}}
    web = _container(project, "web", Mounts=[])
    db = _container(project, "db", NetworkSettings=away)
    text = _plan(project, _observed(project, web, db, _container(project, "side")))
    assert "recreate container p-db-1: it is not on network p_default\n" in text
    assert "recreate container p-web-1: volume p_data is not mounted\n" in text


def test_orphans_go_only_when_asked() -> None:
    project = _project("services: {a: {image: x}}\n")
    gone = _container(_project(), "db")
    observed = _observed(project, _container(project, "a"), gone)
    assert _plan(project, observed) == "nothing to do\n"
    assert _plan(project, observed, remove_orphans=True).startswith("remove container p-db-1: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "services: {a: {image: x, networks: [n]}}\nnetworks: {n: {external: true}}\n",
            "network n declared as external, but could not be found",
        ),
        (
            "services: {a: {image: x, volumes: ['vol:/v']}}\nvolumes: {vol: {external: true}}\n",
            'external volume "vol" not found',
        ),
    ],
)
def test_external_resources_must_exist(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        _plan(_project(text), Observed((), (), ()))


def test_a_network_of_someone_else_is_refused() -> None:
    project = _project("services: {a: {image: x}}\n")
    with pytest.raises(ConfigError, match="incorrect label"):
        _plan(project, Observed((), [{"Name": "p_default", "Id": "n", "Labels": {}}], ()))


def test_json() -> None:
    steps = plan(_project("services: {a: {image: x}}\n"), Observed((), (), ()), {}, Options())
    assert '"action": "create"' in as_json(steps)
    assert '"name": "p-a-1"' in as_json(steps)


def test_a_replacement_that_was_cut_short_takes_the_name_once_it_is_free() -> None:
    project = _project("services: {a: {image: x}}\n")
    old = _container(project, "a", marks={labels.HASH: "old"})
    new = _container(project, "a", Id="new", Names=["/id-a-1_p-a-1"])
    steps = plan(project, _observed(project, old, new), {"a": "sha256:1"}, Options())
    removed, kept = (step for step in steps if step.kind == "container")
    assert (removed.action, removed.name) == ("remove", "p-a-1")
    assert (kept.action, kept.name) == ("keep", "p-a-1")
    assert removed.id in kept.after
