"""What a service's spec takes from the cluster and the registry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pydock.cli import servicing
from pydock.errors import PydockError
from pydock.values.networks import parse_network
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine

Fields = dict[str, Any]
DIGEST = "sha256:" + "a" * 64


def test_variables_of_files_flags_and_here(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "env").write_text("A=file\nHERE\n# no\n")
    app = make(environ={"HERE": "mine"}).app
    found = servicing.environment(app, ["env"], ["B=1", "HERE", "MISSING"])
    assert found == ["A=file", "HERE=mine", "B=1", "HERE=mine", "MISSING"]
    with pytest.raises(PydockError, match=r"^open nosuch: no such file or directory$"):
        servicing.environment(app, ["nosuch"], [])


def test_networks_go_by_their_ids(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/a", json={"Id": "9"})
    fake.on("GET", "/networks/b", json={"Id": "1"})
    found = servicing.attach_networks(make().app, [parse_network("name=a,alias=x"), parse_network("b")])
    assert [network["Target"] for network in found] == ["1", "9"]
    assert found[1]["Aliases"] == ["x"]
    assert fake.requests[0].query == {"scope": ["swarm"]}


def spec(*networks: str, old: bool = False) -> Fields:
    present = [{"Target": network} for network in networks]
    return {"TaskTemplate": {}, "Networks": present} if old else {"TaskTemplate": {"Networks": present}}


@pytest.mark.parametrize("old", [False, True])
def test_networks_change(make: MakeApp, fake: FakeEngine, old: bool) -> None:
    fake.on("GET", "/networks/a", json={"Id": "1"})
    fake.on("GET", "/networks/b", json={"Id": "2"})
    service = spec("3", "1", old=old)
    servicing.change_networks(make().app, service, [parse_network("b")], ["a"])
    assert [network["Target"] for network in service["TaskTemplate"]["Networks"]] == ["2", "3"]
    assert "Networks" not in service


def test_the_last_network_goes_with_its_list(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/a", json={"Id": "1"})
    service = spec("1")
    servicing.change_networks(make().app, service, [], ["a"])
    assert service == {"TaskTemplate": {}}


def test_a_network_is_joined_once(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/a", json={"Id": "1"})
    with pytest.raises(PydockError, match=r"^service is already attached to network a$"):
        servicing.change_networks(make().app, spec("1"), [parse_network("a")], [])


def secret(name: str, target: str = "") -> Fields:
    return {"SecretName": name, "File": {"Name": target or name}}


def test_secrets_by_name(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/secrets", json=[{"ID": "1", "Spec": {"Name": "a"}}])
    app = make().app
    assert servicing.find_secrets(app, []) == []
    found = servicing.find_secrets(app, [secret("a"), secret("a", "other")])
    assert [reference["SecretID"] for reference in found] == ["1", "1"]
    assert fake.requests[0].query == {"filters": ['{"name":{"a":true}}']}
    with pytest.raises(PydockError, match=r"^secret not found: b$"):
        servicing.find_secrets(app, [secret("b")])
    with pytest.raises(PydockError, match=r"^duplicate secret target for b not allowed$"):
        servicing.find_secrets(app, [secret("a", "x"), secret("b", "x")])


def test_a_credential_spec_is_a_config_too(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/configs", json=[{"ID": "1", "Spec": {"Name": "a"}}, {"ID": "2", "Spec": {"Name": "cred"}}])
    container: Fields = {"Privileges": {"CredentialSpec": {"Config": "cred"}}}
    wanted = [{"ConfigName": "a", "File": {"Name": "/a"}}]
    found = servicing.find_configs(make().app, wanted, {"Config": "cred"}, container)
    assert found == [
        {"ConfigName": "a", "File": {"Name": "/a"}, "ConfigID": "1"},
        {"ConfigName": "cred", "Runtime": {}, "ConfigID": "2"},
    ]
    assert container["Privileges"]["CredentialSpec"]["Config"] == "2"


def test_secrets_change(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/secrets", json=[{"ID": "2", "Spec": {"Name": "b"}}])
    container: Fields = {"Secrets": [secret("a"), secret("c")]}
    servicing.change_secrets(make().app, container, [secret("b")], ["a"])
    assert [reference["SecretName"] for reference in container["Secrets"]] == ["c", "b"]
    servicing.change_secrets(make().app, container, [], ["b", "c"])
    assert container == {}


def test_a_new_credential_spec_takes_the_place_of_the_old(make: MakeApp) -> None:
    old = {"ConfigName": "cred", "Runtime": {}, "ConfigID": "2"}
    container: Fields = {"Configs": [old, {"ConfigName": "a"}], "Privileges": {"CredentialSpec": {"Config": "2"}}}
    servicing.change_configs(make().app, container, [], [], {"Config": "", "File": "f", "Registry": ""})
    assert container["Configs"] == [{"ConfigName": "a"}]
    assert container["Privileges"]["CredentialSpec"] == {"Config": "", "File": "f", "Registry": ""}
    servicing.change_configs(make().app, container, [], [], {"Config": "", "File": "", "Registry": ""})
    assert container["Privileges"]["CredentialSpec"] is None


def task(image: str, **more: Any) -> Fields:
    return {"ContainerSpec": {"Image": image}, **more}


def test_every_node_runs_the_same_image(make: MakeApp, fake: FakeEngine) -> None:
    platforms = [{"architecture": "amd64", "os": "linux"}, {"architecture": "ARM", "os": "linux", "variant": "v7"}]
    found = {"Descriptor": {"digest": DIGEST}, "Platforms": platforms}
    fake.on("GET", "/distribution/app:latest/json", json=found)
    wanted = task("app", Placement={"Constraints": ["x"]})
    assert servicing.digest(make().app, wanted, "YQ==", resolve=True) == []
    assert wanted["ContainerSpec"]["Image"] == f"app:latest@{DIGEST}"
    assert wanted["Placement"] == {
        "Constraints": ["x"],
        "Platforms": [{"Architecture": "amd64", "OS": "linux"}, {"OS": "linux"}],
    }
    assert fake.requests[0].headers["x-registry-auth"] == "YQ=="


def test_a_digest_that_was_given_stays(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", f"/distribution/app@{DIGEST}/json", json={"Descriptor": {"digest": "sha256:" + "b" * 64}})
    wanted = task(f"app@{DIGEST}")
    servicing.digest(make().app, wanted, None, resolve=True)
    assert wanted == task(f"app@{DIGEST}")


@pytest.mark.parametrize(("version", "resolve"), [("1.29", True), ("1.41", False)])
def test_nobody_is_asked(make: MakeApp, version: str, resolve: bool) -> None:
    wanted = task("app")
    assert servicing.digest(make(environ={"DOCKER_API_VERSION": version}).app, wanted, None, resolve=resolve) == []
    assert wanted == task("app:latest")


def test_a_registry_that_does_not_answer(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/distribution/app:1/json", status=500, json={"message": "no such host"})
    wanted = task("app:1")
    (warning,) = servicing.digest(make().app, wanted, None, resolve=True)
    assert warning.startswith("image app:1 could not be accessed on a registry to record\nits digest.")
    assert wanted == task("app:1")


def test_accounts(make: MakeApp) -> None:
    assert servicing.send_auth(make().app, "r:5000/app") is not None
    with pytest.raises(PydockError, match="invalid reference format"):
        servicing.send_auth(make().app, "a//b")
