from __future__ import annotations

from pathlib import Path

import pytest

from pydock.cli.contexts import check_new, current, default_context, default_tls, load, mark, store_of
from pydock.config.contextstore import Context
from pydock.errors import ConfigError
from tests.cli.conftest import MakeApp

TCP = "tcp://h.example:2376"


def test_default_is_what_the_environment_says(make: MakeApp) -> None:
    app = make(environ={"DOCKER_HOST": "tcp://h.example:2375"}).app
    assert load(app, "default") == default_context(app)
    assert default_context(app).endpoints["docker"] == {"Host": "tcp://h.example:2375", "SkipTLSVerify": False}
    assert default_tls(app) == {}


def test_defaults_certificates_are_read_from_their_folder(make: MakeApp, tmp_path: Path) -> None:
    for name in ("ca.pem", "cert.pem", "key.pem"):
        (tmp_path / name).write_text(name)
    app = make(environ={"DOCKER_HOST": TCP, "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(tmp_path)}).app
    assert default_tls(app) == {"docker": {name: name.encode() for name in ("ca.pem", "cert.pem", "key.pem")}}


@pytest.mark.parametrize(
    ("environ", "options", "expected"),
    [
        ({}, {}, "default"),
        ({"DOCKER_HOST": "", "DOCKER_CONTEXT": "a"}, {}, "a"),
        ({"DOCKER_HOST": "", "DOCKER_CONTEXT": "a"}, {"context": "b"}, "b"),
    ],
)
def test_the_context_in_use(make: MakeApp, environ: dict[str, str], options: dict[str, object], expected: str) -> None:
    assert current(make(environ=environ, **options).app) == expected


def test_names_of_new_contexts(make: MakeApp) -> None:
    app = make().app
    store_of(app).save(Context("taken", {}, {"docker": {"Host": "unix:///x"}}))
    check_new(app, "free")
    with pytest.raises(ConfigError, match=r'^context "taken" already exists$'):
        check_new(app, "taken")
    for name in ("default", "a b", ""):
        with pytest.raises(ConfigError):
            check_new(app, name)


@pytest.mark.parametrize(
    ("description", "protected", "expected"),
    [
        ("", None, {"Description": "d", "protected": True}),
        ("e", None, {"Description": "e", "protected": True}),
        ("", False, {"Description": "d"}),
        ("", True, {"Description": "d", "protected": True}),
    ],
)
def test_marks(description: str, protected: bool | None, expected: dict[str, object]) -> None:
    before = Context("c", {"Description": "d", "protected": True}, {})
    assert mark(before, description, protected).metadata == expected
    assert before.metadata == {"Description": "d", "protected": True}
