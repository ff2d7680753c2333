"""Swarm nodes."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.listing import render_list
from pydock.views.node import TABLE, listing, pretty, text

NODE: dict[str, Any] = {
    "ID": "n1",
    "CreatedAt": "2026-01-01T00:00:00Z",
    "Spec": {"Availability": "drain", "Labels": {"zone": "a", "bare": ""}},
    "Status": {"State": "ready", "Addr": "10.0.0.1"},
    "ManagerStatus": {"Leader": True, "Reachability": "reachable", "Addr": "10.0.0.1:2377"},
    "Description": {
        "Hostname": "vm",
        "Platform": {"OS": "linux", "Architecture": "x86_64"},
        "Resources": {"NanoCPUs": 2_000_000_000, "MemoryBytes": 1 << 30},
        "Engine": {"EngineVersion": "28.5.2", "Plugins": [{"Type": "Volume", "Name": "local"}]},
        "TLSInfo": {"TrustRoot": "PEM", "CertIssuerSubject": "S", "CertIssuerPublicKey": "K"},
    },
}


def info(root: str = "PEM") -> dict[str, Any]:
    trusted = {**NODE["Description"]["TLSInfo"], "TrustRoot": root}
    return {"Swarm": {"NodeID": "n1", "Cluster": {"TLSInfo": trusted}}}


def test_the_node_that_answers_is_marked() -> None:
    other = {**NODE, "ID": "n2", "ManagerStatus": None}
    lines = render_list(listing(info()), [NODE, other], TABLE).splitlines()
    assert lines[1].split() == ["n1", "*", "vm", "Ready", "Drain", "Leader", "28.5.2"]
    assert lines[2].split() == ["n2", "vm", "Ready", "Drain", "28.5.2"]


@pytest.mark.parametrize(("known", "word"), [(info(), "Ready"), (info("OTHER"), "Needs Rotation"), ({}, "Unknown")])
def test_whether_the_certificate_is_of_the_root_that_is_trusted(known: dict[str, Any], word: str) -> None:
    assert render_list(listing(known), [NODE], "{{.TLSStatus}}") == word + "\n"


def test_raw_lists() -> None:
    shown = render_list(listing(info()), [NODE], "raw")
    assert shown.startswith("node_id: n1\nhostname: vm\nstatus: Ready\navailability: Drain\nmanager_status: Leader\n")
    assert render_list(listing(info()), [NODE], "raw", quiet=True) == "node_id: n1\n"


def test_text() -> None:
    lines = text(NODE).splitlines()
    assert lines[0] == "ID:\t\t\tn1"
    assert lines[1:4] == ["Labels:", " - bare", " - zone=a"]
    assert " Leader:\t\tYes" in lines and " CPUs:\t\t\t2" in lines and " Memory:\t\t1GiB" in lines
    assert " Volume:\t\tlocal" in lines
    assert lines[-3:] == ["PEM", " Issuer Subject:\tS", " Issuer Public Key:\tK"]


def test_pretty() -> None:
    assert [pretty(word) for word in ("aCTIVE", "", "x")] == ["Active", "", "X"]
