"""What the swarm commands' flags say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pydock.values.cluster import (
    empty_spec,
    merge_spec,
    parse_availability,
    parse_external_ca,
    parse_node_address,
    parse_pem,
    parse_pools,
)

PEM = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"


def test_only_flags_that_were_given_change_the_spec() -> None:
    values: dict[str, Any] = {
        "task_history_limit": 3, "dispatcher_heartbeat": 5, "max_snapshots": 1, "snapshot_interval": 2,
        "autolock": True, "cert_expiry": 9, "external_ca": [{"URL": "u", "CACert": ""}, {"URL": "v", "CACert": "own"}],
    }  # fmt: skip
    spec = empty_spec()
    merge_spec(spec, [], values)
    assert spec == empty_spec()
    merge_spec(spec, ["autolock", "max-snapshots", "cert-expiry", "external-ca"], values, "root")
    assert spec["EncryptionConfig"] == {"AutoLockManagers": True}
    assert spec["Raft"]["KeepOldSnapshots"] == 1
    assert "HeartbeatPeriod" not in spec["Dispatcher"]
    assert spec["CAConfig"] == {
        "NodeCertExpiry": 9,
        "ExternalCAs": [{"URL": "u", "CACert": "root"}, {"URL": "v", "CACert": "root"}],
    }


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", "0.0.0.0:2377"), ("h", "h:2377"), ("h:1", "h:1"), (":1", "0.0.0.0:1"), ("tcp://h", "h:2377"),
        ("[::1]", "[::1]:2377"), ("[::1]:9", "[::1]:9"), ("eth0:9", "eth0:9"),
    ],
)  # fmt: skip
def test_addresses(text: str, address: str) -> None:
    assert parse_node_address(text) == address


def test_addresses_of_other_protocols() -> None:
    with pytest.raises(ValueError, match=r"^unsupported proto scheme: udp$"):
        parse_node_address("udp://h")


def test_availability() -> None:
    assert parse_availability("Drain") == "drain"
    with pytest.raises(ValueError, match=r'^invalid availability "x", only active, pause and drain are supported$'):
        parse_availability("x")


def test_pools() -> None:
    assert parse_pools("10.1.2.3/8, fd00::1/64") == ["10.0.0.0/8", "fd00::/64"]
    for text in ("10.0.0.0", "x/8"):
        with pytest.raises(ValueError, match=f"^invalid string being converted to CIDR: {text}$"):
            parse_pools(text)


def test_external_authorities(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text(PEM)
    found = parse_external_ca(f"protocol=CFSSL,url=https://h,cacert={tmp_path}/ca.pem,a=b")
    assert found == {"CACert": PEM, "Protocol": "cfssl", "URL": "https://h", "Options": {"a": "b"}}
    assert "Options" not in parse_external_ca("protocol=cfssl,url=https://h")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x", "invalid field 'x' must be a key=value pair"),
        ("protocol=x", "unrecognized external CA protocol x"),
        ("protocol=cfssl", "the external-ca option needs a url= parameter"),
        ("url=u", "the external-ca option needs a protocol= parameter"),
        ("cacert=/nosuch", "unable to read CA cert for external CA: open /nosuch: no such file or directory"),
        ("cacert=/etc/hostname", "CA cert for external CA must be in PEM format"),
    ],
)
def test_external_authorities_that_are_none(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        parse_external_ca(text)
    assert str(caught.value) == reason


def test_pem_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(PEM)
    assert parse_pem(str(tmp_path / "a")) == PEM
    (tmp_path / "b").write_text("x")
    with pytest.raises(ValueError, match=r"^file contents must be in PEM format$"):
        parse_pem(str(tmp_path / "b"))
