"""Relative paths made absolute."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.paths import absolute, home_of, resolve


@pytest.mark.parametrize(
    ("path", "result"),
    [(".", "/p"), ("./a/../b", "/p/b"), ("../x", "/x"), ("/a//b/", "/a/b"), ("~", "/h"), ("~/x", "/h/x")],
)
def test_absolute(path: str, result: str) -> None:
    assert absolute(path, "/p", "/h") == result


def test_home() -> None:
    assert home_of({"HOME": "/mine"}) == "/mine"
    assert home_of({}).startswith("/")


@pytest.mark.parametrize(
    ("attributes", "result"),
    [
        ({"build": {"context": "."}}, {"build": {"context": "/p"}}),
        ({"build": {"context": "https://h/r.git"}}, {"build": {"context": "https://h/r.git"}}),
        ({"build": {"context": ".", "additional_contexts": {"a": "x", "b": "docker-image://i", "c": "service:d"}}},
         {"build": {"context": "/p", "additional_contexts": {"a": "/p/x", "b": "docker-image://i", "c": "service:d"}}}),
        ({"env_file": [{"path": "a"}]}, {"env_file": [{"path": "/p/a"}]}),
        ({"label_file": ["a", "/b"]}, {"label_file": ["/p/a", "/b"]}),
        ({"extends": {"file": "x.yml"}}, {"extends": {"file": "/p/x.yml"}}),
        ({"volumes": [{"type": "bind", "source": "./d"}, {"type": "volume", "source": "d"}]},
         {"volumes": [{"type": "bind", "source": "/p/d"}, {"type": "volume", "source": "d"}]}),
        ({"volumes": [{"type": "bind", "source": "C:\\d"}]}, {"volumes": [{"type": "bind", "source": "C:\\d"}]}),
        ({"volumes": [{"type": "bind", "source": "${X}/d"}]}, {"volumes": [{"type": "bind", "source": "${X}/d"}]}),
        ({"develop": {"watch": [{"path": "src"}]}}, {"develop": {"watch": [{"path": "/p/src"}]}}),
    ],
)  # fmt: skip
def test_services(attributes: dict[str, Any], result: dict[str, Any]) -> None:
    document = {"services": {"web": attributes}}
    resolve(document, "/p", "/h")
    assert document == {"services": {"web": result}}


def test_resources() -> None:
    bind = {"driver": "local", "driver_opts": {"o": "bind", "device": "d"}}
    other = {"driver": "local", "driver_opts": {"o": "addr=h", "device": ":/d"}}
    document: dict[str, Any] = {"secrets": {"s": {"file": "x"}, "t": None}, "volumes": {"a": bind, "b": other}}
    resolve(document, "/p", "/h")
    assert document["secrets"]["s"]["file"] == "/p/x"
    assert (bind["driver_opts"], other["driver_opts"]) == (
        {"o": "bind", "device": "/p/d"},
        {"o": "addr=h", "device": ":/d"},
    )
