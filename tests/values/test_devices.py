"""Devices of the host."""

from __future__ import annotations

import pytest

from pydock.values.devices import (
    is_cdi,
    parse_bps_device,
    parse_cgroup_rule,
    parse_device,
    parse_iops_device,
    parse_weight_device,
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("/dev/a", ("/dev/a", "/dev/a", "rwm")),
        ("/dev/a:/dev/b", ("/dev/a", "/dev/b", "rwm")),
        ("/dev/a:rw", ("/dev/a", "/dev/a", "rw")),
        ("/dev/a:/dev/b:r", ("/dev/a", "/dev/b", "r")),
        ("/dev//a/../c", ("/dev/c", "/dev/c", "rwm")),
        ("a:/dev/b", ("a", "/dev/b", "rwm")),
        ("//dev/x", ("/dev/x", "/dev/x", "rwm")),
    ],
)
def test_devices(text: str, want: tuple[str, str, str]) -> None:
    assert tuple(parse_device(text).values()) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "bad format for path: "),
        (":/dev/a", "bad format for path: :/dev/a"),
        ("a:b:c:d", "bad format for path: a:b:c:d"),
        ("/dev/a:/dev/b:x", "bad mode specified: x"),
        ("/dev/a:rrr", "rrr is not an absolute path"),
        ("/dev/a:", " is not an absolute path"),
        ("a", "a is not an absolute path"),
    ],
)
def test_bad_devices(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_device(text)
    assert str(caught.value) == want


@pytest.mark.parametrize(
    ("text", "want"), [("vendor.com/class=name", True), ("v/c=n", True), ("/dev/x", False), ("a/b", False)]
)
def test_cdi(text: str, want: bool) -> None:
    assert is_cdi(text) is want


def test_cgroup_rules() -> None:
    assert parse_cgroup_rule("c 1:* rwm") == "c 1:* rwm"
    with pytest.raises(ValueError, match=r"^invalid device cgroup format 'd 1:3 r'$"):
        parse_cgroup_rule("d 1:3 r")


def test_rates() -> None:
    assert parse_weight_device("/dev/a:500") == {"Path": "/dev/a", "Weight": 500}
    assert parse_weight_device("/dev/a:0") == {"Path": "/dev/a", "Weight": 0}
    assert parse_bps_device("/dev/a:2k") == {"Path": "/dev/a", "Rate": 2048}
    assert parse_iops_device("/dev/a:7") == {"Path": "/dev/a", "Rate": 7}


@pytest.mark.parametrize("text", ["/dev/a:9", "/dev/a:1001", "/dev/a:x", "/dev/a:-1"])
def test_bad_weights(text: str) -> None:
    with pytest.raises(ValueError, match=f"^invalid weight for device: {text}$"):
        parse_weight_device(text)


@pytest.mark.parametrize(
    ("text", "want"),
    [("/dev/a", "bad format: /dev/a"), (":1", "bad format: :1"), ("a:1", "bad format for device path: a:1")],
)
def test_bad_block_devices(text: str, want: str) -> None:
    for parse in (parse_weight_device, parse_bps_device, parse_iops_device):
        with pytest.raises(ValueError, match=f"^{want}$"):
            parse(text)


def test_bad_rates() -> None:
    with pytest.raises(ValueError, match=r"invalid rate for device: /dev/a:x\. .*Unit is optional"):
        parse_bps_device("/dev/a:x")
    with pytest.raises(ValueError, match=r"invalid rate for device: /dev/a:1m\. .*positive integer$"):
        parse_iops_device("/dev/a:1m")
