from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.cli.diagnosis import machine
from pydock.cli.diagnosis.findings import ERROR, OK, WARNING, Finding, exit_code
from tests.cli.diagnosis.conftest import MakeApp
from tests.support.engine import FakeEngine


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte and eight inodes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=8", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system of its own needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _room(folder: Path) -> dict[str, Finding]:
    return {finding.subject: finding for finding in machine.room(str(folder), "docker")}


def test_a_full_disk_and_no_inodes(small: Path) -> None:
    assert _room(small)["inodes"].severity == OK
    (small / "big").write_bytes(b"x" * (1 << 20))
    assert _room(small)["disk"].severity == ERROR
    assert _room(small)["disk"].message.startswith("0.0 GB of 0.0 GB free")
    while os.statvfs(small).f_favail:
        (small / str(len(os.listdir(small)))).touch()
    found = _room(small)
    assert found["inodes"].severity == ERROR
    assert found["inodes"].message == f"0% free in {small}"
    assert found["inodes"].remedy.startswith("docker system df shows")
    assert exit_code(found.values()) == 2


@pytest.mark.parametrize(("wanted", "severity"), [("1400", OK), ("1500", WARNING)])
def test_packets_larger_than_the_host_takes(
    make_app: MakeApp, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch, wanted: str, severity: str
) -> None:
    monkeypatch.setattr(machine, "_host_mtu", lambda: 1400)
    options = {"com.docker.network.driver.mtu": wanted}
    fake.on("GET", "/networks", json=[{"Name": "bridge", "Options": options}])
    (finding,) = machine.mtu(make_app({"DOCKER_HOST": fake.host}).engine)
    assert finding.severity == severity
    assert finding.message == f"bridge networks use {wanted}, the host's network takes 1400"
    assert ('Set "mtu": 1400' in finding.remedy) == (severity == WARNING)


def test_a_container_that_looks_a_name_up(make_app: MakeApp, fake: FakeEngine) -> None:
    fake.on("POST", "/containers/create", json={"Id": "c1"})
    fake.on("POST", "/containers/c1/start", status=204)
    fake.on("POST", "/containers/c1/wait", json={"StatusCode": 1})
    fake.on("DELETE", "/containers/c1", status=204)
    findings = list(machine.container(make_app({"DOCKER_HOST": fake.host}), "busybox", "x.example"))
    assert [finding.severity for finding in findings] == ["ok", "error"]
    assert "x.example" in fake.requests[0].json["Cmd"][0]


def test_an_image_that_is_not_there(make_app: MakeApp, fake: FakeEngine) -> None:
    fake.on("POST", "/containers/create", status=404, json={"message": "No such image"})
    (finding,) = machine.container(make_app({"DOCKER_HOST": fake.host}), "gone", "x")
    assert finding.remedy.endswith("pull gone")


def test_no_engine_to_run_a_container(make_app: MakeApp) -> None:
    for environ in ({"DOCKER_HOST": "unix:///nosuch.sock"}, {"DOCKER_CONTEXT": "gone"}):
        (finding,) = machine.container(make_app(environ), "busybox", "x")
        assert finding.severity == ERROR
        assert "pull" not in finding.remedy
