"""Values as the model's types."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.decode import decode, duration, single
from pydock.compose.model.shapes import SERVICE, Struct
from pydock.errors import ConfigError


def service(attributes: dict[str, Any]) -> Struct:
    return decode("services", {"services": {"web": attributes}}, SERVICE)["web"]


@pytest.mark.parametrize(
    ("attributes", "result"),
    [
        ({"command": "echo 'a b'"}, {"command": ["echo", "a b"]}),
        ({"command": []}, {"command": []}),
        ({"command": None, "privileged": False, "image": ""}, {}),
        ({"environment": ["A=1", "B"]}, {"environment": {"A": "1", "B": None}}),
        ({"environment": {"A": 1.5, "B": True, "C": None}}, {"environment": {"A": "1.5", "B": "true", "C": None}}),
        ({"labels": ["a", "b=c=d"]}, {"labels": {"a": "", "b": "c=d"}}),
        ({"extra_hosts": ["h:1.1.1.1", "g=[::1]", "h=1.1.1.1"]}, {"extra_hosts": ["g=::1", "h=1.1.1.1"]}),
        ({"extra_hosts": {"h": ["1.1.1.1", "2.2.2.2"]}}, {"extra_hosts": ["h=1.1.1.1", "h=2.2.2.2"]}),
        ({"mem_limit": "1.5g"}, {"mem_limit": 3 * 2**29}),
        ({"cpus": "0.1"}, {"cpus": single(0.1)}),
        ({"stop_grace_period": "1m30s"}, {"stop_grace_period": 90 * 10**9}),
        ({"ulimits": {"nofile": 5, "nproc": {"soft": 1, "hard": 2}}},
         {"ulimits": {"nofile": 5, "nproc": {"soft": 1, "hard": 2}}}),
        ({"healthcheck": {"test": "curl x"}}, {"healthcheck": {"test": ["CMD-SHELL", "curl x"]}}),
        ({"privileged": "true"}, {"privileged": True}),
        ({"x-mine": {"a": 1}, "nosuch": 1}, {"x-mine": {"a": 1}}),
        ({"gpus": [{"count": "all"}]}, {"gpus": [{"count": -1}]}),
        ({"secrets": [{"source": "s", "mode": "0440"}]}, {"secrets": [{"source": "s", "mode": 0o440}]}),
        ({"scale": 0}, {"scale": 0}),
    ],
)  # fmt: skip
def test_values(attributes: dict[str, Any], result: dict[str, Any]) -> None:
    assert service(attributes) == result


def test_every_value_that_does_not_fit_is_told() -> None:
    with pytest.raises(ConfigError) as caught:
        service({"mem_limit": "x", "privileged": "maybe", "secrets": [{"mode": "9"}], "stop_grace_period": "1"})
    assert caught.value.message == (
        "decoding failed due to the following error(s):\n\n"
        "'services[web].mem_limit' invalid size: 'x'\n"
        "'services[web].privileged' cannot parse value as 'bool': "
        'strconv.ParseBool: parsing "maybe": invalid syntax\n'
        "'services[web].secrets[0].mode' strconv.ParseInt: parsing \"9\": invalid syntax\n"
        "'services[web].stop_grace_period' time: missing unit in duration \"1\""
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", 'time: invalid duration ""'),
        ("x", 'time: invalid duration "x"'),
        ("1", 'time: missing unit in duration "1"'),
        ("1d", 'time: unknown unit "d" in duration "1d"'),
    ],
)
def test_durations_that_are_none(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^time: ") as caught:
        duration(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize(("value", "short"), [(0.1, 0.1), (1.5, 1.5), (1 / 3, 0.33333334), (16777217.0, 16777216.0)])
def test_floats_are_of_32_bits(value: float, short: float) -> None:
    assert single(value) == short
