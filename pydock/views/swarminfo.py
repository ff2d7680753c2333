"""The swarm's part of ``info``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.render.units import SECOND, human_duration

Fields = Mapping[str, Any]


def swarm_lines(swarm: Fields) -> list[str]:
    """This node's place in the swarm, and where it is a manager the swarm's settings."""
    state = swarm.get("LocalNodeState", "")
    lines = [f" Swarm: {state}"]
    if state in ("inactive", "locked"):
        return lines
    lines.append(f"  NodeID: {swarm.get('NodeID', '')}")
    if swarm.get("Error"):
        lines.append(f"  Error: {swarm['Error']}")
    manager = bool(swarm.get("ControlAvailable"))
    lines.append(f"  Is Manager: {_word(manager)}")
    if swarm.get("Cluster") and manager and not swarm.get("Error") and state != "error":
        lines += _cluster(swarm, swarm["Cluster"])
    lines.append(f"  Node Address: {swarm.get('NodeAddr', '')}")
    managers = sorted(manager["Addr"] for manager in swarm.get("RemoteManagers") or ())
    if managers:
        lines += ["  Manager Addresses:", *(f"   {address}" for address in managers)]
    return lines


def _word(value: Any) -> str:
    return "true" if value else "false"


def _cluster(swarm: Fields, cluster: Fields) -> list[str]:
    spec = cluster["Spec"]
    lines = [f"  ClusterID: {cluster['ID']}", f"  Managers: {swarm.get('Managers', 0)}"]
    lines.append(f"  Nodes: {swarm.get('Nodes', 0)}")
    if cluster.get("DefaultAddrPool") is not None:
        lines.append(f"  Default Address Pool: {''.join(f'{pool}  ' for pool in cluster['DefaultAddrPool'])}")
        lines.append(f"  SubnetSize: {cluster.get('SubnetSize', 0)}")
    if cluster.get("DataPathPort"):
        lines.append(f"  Data Path Port: {cluster['DataPathPort']}")
    limit = (spec.get("Orchestration") or {}).get("TaskHistoryRetentionLimit") or 0
    lines += ["  Orchestration:", f"   Task History Retention Limit: {limit}"]
    raft = spec.get("Raft") or {}
    lines += ["  Raft:", f"   Snapshot Interval: {raft.get('SnapshotInterval', 0)}"]
    if raft.get("KeepOldSnapshots") is not None:
        lines.append(f"   Number of Old Snapshots to Retain: {raft['KeepOldSnapshots']}")
    lines.append(f"   Heartbeat Tick: {raft.get('HeartbeatTick', 0)}")
    lines.append(f"   Election Tick: {raft.get('ElectionTick', 0)}")
    beat = (spec.get("Dispatcher") or {}).get("HeartbeatPeriod", 0)
    lines += ["  Dispatcher:", f"   Heartbeat Period: {human_duration(beat / SECOND)}"]
    lines += _authority(spec.get("CAConfig") or {})
    locked = (spec.get("EncryptionConfig") or {}).get("AutoLockManagers")
    lines.append(f"  Autolock Managers: {_word(locked)}")
    return [*lines, f"  Root Rotation In Progress: {_word(cluster.get('RootRotationInProgress'))}"]


def _authority(config: Fields) -> list[str]:
    expiry = human_duration(config.get("NodeCertExpiry", 0) / SECOND)
    lines = ["  CA Configuration:", f"   Expiry Duration: {expiry}", f"   Force Rotate: {config.get('ForceRotate', 0)}"]
    certificate = config.get("SigningCACert", "").strip()
    if certificate:
        lines.append(f"   Signing CA Certificate: \n{certificate}\n")
    outside = [f"     {entry.get('Protocol', '')}: {entry.get('URL', '')}" for entry in config.get("ExternalCAs") or ()]
    return lines + (["   External CAs:", *outside] if outside else [])
