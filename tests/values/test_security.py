"""Security options, capabilities, log and storage options."""

from __future__ import annotations

import pytest

from pydock.values.security import (
    capabilities,
    logging_options,
    security_options,
    storage_options,
    without_system_paths,
)


def test_profiles_are_read() -> None:
    given = ["seccomp=p.json", "seccomp:unconfined", "label=disable", "no-new-privileges", "no-new-privileges:true"]
    want = ["seccomp={p.json}", *given[1:]]
    assert security_options(given, lambda name: f"{{{name}}}") == want


@pytest.mark.parametrize("text", ["bogus", "seccomp", "seccomp=", ""])
def test_bad_options(text: str) -> None:
    with pytest.raises(ValueError, match=f'^Invalid --security-opt: "{text}"$'):
        security_options([text], str)


def test_system_paths() -> None:
    assert without_system_paths(["systempaths=unconfined", "a=b"]) == (["a=b"], True)
    assert without_system_paths(["systempaths=x"]) == (["systempaths=x"], False)


def test_capabilities() -> None:
    assert capabilities([]) is None
    assert capabilities(["net_admin", "CAP_NET_ADMIN", "all", "chown"]) == ["ALL", "CAP_CHOWN", "CAP_NET_ADMIN"]


def test_logging() -> None:
    assert logging_options("json-file", ["a=b", "c"]) == {"a": "b", "c": ""}
    with pytest.raises(ValueError, match=r"^invalid logging opts for driver none$"):
        logging_options("none", ["a=b"])


def test_storage() -> None:
    assert storage_options(["size=1G", "a="]) == {"size": "1G", "a": ""}
    with pytest.raises(ValueError, match=r"^invalid storage option$"):
        storage_options(["size"])
