"""Variables in a stack's file."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import ConfigError
from pydock.stack.interpolate import interpolate

VALUES = {"N": "3", "B": "yes", "F": "0.5", "WORD": "word"}


def service(attributes: Any) -> Any:
    return interpolate({"services": {"a": attributes}}, VALUES.get)["services"]["a"]


@pytest.mark.parametrize(
    ("attributes", "result"),
    [
        ({"image": "${WORD}:$N"}, {"image": "word:3"}),
        ({"deploy": {"replicas": "$N"}}, {"deploy": {"replicas": 3}}),
        ({"deploy": {"replicas": "3"}}, {"deploy": {"replicas": "3"}}),
        (
            {"deploy": {"update_config": {"max_failure_ratio": "$F"}}},
            {"deploy": {"update_config": {"max_failure_ratio": 0.5}}},
        ),
        ({"tty": "${B}"}, {"tty": True}),
        ({"ports": [{"target": "$N"}, "$N:$N"]}, {"ports": [{"target": 3}, "3:3"]}),
        ({"ulimits": {"x": "$N", "y": {"soft": "$N"}}}, {"ulimits": {"x": 3, "y": {"soft": 3}}}),
        ({"command": ["${NOSUCH:-d}", "$$N", 5]}, {"command": ["d", "$N", 5]}),
    ],
)
def test_values_take_the_type_that_is_wanted(attributes: Any, result: Any) -> None:
    assert service(attributes) == result


def test_only_sections_have_variables() -> None:
    document = {"version": "$N", "x-mine": "$N", "networks": {"n": {"internal": "$B", "name": "$WORD"}}}
    assert interpolate(document, VALUES.get) == {
        "version": "$N",
        "x-mine": "$N",
        "networks": {"n": {"internal": True, "name": "word"}},
    }


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"image": "${"},
         'invalid interpolation format for services.a.image: "${"; you may need to escape any $ with another $'),
        ({"command": ["$("]},
         'invalid interpolation format for services.a.command.[]: "$("; you may need to escape any $ with another $'),
        ({"deploy": {"replicas": "$WORD"}},
         "error while interpolating services.a.deploy.replicas: failed to cast to expected type: "
         'strconv.Atoi: parsing "word": invalid syntax'),
        ({"tty": "$WORD"},
         "error while interpolating services.a.tty: failed to cast to expected type: invalid boolean: word"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(attributes: Any, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        service(attributes)
    assert caught.value.message == message
