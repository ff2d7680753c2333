"""Putting a stack into the swarm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pydock.cli import deploying
from pydock.errors import PydockError
from pydock.stack.convert import Namespace, service
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine

Fields = dict[str, Any]
ST = Namespace("st")
DIGEST = "sha256:" + "a" * 64


def test_only_managers_deploy(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json={"Swarm": {"ControlAvailable": True}})
    deploying.check_manager(make().app)
    fake.on("GET", "/info", json={})
    with pytest.raises(PydockError, match=r"^this node is not a swarm manager\."):
        deploying.check_manager(make().app)


def test_external_networks(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/good", json={"Scope": "swarm"})
    fake.on("GET", "/networks/local", json={"Scope": "local"})
    fake.on("GET", "/networks/gone", status=404, json={"message": "no"})
    app = make().app
    deploying.check_external(app, ["good", "host"])
    with pytest.raises(PydockError, match='it is not in the right scope: "local" instead of "swarm"'):
        deploying.check_external(app, ["local"])
    with pytest.raises(PydockError, match='network "gone" is declared as external, but could not be found'):
        deploying.check_external(app, ["gone"])
    assert len(fake.requests) == 3


def test_networks_that_are_missing_are_made(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/networks", json=[{"Name": "st_a"}])
    fake.on("POST", "/networks/create", status=201, json={"Id": "1"})
    written = make()
    deploying.create_networks(written.app, ST, {"st_a": {}, "st_b": {"Driver": "overlay"}})
    assert written.out == "Creating network st_b\n"
    assert fake.requests[-1].json == {"Driver": "overlay", "Name": "st_b"}
    fake.on("POST", "/networks/create", status=500, json={"message": "no address pool"})
    with pytest.raises(PydockError, match=r"^failed to create network st_c: .*no address pool$"):
        deploying.create_networks(written.app, ST, {"st_c": {}})


def test_configs_are_made_or_changed(make: MakeApp, fake: FakeEngine, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    fake.on("GET", "/configs/st_new", status=404, json={"message": "no"})
    fake.on("GET", "/configs/called", json={"ID": "1", "Version": {"Index": 7}})
    fake.on("POST", "/configs/create", status=201, json={"ID": "2"})
    fake.on("POST", "/configs/1/update")
    items: Fields = {"new": {"file": str(tmp_path / "f")}, "old": {"file": str(tmp_path / "f"), "name": "called"},
             "theirs": {"external": True}}  # fmt: skip
    written = make()
    deploying.store(written.app, ST, "config", items)
    assert written.out == "Creating config st_new\n"
    assert fake.of("POST", "/configs/create")[0].json["Data"] == "eA=="
    assert fake.of("POST", "/configs/1/update")[0].query == {"version": ["7"]}


def test_files_are_read_before_anything_is_made(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    items = {"good": {"file": str(tmp_path / "f")}, "bad": {"file": "/nosuch"}}
    with pytest.raises(PydockError, match=r"^open /nosuch: no such file or directory$"):
        deploying.store(make().app, ST, "secret", items)


def test_specs_name_the_service_that_is_wrong(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/secrets", json=[{"ID": "1", "Spec": {"Name": "st_s"}}])
    item = {"image": "app", "secrets": [{"source": "s"}]}
    app = make().app
    specs = deploying.service_specs(app, ST, {"services": {"web": item}, "secrets": {"s": {}}})
    (reference,) = specs["st_web"]["TaskTemplate"]["ContainerSpec"]["Secrets"]
    assert (reference["SecretName"], reference["SecretID"]) == ("st_s", "1")
    fake.on("GET", "/secrets", json=[])
    with pytest.raises(PydockError, match=r"^service web: secret not found: st_s$"):
        deploying.service_specs(app, ST, {"services": {"web": item}, "secrets": {"s": {}}})


def test_new_services_are_made_and_old_ones_changed(make: MakeApp, fake: FakeEngine) -> None:
    wanted = {f"st_{name}": service(ST, name, {"image": "app:1"}, {}) for name in ("new", "old")}
    before = service(ST, "old", {"image": "app:1"}, {})
    before["TaskTemplate"]["ContainerSpec"]["Image"] = f"app:1@{DIGEST}"
    before["TaskTemplate"]["ForceUpdate"] = 4
    fake.on("GET", "/services", json=[{"ID": "1", "Version": {"Index": 3}, "Spec": before}])
    fake.on("POST", "/services/create", status=201, json={"ID": "2"})
    fake.on("POST", "/services/1/update", json={"Warnings": ["w"]})
    fake.on("GET", "/distribution/app:1/json", json={"Descriptor": {"digest": DIGEST}})
    written = make()
    done = deploying.deploy_services(written.app, ST, wanted, send_auth=False, resolve="changed")
    assert written.out == "Creating service st_new\nUpdating service st_old (id: 1)\n"
    assert written.err == "w\n"
    assert [(item.identity, item.name, item.before) for item in done] == [
        ("2", "st_new", None),
        ("1", "st_old", before),
    ]
    task = fake.of("POST", "/services/1/update")[0].json["TaskTemplate"]
    assert (task["ContainerSpec"]["Image"], task["ForceUpdate"]) == (f"app:1@{DIGEST}", 4)
    assert len(fake.of("GET", "/distribution/app:1/json")) == 1


def test_resolve_always_asks_the_registry_again(make: MakeApp, fake: FakeEngine) -> None:
    spec = service(ST, "old", {"image": "app:1"}, {})
    fake.on(
        "GET",
        "/services",
        json=[{"ID": "1", "Version": {"Index": 3}, "Spec": service(ST, "old", {"image": "app:1"}, {})}],
    )
    fake.on("POST", "/services/1/update", json={})
    fake.on("GET", "/distribution/app:1/json", json={"Descriptor": {"digest": DIGEST}})
    deploying.deploy_services(make().app, ST, {"st_old": spec}, send_auth=True, resolve="always")
    request = fake.of("POST", "/services/1/update")[0]
    assert request.json["TaskTemplate"]["ContainerSpec"]["Image"] == f"app:1@{DIGEST}"
    assert "x-registry-auth" in request.headers


def test_services_that_the_files_name_no_more_go(make: MakeApp, fake: FakeEngine) -> None:
    listed = [{"ID": str(number), "Spec": {"Name": name}} for number, name in enumerate(("st_web", "st_b", "st_a"))]
    fake.on("GET", "/services", json=listed)
    fake.on("DELETE", "/services/1", status=500, json={"message": "busy"})
    fake.on("DELETE", "/services/2")
    written = make()
    deploying.prune_services(written.app, ST, {"services": {"web": {}}})
    assert written.out == "Removing service st_a\nRemoving service st_b\n"
    assert written.err == "Failed to remove service 1: Error response from daemon: busy\n"


@pytest.mark.parametrize(("status", "fine"), [(204, True), (403, False)])
def test_removal_says_whether_all_went(make: MakeApp, fake: FakeEngine, status: int, fine: bool) -> None:
    fake.on("DELETE", "/networks/1", status=status, json={"message": "in use"})
    assert deploying.remove(make().app, "network", [{"Id": "1", "Name": "st_n"}]) is fine
