"""Address management of new networks."""

from __future__ import annotations

import pytest

from pydock.values.ipam import ipam


def test_addresses_go_to_the_subnet_that_holds_them() -> None:
    assert ipam(
        "default",
        ["10.1.0.0/16", "2001:db8::/64"],
        ["10.1.2.0/24"],
        ["2001:db8::1", "10.1.0.1"],
        {"router": "10.1.0.9"},
        {"a": "b"},
    ) == {
        "Driver": "default",
        "Options": {"a": "b"},
        "Config": [
            {
                "Subnet": "10.1.0.0/16",
                "IPRange": "10.1.2.0/24",
                "Gateway": "10.1.0.1",
                "AuxiliaryAddresses": {"router": "10.1.0.9"},
            },
            {"Subnet": "2001:db8::/64", "Gateway": "2001:db8::1"},
        ],
    }


def test_one_subnet_is_the_engine_s_to_judge() -> None:
    assert ipam("default", ["bogus"], [], [], {}, {})["Config"] == [{"Subnet": "bogus"}]


@pytest.mark.parametrize(
    ("subnets", "ranges", "gateways", "auxiliary", "want"),
    [
        ([], ["10.0.0.0/8"], [], {}, "every ip-range or gateway must have a corresponding subnet"),
        (["10.0.0.0/8", "10.1.0.0/16"], [], [], {}, "multiple overlapping subnet configuration is not supported"),
        (["10.0.0.0/8"], ["11.0.0.0/9"], [], {}, "no matching subnet for range 11.0.0.0/9"),
        (["10.0.0.0/8"], ["bogus"], [], {}, "invalid CIDR address: bogus"),
        (["10.0.0.0/8"], [], ["11.0.0.1"], {}, "no matching subnet for gateway 11.0.0.1"),
        (["10.0.0.0/8"], [], [], {"x": ""}, "no matching subnet for aux-address "),
        (["bogus", "10.0.0.0/8"], [], [], {}, "invalid subnet: invalid CIDR address: bogus"),
        (
            ["10.0.0.0/8", "11.0.0.0/8"],
            [],
            ["10.0.0.1", "10.0.0.2"],
            {},
            "cannot configure multiple gateways (10.0.0.2, 10.0.0.1) for the same subnet (10.0.0.0/8)",
        ),
    ],
)
def test_refusals(
    subnets: list[str], ranges: list[str], gateways: list[str], auxiliary: dict[str, str], want: str
) -> None:
    with pytest.raises(ValueError) as caught:
        ipam("default", subnets, ranges, gateways, auxiliary, {})
    assert str(caught.value) == want
