"""Networks and volumes of a project that change under its containers, on real engines."""

from __future__ import annotations

from pathlib import Path

from tests.support.live import LiveEngine

TEXT = """\
services:
  db:
    image: busybox
    command: sleep 300
    stop_signal: KILL
    volumes: ["data:/data"]
    networks: {back: {aliases: [store]}}
  web: {image: busybox, command: sleep 300, stop_signal: KILL, networks: [back]}
volumes: {data: {labels: {of: "%s"}}}
networks: {back: {labels: {of: "%s"}}}
"""


def _up(live: LiveEngine, folder: Path, volume: str, network: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "compose.yaml").write_text(TEXT % (volume, network))
    done = live.pydock("compose", "up", "-d", "-y", cwd=folder)
    assert done.exit_code == 0, done
    return done.stderr


def test_a_network_is_replaced_under_its_containers(live: LiveEngine, tmp_path: Path) -> None:
    folder = tmp_path / "nets"
    _up(live, folder, "1", "1")
    before = live.ok("compose", "ps", "-q", cwd=folder)
    told = _up(live, folder, "1", "2")
    assert " Network nets_back  Removed\n Network nets_back  Creating\n Network nets_back  Created\n" in told
    assert "Recreate" not in told
    assert live.ok("compose", "ps", "-q", cwd=folder) == before
    assert '"store"' in live.ok("inspect", "nets-db-1", "-f", "{{json .NetworkSettings.Networks}}")
    if live.kind == "dockerd":  # the name server of Podman is one for all engines of the machine
        assert "store" in live.ok("compose", "exec", "-T", "web", "nslookup", "store", cwd=folder)
    assert "Running" in _up(live, folder, "1", "2")
    live.ok("compose", "down", "-v", cwd=folder)


def test_a_volume_and_a_network_are_replaced_at_once(live: LiveEngine, tmp_path: Path) -> None:
    folder = tmp_path / "both"
    _up(live, folder, "1", "1")
    live.ok("compose", "exec", "-T", "db", "touch", "/data/old", cwd=folder)
    told = _up(live, folder, "2", "2")
    assert " Volume both_data  Created\n" in told
    assert " Container both-db-1  Created\n" in told
    assert live.ok("compose", "exec", "-T", "db", "ls", "/data", cwd=folder) == ""
    assert live.ok("compose", "ps", "--services", "--status", "running", cwd=folder).split() == ["db", "web"]
    live.ok("compose", "down", "-v", cwd=folder)


def test_down_of_a_service_leaves_what_others_use(live: LiveEngine, tmp_path: Path) -> None:
    folder = tmp_path / "part"
    _up(live, folder, "1", "1")
    done = live.pydock("compose", "down", "db", cwd=folder)
    assert done.exit_code == 0
    assert " Network part_back  Resource is still in use\n" in done.stderr
    assert live.ok("compose", "ps", "--services", cwd=folder) == "web\n"
    assert " Network part_back  Removed\n" in live.pydock("compose", "down", "-v", cwd=folder).stderr
