"""Credential helpers: programs named ``docker-credential-NAME`` that keep secrets outside config.json.

The protocol is Docker's: the verb is the only argument, the request goes to standard input, the answer or the
error text comes on standard output. A helper that fails is an error naming the helper, what chose it and what
to do; nothing else is tried in its place.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import NamedTuple

from pydock.config.auths import Credential
from pydock.config.file import ConfigFile
from pydock.errors import ConfigError

PREFIX = "docker-credential-"
TOKEN_USER = "<token>"
_NOT_FOUND = "credentials not found in native keychain"
_ILL_ASKED = ("no credentials server URL", "no credentials username")


class HelperError(ConfigError):
    """A credential helper is missing, cannot be run, failed, or answered nonsense."""


class Helper(NamedTuple):
    """One helper. ``key`` is the place that chose it, e.g. ``credsStore`` or ``credHelpers["ghcr.io"]``.

    ``detected`` marks the platform's default, taken because the configuration names no place at all.
    """

    name: str
    key: str
    detected: bool = False

    @property
    def program(self) -> str:
        return PREFIX + self.name


def helper_for(config: ConfigFile, server: str, environ: Mapping[str, str]) -> Helper | None:
    """The helper that keeps the credential of ``server``; None when config.json itself does."""
    named = config.mapping("credHelpers").get(server) if server else None
    if named:
        return Helper(named, f'credHelpers["{server}"]')
    if config.text("credsStore"):
        return Helper(config.text("credsStore"), "credsStore")
    if config.auths or config.mapping("credHelpers"):
        return None
    return detect(environ)


def detect(environ: Mapping[str, str]) -> Helper | None:
    """The platform's default helper when its program is installed."""
    import sys

    if sys.platform == "darwin":
        name = "osxkeychain"
    elif sys.platform == "win32":
        name = "wincred"
    else:
        name = "pass" if find_program("pass", environ) else "secretservice"
    if find_program(PREFIX + name, environ) is None:
        return None
    return Helper(name, "the platform's default, as no place is configured", detected=True)


def find_program(name: str, environ: Mapping[str, str]) -> str | None:
    """The executable on PATH; relative entries of PATH (the current folder) are passed over."""
    suffixes = [".exe", ".cmd", ".bat"] if os.name == "nt" else [""]
    for folder in environ.get("PATH", "").split(os.pathsep):
        if os.path.isabs(folder):
            for suffix in suffixes:
                path = os.path.join(folder, name + suffix)
                if os.path.isfile(path) and os.access(path, os.X_OK):
                    return path
    return None


def get(helper: Helper, server: str, environ: Mapping[str, str]) -> Credential | None:
    """The stored credential; None when the helper has none for ``server``. Raises HelperError."""
    answer = _call(helper, "get", server.encode(), "getting", environ)
    if answer is None:
        return None
    try:
        document = json.loads(answer)
        username, secret = str(document["Username"]), str(document["Secret"])
    except (ValueError, KeyError, TypeError):
        raise _failure(helper, "getting", "answered something that is not a credential", "") from None
    if username == TOKEN_USER:
        return Credential(server=server, identity_token=secret)
    return Credential(username, secret, server)


def store(helper: Helper, credential: Credential, environ: Mapping[str, str]) -> None:
    """Keep ``credential``. Raises HelperError."""
    token = credential.identity_token
    request = {
        "ServerURL": credential.server,
        "Username": TOKEN_USER if token else credential.username,
        "Secret": token or credential.password,
    }
    _call(helper, "store", json.dumps(request).encode(), "storing", environ)


def erase(helper: Helper, server: str, environ: Mapping[str, str]) -> None:
    """Forget the credential of ``server``; nothing to forget is no error. Raises HelperError."""
    _call(helper, "erase", server.encode(), "erasing", environ)


def listing(helper: Helper, environ: Mapping[str, str]) -> dict[str, str]:
    """Server -> user name, for all that the helper keeps. Raises HelperError."""
    answer = _call(helper, "list", b"unused", "listing", environ)
    try:
        document = json.loads(answer or b"{}")
        return {str(server): str(user) for server, user in (document or {}).items()}
    except (ValueError, AttributeError):
        raise _failure(helper, "listing", "answered something that is not a list", "") from None


def _call(helper: Helper, verb: str, request: bytes, doing: str, environ: Mapping[str, str]) -> bytes | None:
    """What the helper printed; None where it says that there is no such credential."""
    import subprocess

    if not helper.name or any(separator in helper.name for separator in "/\\"):
        raise _failure(helper, doing, "not a helper's name", "")
    path = find_program(helper.program, environ)
    if path is None:
        raise _failure(helper, doing, f'exec: "{helper.program}": executable file not found in $PATH', "")
    try:
        done = subprocess.run([path, verb], input=request, stdout=subprocess.PIPE, env=dict(environ), check=False)
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        raise _failure(helper, doing, f"fork/exec {path}: {words}", "") from error
    if done.returncode == 0:
        return done.stdout
    said = done.stdout.decode("utf-8", "replace").strip()
    if said == _NOT_FOUND:
        return None
    if said in _ILL_ASKED:
        raise _failure(helper, doing, said, said)
    how = f"signal: {-done.returncode}" if done.returncode < 0 else f"exit status {done.returncode}"
    raise _failure(helper, doing, how, said)


def _failure(helper: Helper, doing: str, reason: str, said: str) -> HelperError:
    return HelperError(
        f"error {doing} credentials - err: {reason}, out: `{said}`\n"
        f"{helper.program} was chosen by {helper.key} of config.json: install or repair it, or take that key out."
    )
