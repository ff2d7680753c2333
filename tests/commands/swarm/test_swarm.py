"""The swarm's own commands: they share the cluster's spec, so one file holds them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

TOKENS = {"Worker": "SWMTKN-w", "Manager": "SWMTKN-m"}
SPEC: dict[str, Any] = {
    "Name": "default",
    "Orchestration": {"TaskHistoryRetentionLimit": 5},
    "Raft": {"SnapshotInterval": 10000},
    "Dispatcher": {"HeartbeatPeriod": 5000000000},
    "CAConfig": {"NodeCertExpiry": 7776000000000000},
    "EncryptionConfig": {"AutoLockManagers": False},
}
PEM = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"


def swarm(**more: Any) -> dict[str, Any]:
    return {"ID": "s1", "Version": {"Index": 9}, "Spec": SPEC, "JoinTokens": TOKENS, **more}


def test_init(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/swarm/init", json="node1")
    fake.on("GET", "/nodes/node1", json={"ID": "node1", "ManagerStatus": {"Addr": "10.0.0.1:2377"}})
    fake.on("GET", "/swarm", json=swarm())
    fake.on("GET", "/swarm/unlockkey", json={"UnlockKey": "SWMKEY-1"})
    words = ("--advertise-addr", "10.0.0.1", "--autolock", "--task-history-limit", "3", "--listen-addr", "eth0")
    result = run("swarm", "init", *words, "--default-addr-pool", "10.1.2.3/16", "--availability", "DRAIN")
    assert result.exit_code == 0
    assert "    docker swarm join --token SWMTKN-w 10.0.0.1:2377\n" in result.stdout
    assert "    SWMKEY-1\n" in result.stdout
    sent = fake.requests[0].json
    assert sent["ListenAddr"] == "eth0:2377"
    assert sent["Availability"] == "drain"
    assert sent["DefaultAddrPool"] == ["10.1.0.0/16"]
    assert sent["Spec"]["Orchestration"] == {"TaskHistoryRetentionLimit": 3}
    assert sent["Spec"]["EncryptionConfig"] == {"AutoLockManagers": True}
    assert "NodeCertExpiry" not in sent["Spec"]["CAConfig"]


@pytest.mark.parametrize(
    ("words", "code", "want"),
    [
        (["--availability", "bogus"], 1, 'invalid availability "bogus", only active, pause and drain are supported'),
        (["--external-ca", "x"], 125, "invalid field 'x' must be a key=value pair"),
        (["--external-ca", "protocol=other,url=u"], 125, "unrecognized external CA protocol other"),
        (["--external-ca", "protocol=cfssl"], 125, "the external-ca option needs a url= parameter"),
        (["--default-addr-pool", "x"], 125, "invalid string being converted to CIDR: x"),
        (["--listen-addr", "udp://x"], 125, "unsupported proto scheme: udp"),
    ],
)
def test_bad_values(run: Runner, words: list[str], code: int, want: str) -> None:
    result = run("swarm", "init", *words)
    assert result.exit_code == code
    assert want in result.stderr


def test_init_names_the_flag_that_helps(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/swarm/init", status=400, json={"message": "could not choose an IP address to advertise"})
    assert run("swarm", "init").stderr.endswith("to advertise - specify one with --advertise-addr\n")


def test_join(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/swarm/join")
    fake.on("GET", "/info", json={"Swarm": {"ControlAvailable": False}})
    assert run("swarm", "join", "--token", "t", "10.0.0.1:2377").stdout == "This node joined a swarm as a worker.\n"
    assert fake.requests[0].json["RemoteAddrs"] == ["10.0.0.1:2377"]


def test_join_token(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/swarm", json=swarm())
    fake.on("POST", "/swarm/update")
    assert run("swarm", "join-token", "-q", "manager").stdout == "SWMTKN-m\n"
    assert run("swarm", "join-token", "-q", "--rotate", "worker").stdout == "SWMTKN-w\n"
    assert fake.of("POST", "/swarm/update")[0].query["rotateWorkerToken"] == ["true"]
    assert run("swarm", "join-token", "bogus").stderr == "unknown role bogus\n"


def test_leave(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/swarm/leave")
    assert run("swarm", "leave", "-f").stdout == "Node left the swarm.\n"
    assert fake.requests[0].query == {"force": ["1"]}


@pytest.mark.parametrize(
    ("state", "want"),
    [
        ("inactive", "Error: This node is not part of a swarm\n"),
        ("active", "Error: swarm is not locked\n"),
        ("locked", ""),
    ],
)
def test_unlock(run: Runner, fake: FakeEngine, state: str, want: str) -> None:
    fake.on("GET", "/info", json={"Swarm": {"LocalNodeState": state}})
    fake.may("POST", "/swarm/unlock")
    assert run("swarm", "unlock", stdin=b"SWMKEY-1-x\n").stderr == want
    if not want:
        assert fake.requests[-1].json == {"UnlockKey": "SWMKEY-1-x"}


def test_unlock_key(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/swarm/unlockkey", json={"UnlockKey": ""})
    fake.on("GET", "/swarm", json=swarm())
    assert run("swarm", "unlock-key").stderr == "no unlock key is set\n"
    assert run("swarm", "unlock-key", "--rotate").stderr == "cannot rotate because autolock is not turned on\n"
    fake.on("GET", "/swarm/unlockkey", json={"UnlockKey": "SWMKEY-1"})
    assert run("swarm", "unlock-key", "-q").stdout == "SWMKEY-1\n"
    fake.on("GET", "/swarm/unlockkey", status=503, json={"message": "not a manager"})
    assert run("swarm", "unlock-key").stderr == (
        "could not fetch unlock key: Error response from daemon: not a manager\n"
    )


def test_update(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/swarm", json=swarm())
    fake.on("POST", "/swarm/update")
    fake.on("GET", "/swarm/unlockkey", json={"UnlockKey": "SWMKEY-1"})
    stdout = run("swarm", "update", "--autolock", "--cert-expiry", "1h", "--max-snapshots", "2").stdout
    assert stdout.startswith("Swarm updated.\nTo unlock a swarm manager")
    sent = fake.of("POST", "/swarm/update")[0]
    assert sent.query["version"] == ["9"]
    assert sent.json["Raft"] == {"SnapshotInterval": 10000, "KeepOldSnapshots": 2}
    assert sent.json["CAConfig"] == {"NodeCertExpiry": 3600000000000}
    assert run("swarm", "update").stdout.startswith("Usage:  docker swarm update [OPTIONS]\n")


def test_ca(run: Runner, fake: FakeEngine) -> None:
    info = {"TrustRoot": PEM, "CertIssuerSubject": "a", "CertIssuerPublicKey": "b"}
    fake.on("GET", "/swarm", json=swarm(TLSInfo=info))
    fake.on("POST", "/swarm/update")
    fake.on("GET", "/nodes", json=[{"Description": {"TLSInfo": info}}])
    assert run("swarm", "ca").stdout == PEM
    result = run("swarm", "ca", "--rotate")
    assert result.stdout == f"rotated TLS certificates: 1/1 nodes\nrotated CA certificates: 1/1 nodes\n{PEM}"
    assert fake.of("POST", "/swarm/update")[0].json["CAConfig"]["ForceRotate"] == 1
    assert run("swarm", "ca", "--cert-expiry", "1h").stderr == (
        "`--cert-expiry` flag requires the `--rotate` flag to update the CA\n"
    )
    (run.cwd / "root.pem").write_text(PEM)
    assert (
        "--ca-key flag and/or --external-ca"
        in run("swarm", "ca", "--rotate", "--ca-cert", f"{run.cwd}/root.pem").stderr
    )
    (run.cwd / "no.pem").write_text("x")
    assert "file contents must be in PEM format" in run("swarm", "ca", "--ca-cert", f"{run.cwd}/no.pem").stderr
