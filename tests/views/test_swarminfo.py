"""The swarm's part of info."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.swarminfo import swarm_lines

CLUSTER: dict[str, Any] = {
    "ID": "c1",
    "DefaultAddrPool": ["10.0.0.0/8"],
    "SubnetSize": 24,
    "DataPathPort": 4789,
    "Spec": {
        "Orchestration": {"TaskHistoryRetentionLimit": 5},
        "Raft": {"SnapshotInterval": 10000, "KeepOldSnapshots": 0, "HeartbeatTick": 1, "ElectionTick": 10},
        "Dispatcher": {"HeartbeatPeriod": 5_000_000_000},
        "CAConfig": {
            "NodeCertExpiry": 7_776_000_000_000_000,
            "ExternalCAs": [{"Protocol": "cfssl", "URL": "https://ca"}],
        },
        "EncryptionConfig": {"AutoLockManagers": True},
    },
}
MANAGER: dict[str, Any] = {
    "LocalNodeState": "active",
    "NodeID": "n1",
    "NodeAddr": "10.0.0.1",
    "ControlAvailable": True,
    "Managers": 1,
    "Nodes": 2,
    "Cluster": CLUSTER,
    "RemoteManagers": [{"Addr": "10.0.0.2:2377"}, {"Addr": "10.0.0.1:2377"}],
}


@pytest.mark.parametrize("state", ["inactive", "locked"])
def test_nothing_more_of_a_node_in_no_swarm(state: str) -> None:
    assert swarm_lines({"LocalNodeState": state}) == [f" Swarm: {state}"]


def test_a_manager_knows_the_settings() -> None:
    lines = swarm_lines(MANAGER)
    assert lines[:4] == [" Swarm: active", "  NodeID: n1", "  Is Manager: true", "  ClusterID: c1"]
    assert "  Default Address Pool: 10.0.0.0/8  " in lines
    assert "   Number of Old Snapshots to Retain: 0" in lines
    assert "   Heartbeat Period: 5 seconds" in lines and "   Expiry Duration: 3 months" in lines
    assert lines[lines.index("   External CAs:") + 1] == "     cfssl: https://ca"
    assert "  Autolock Managers: true" in lines
    assert lines[-2:] == ["   10.0.0.1:2377", "   10.0.0.2:2377"]


def test_a_worker_and_an_error_show_no_settings() -> None:
    worker = swarm_lines({**MANAGER, "ControlAvailable": False})
    assert "  Is Manager: false" in worker and not any("ClusterID" in line for line in worker)
    failed = swarm_lines({**MANAGER, "Error": "quorum lost"})
    assert "  Error: quorum lost" in failed and not any("ClusterID" in line for line in failed)
