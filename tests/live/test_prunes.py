"""Dry runs against a real engine: they list what a prune then deletes, and delete nothing else."""

from __future__ import annotations

from tests.support.live import LiveEngine


def test_a_dry_run_and_the_prune_agree(live: LiveEngine) -> None:
    live.ok("network", "create", "unused")
    live.ok("volume", "create", "kept")
    volume = live.ok("volume", "create").strip()
    container = live.ok("create", "--name", "old", "busybox", "true").strip()
    listed = live.ok("system", "prune", "--dry-run", "-f", "--volumes")
    for name in ("old", "unused"):
        assert f"   {name}" in listed
    # Engines before API 1.42 prune volumes that have a name, too.
    anonymous_only = live.connection.at_least("1.42")
    assert ("kept" in listed) is not anonymous_only
    pruned = live.ok("system", "prune", "-f", "--volumes")
    assert container in pruned and "unused\n" in pruned
    assert volume in pruned
    assert ("kept" in pruned) is not anonymous_only


def test_yes_deletes_what_was_listed(live: LiveEngine) -> None:
    live.ok("network", "create", "solo")
    stdout = live.ok("network", "prune", "--dry-run", stdin=b"y\n")
    assert "Would delete 1 object and free 0B." in stdout, stdout
    assert live.ok("network", "ls", "-q", "-f", "name=solo") == ""
    assert live.ok("network", "prune", "--dry-run") == "Nothing would be deleted.\n"


def test_volumes_and_networks(live: LiveEngine) -> None:
    assert live.ok("volume", "create", "--label", "a=b", "labelled") == "labelled\n"
    assert live.ok("volume", "ls", "-q", "-f", "label=a=b") == "labelled\n"
    live.ok("network", "create", "--subnet", "10.99.0.0/24", "n1")
    live.ok("create", "--name", "c1", "busybox", "true")
    live.ok("network", "connect", "--alias", "w", "--ip", "10.99.0.9", "n1", "c1")
    assert live.ok("inspect", "-f", "{{.NetworkSettings.Networks.n1.IPAMConfig.IPv4Address}}", "c1") == "10.99.0.9\n"
    live.ok("network", "disconnect", "n1", "c1")
    assert live.ok("network", "rm", "n1") == "n1\n"
    assert live.pydock("network", "rm", "n1").stderr.endswith("exit status 1\n")
    soon = "--until=-1s"  # whole seconds count: the end of this one is still to come
    events = live.ok("events", "--since", "1m", soon, "-f", "type=network", "--format", "{{.Action}}")
    assert events.splitlines()[-1] in ("destroy", "disconnect")
