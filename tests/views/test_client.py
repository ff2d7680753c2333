from __future__ import annotations

import os
import re
import sys

import pytest

from pydock import DOCKER_VERSION, __version__
from pydock.views.client import client_version


def test_says_which_release_it_follows_and_who_it_is() -> None:
    client = client_version("1.41", "1.50", "remote")
    assert client["Version"] == DOCKER_VERSION
    assert (client["ApiVersion"], client["DefaultAPIVersion"], client["Context"]) == ("1.41", "1.50", "remote")
    assert client["GitCommit"] == f"pydock-{__version__}"
    assert client["GoVersion"].startswith("python3.")


@pytest.mark.parametrize(
    ("machine", "architecture"),
    [("x86_64", "amd64"), ("aarch64", "arm64"), ("riscv64", "riscv64"), ("armv7l", "arm"), ("i686", "386")],
)
def test_machine_has_the_name_that_images_use(monkeypatch: pytest.MonkeyPatch, machine: str, architecture: str) -> None:
    monkeypatch.setattr(os, "uname", lambda: os.uname_result((sys.platform, "host", "6.1", "#1", machine)))
    assert client_version("1.50", "1.50", "default")["Arch"] == architecture


def test_built_when_its_files_were_written(monkeypatch: pytest.MonkeyPatch) -> None:
    built = client_version("1.50", "1.50", "default")["BuildTime"]
    assert re.fullmatch(r"\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d 20\d\d", built)
    monkeypatch.setattr("pydock.views.client.__file__", "archive.pyz/pydock/views/client.py")
    assert client_version("1.50", "1.50", "default")["BuildTime"] == ""
