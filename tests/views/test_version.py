from __future__ import annotations

from typing import Any

import pytest

from pydock.views.version import ansi_c, complete, text

CLIENT = {
    "Version": "28.2.2",
    "ApiVersion": "1.50",
    "DefaultAPIVersion": "1.50",
    "GoVersion": "python3.11.7",
    "GitCommit": "pydock-1",
    "BuildTime": "Sat Sep  5 11:02:57 2026",
    "Os": "linux",
    "Arch": "amd64",
    "Context": "default",
}
SERVER: dict[str, Any] = {
    "Platform": {"Name": ""},
    "Version": "20.10.5",
    "ApiVersion": "1.41",
    "MinAPIVersion": "1.12",
    "GitCommit": "abc",
    "GoVersion": "go1.15",
    "Os": "linux",
    "Arch": "amd64",
    "BuildTime": "2026-09-05T11:02:57.000000000+00:00",
    "Experimental": True,
}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2026-09-05T11:02:57.000000000+00:00", "Sat Sep  5 11:02:57 2026"),
        ("2026-09-15T23:02:57+02:00", "Tue Sep 15 23:02:57 2026"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_times_as_c_writes_them_in_their_own_zone(given: str, shown: str) -> None:
    assert ansi_c(given) == shown


def test_engine_that_lists_no_components_is_one() -> None:
    (engine,) = complete(SERVER)["Components"]
    assert (engine["Name"], engine["Version"]) == ("Engine", "20.10.5")
    assert engine["Details"]["Experimental"] == "true"
    assert engine["Details"]["BuildTime"] == "Sat Sep  5 11:02:57 2026"


def test_listed_engine_is_not_added_again() -> None:
    engine = {"Name": "Engine", "Version": "28", "Details": {"BuildTime": "2026-09-05T11:02:57Z"}}
    assert complete({**SERVER, "Components": [engine]})["Components"] == [engine]


def test_text() -> None:
    parts = [{"Name": "runc", "Version": "1.2", "Details": {"GitCommit": "r"}}]
    server = complete({**SERVER, "Platform": {"Name": "Docker Engine"}, "Components": parts})
    assert text({**CLIENT, "ApiVersion": "1.41"}, server) == (
        "Client:\n"
        " Version:           28.2.2\n"
        " API version:       1.41 (downgraded from 1.50)\n"
        " Go version:        python3.11.7\n"
        " Git commit:        pydock-1\n"
        " Built:             Sat Sep  5 11:02:57 2026\n"
        " OS/Arch:           linux/amd64\n"
        " Context:           default\n"
        "\n"
        "Server: Docker Engine\n"
        " runc:\n"
        "  Version:          1.2\n"
        "  GitCommit:        r\n"
        " Engine:\n"
        "  Version:          20.10.5\n"
        "  API version:      1.41 (minimum version 1.12)\n"
        "  Go version:       go1.15\n"
        "  Git commit:       abc\n"
        "  Built:            Sat Sep  5 11:02:57 2026\n"
        "  OS/Arch:          linux/amd64\n"
        "  Experimental:     true\n"
    )


def test_without_an_engine_the_client_alone() -> None:
    assert "Server" not in text(CLIENT, None)
