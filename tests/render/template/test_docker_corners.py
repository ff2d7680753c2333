"""Corners of printing as ``docker`` 28.2 prints them, over a container's types."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.template import compile_template
from pydock.render.template.errors import ExecError
from pydock.render.template.printing import ADDRESS
from pydock.views.types.container import TYPES
from pydock.views.types.network import TYPES as NETWORK

RAW: dict[str, Any] = {
    "State": {"Status": "running", "Pid": 7, "Health": {"Status": "healthy", "FailingStreak": 0, "Log": []}},
    "Config": {"Healthcheck": {"Test": ["CMD", "true"], "Interval": 60_000_000_000}, "Cmd": ["sh"]},
    "GraphDriver": {"Name": "overlay2", "Data": {"a": "b"}},
    "HostConfig": {"OomKillDisable": False},
    "NetworkSettings": {"Networks": {"n": {"NetworkID": "x"}}},
}


def shown(template: str) -> str:
    return compile_template(template).execute(TYPES.decode(RAW, "container.InspectResponse"))


def test_text_verbs_look_through_inner_pointers_to_complain() -> None:
    assert shown('{{printf "%s" .State.Health}}') == "&{healthy %!s(int=0) []}"
    assert "%!s(*container.Health=&{healthy 0 []})" in shown('{{printf "%s" .State}}')
    assert shown('{{printf "%q" .NetworkSettings.Networks}}').startswith('map["n":%!q(*network.EndpointSettings=&{')


def test_number_verbs_print_inner_pointers_as_numbers() -> None:
    assert shown('{{printf "%x" .NetworkSettings.Networks}}') == f"map[6e:{ADDRESS[2:]}]"
    assert shown('{{printf "%d" .NetworkSettings.Networks}}') == f"map[%!d(string=n):{int(ADDRESS, 16)}]"


def test_a_named_status_is_a_plain_string() -> None:
    assert shown('{{printf "%T %d" .State.Status .State.Status}}') == "string %!d(string=running)"


def test_complaints_ignore_methods_and_keep_the_width() -> None:
    assert "=&{[CMD true] 60000000000 0 0 0 0})" in shown('{{printf "%s" .Config}}')
    assert shown('{{printf "%5.2f" .GraphDriver.Name}}') == "%!f(string=   ov)"
    assert shown('{{printf "%x" .Config.Healthcheck.Interval}}') == "316d3073"


def test_pointers_to_plain_values_show_only_within_a_struct() -> None:
    assert f" <nil> {ADDRESS} <nil> " in shown("{{.HostConfig}}")
    assert f"OomKillDisable:(*bool)({ADDRESS})" in shown('{{printf "%#v" .HostConfig}}')
    assert f"%!q(*bool={ADDRESS})" in shown('{{printf "%q" .HostConfig}}')
    assert shown("{{.HostConfig.OomKillDisable}}") == "false"


@pytest.mark.parametrize("function", ["html", "js", "urlquery"])
def test_escaping_functions_follow_a_pointer(function: str) -> None:
    assert shown("{{" + function + " .State.Health}}").startswith(("{healthy", "%7Bhealthy"))


def test_structs_that_hold_maps_do_not_compare() -> None:
    with pytest.raises(ExecError, match=r"non-comparable type \{map\[a:b\] overlay2\}: storage.DriverData"):
        shown("{{eq .GraphDriver .GraphDriver}}")
    assert shown("{{eq .State .State}}") == "true"


def test_nil_within_a_value_is_no_mistake() -> None:
    template = compile_template('{{printf "%s %d" .list .list}}')
    assert template.execute({"list": ["a", None]}) == "[a <nil>] [%!d(string=a) <nil>]"


def test_times_compare_by_value_and_show_their_source() -> None:
    template = compile_template('{{eq .Created .Created}} {{printf "%#v" .Created}}')
    value = NETWORK.decode({"Created": "2026-11-24T07:37:14.5Z"}, "network.Inspect")
    assert template.execute(value) == "true time.Date(2026, time.November, 24, 7, 37, 14, 500000000, time.UTC)"


def test_range_over_an_empty_string_shows_it() -> None:
    with pytest.raises(ExecError, match=r"range can't iterate over $"):
        compile_template('{{range ""}}{{end}}').execute({})
