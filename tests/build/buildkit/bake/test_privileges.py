from __future__ import annotations

from pathlib import Path

import pytest

from pydock.build.buildkit.bake.privileges import Privileges, granted, missing
from pydock.build.buildkit.caches import Cache
from pydock.build.buildkit.options import Options
from pydock.build.buildkit.outputs import Output
from pydock.build.buildkit.secrets import Source
from pydock.build.buildkit.ssh import Agent
from pydock.errors import PydockError


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder ``proj``, a folder and a file beside it, and a link from it to that folder."""
    for name in ("proj/sub", "other/deep"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "secret").write_text("s")
    (tmp_path / "proj/link").symlink_to("../other")
    return tmp_path / "proj"


def _wanted(here: Path, options: Options, *allow: str) -> list[tuple[str, str]]:
    return missing([options], granted(allow, str(here)), str(here)).described(str(here))


def test_what_lies_below_is_free(here: Path) -> None:
    options = Options(
        context=".", contexts={"a": "sub", "b": "docker-image://x"}, outputs=[Output("local", "gone/deep")]
    )
    assert not missing([options], granted([], str(here)), str(here))


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (Options(context="../other"), ["fs.read=../other"]),
        (Options(context="link"), ["fs.read=../other"]),
        (Options(context="https://example.com/a.git", dockerfile="../other/Dockerfile"), ["fs.read=../other"]),
        (Options(context=".", contexts={"a": "../other", "b": "../other/deep"}), ["fs.read=../other"]),
        (Options(context=".", secrets=[Source("a", "../secret"), Source("b", "", "HOME")]), ["fs.read=../secret"]),
        (Options(context=".", agents=[Agent("default", ()), Agent("k", ("../secret",))]), ["ssh", "fs.read=../secret"]),
        (Options(context=".", outputs=[Output("local", "../gone/a"), Output("tar", "-")]), ["fs.write=.."]),
        (
            Options(
                context=".",
                cache_from=[Cache("local", {"src": "../other"})],
                cache_to=[Cache("local", {"dest": "../other"})],
            ),
            ["fs=../other"],
        ),
        (Options(context="/usr/share"), ["fs.read=/usr/share"]),
        (
            Options(context=".", entitlements=["security.insecure", "network.host"]),
            ["network.host", "security.insecure"],
        ),
    ],
)
def test_what_is_to_be_granted(here: Path, options: Options, names: list[str]) -> None:
    assert [name for _, name in _wanted(here, options)] == names
    assert _wanted(here, options, *names) == []


def test_grants(here: Path) -> None:
    options = Options(context="../other/deep", outputs=[Output("local", "../other/x")])
    assert _wanted(here, options, "fs.read=..") == [("Write access to path ../other", "fs.write=../other")]
    assert _wanted(here, options, "fs=*") == _wanted(here, options, "fs=..") == []
    with pytest.raises(PydockError, match='unknown entitlement key "bad"'):
        granted(["bad=x"], str(here))


def test_agents_count_as_files() -> None:
    assert Privileges({"ssh"}).of_files and not Privileges({"ssh"}).of_host
    assert Privileges({"network.host"}).of_host and not Privileges({"network.host"}).of_files
