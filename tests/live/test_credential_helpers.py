"""The credential helpers that Debian ships: ``pass`` with a key of its own, the secret service on a bus of its own.

PYDOCK_TEST_HELPERS may name a folder with them. On the path of everything, they would be other tests' default store.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pydock.config import helpers
from pydock.config.auths import Credential
from pydock.config.helpers import Helper

PATH = ":".join(filter(None, (os.environ.get("PYDOCK_TEST_HELPERS"), os.environ.get("PATH", os.defpath))))

_ROUND = """
import os
from pydock.config import helpers
from pydock.config.auths import Credential
box = helpers.Helper("secretservice", "credsStore")
helpers.store(box, Credential("alice", "se:cret", "https://reg.example/v1/"), os.environ)
assert helpers.get(box, "https://reg.example/v1/", os.environ).password == "se:cret"
assert helpers.listing(box, os.environ) == {"https://reg.example/v1/": "alice"}
helpers.erase(box, "https://reg.example/v1/", os.environ)
assert helpers.get(box, "https://reg.example/v1/", os.environ) is None
print("all well")
"""


def _need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program, path=PATH) is None:
            pytest.skip(f"{program} is not installed")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "gnupg").mkdir(mode=0o700)
    return {"PATH": PATH, "HOME": str(tmp_path), "GNUPGHOME": str(tmp_path / "gnupg"), "LANG": "C.UTF-8"}


def test_pass(environ: dict[str, str]) -> None:
    _need("docker-credential-pass", "pass", "gpg")
    box = Helper("pass", "credsStore")
    with pytest.raises(helpers.HelperError, match=r"error storing credentials - err: exit status 1, out: `.*pass"):
        helpers.store(box, Credential("alice", "secret", "reg.example"), environ)  # before "pass init"
    key = ["gpg", "--batch", "--passphrase", "", "--quick-generate-key", "tests@example.org", "default", "default"]
    try:
        for command in (key, ["pass", "init", "tests@example.org"]):
            subprocess.run(command, env=environ, check=True, capture_output=True)
        helpers.store(box, Credential("alice", "se:cret\u00e9", "https://reg.example:5000/v2/"), environ)
        helpers.store(box, Credential("", "", "tokens.example", "identity"), environ)
        assert helpers.get(box, "https://reg.example:5000/v2/", environ) == Credential(
            "alice", "se:cret\u00e9", "https://reg.example:5000/v2/"
        )
        assert helpers.get(box, "tokens.example", environ) == Credential("", "", "tokens.example", "identity")
        assert helpers.listing(box, environ) == {
            "https://reg.example:5000/v2/": "alice",
            "tokens.example": helpers.TOKEN_USER,
        }
        helpers.erase(box, "tokens.example", environ)
        left = helpers.get(box, "tokens.example", environ)
        assert left is None or left.is_anonymous  # its folder stays, with nothing in it
        assert helpers.listing(box, environ) == {"https://reg.example:5000/v2/": "alice"}
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=environ, check=False, capture_output=True)


def test_the_secret_service(environ: dict[str, str]) -> None:
    _need("docker-credential-secretservice", "dbus-run-session", "gnome-keyring-daemon")
    unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
    script = f'{unlock} && exec {sys.executable} -c "$0"'
    command = ["dbus-run-session", "--", "sh", "-c", script, _ROUND]
    ended = subprocess.run(command, env=environ, check=False, capture_output=True, text=True)
    assert ended.stdout == "all well\n", ended.stderr


def test_the_secret_service_without_a_bus(environ: dict[str, str]) -> None:
    _need("docker-credential-secretservice")
    with pytest.raises(helpers.HelperError) as caught:
        helpers.get(Helper("secretservice", "credsStore"), "reg.example", environ)
    assert caught.value.message.startswith("error getting credentials - err: exit status 1, out: `")
    assert "docker-credential-secretservice was chosen by credsStore of config.json" in caught.value.message
