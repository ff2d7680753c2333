"""Credentials for one job: a private configuration folder in memory, erased when the job ends.

The folder has the user's settings but one credential only, that of the registry asked for. Contexts and
plugins are links to the user's own.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydock.config.auths import Credential, write_entry
from pydock.config.file import ConfigFile, dump
from pydock.portable.users import mine

if TYPE_CHECKING:
    from pydock.cli.app import App

_PREFIX = "pydock-login-"
_SECRETS = ("auths", "credsStore", "credHelpers")
_LINKS = ("contexts", "cli-plugins", "buildx", "manifests", "trust")


def run_job(app: App, credential: Credential, command: Sequence[str]) -> int:
    """Run ``command`` (the user's shell if it is empty) with the credential; its exit status."""
    from pydock.cli.jobprocess import JobProcess

    words = list(command) or [app.environ.get("SHELL") or "/bin/sh"]
    farewell = signal.SIGTERM
    if not command and sys.platform != "win32":
        farewell = signal.SIGHUP  # SIGTERM is nothing to an interactive shell
    with JobProcess(farewell) as process, private_config(app.config, credential, app.environ) as folder:
        environ = {name: value for name, value in app.environ.items() if name != "DOCKER_AUTH_CONFIG"}
        environ["DOCKER_CONFIG"] = folder
        app.streams.stdout.flush()
        app.streams.stderr.flush()
        return process.run(words, environ, app.cwd, app.streams)


@contextmanager
def private_config(config: ConfigFile, credential: Credential, environ: Mapping[str, str]) -> Iterator[str]:
    """The folder, 0700 and in memory where the system has such a place; gone afterwards whatever happens."""
    import shutil
    import tempfile

    base = _place(environ)
    _sweep(base)
    folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base)
    try:
        kept = {key: value for key, value in config.data.items() if key not in _SECRETS}
        kept["auths"] = {credential.server: write_entry(credential)}
        with open(os.open(os.path.join(folder, "config.json"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as stream:
            stream.write(dump(kept))
        for name in _LINKS:
            source = os.path.join(config.directory, name)
            if os.path.isdir(source):
                os.symlink(os.path.abspath(source), os.path.join(folder, name))
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place(environ: Mapping[str, str]) -> str | None:
    for place in (environ.get("XDG_RUNTIME_DIR"), "/dev/shm"):
        if place and os.path.isdir(place) and os.access(place, os.W_OK):
            return place
    return None


def _sweep(base: str | None) -> None:
    """Erase what a killed process of ours has left behind."""
    import shutil
    import tempfile

    base = base or tempfile.gettempdir()
    for name in os.listdir(base):
        owner = name.removeprefix(_PREFIX).partition("-")[0]
        path = os.path.join(base, name)
        if name.startswith(_PREFIX) and owner.isdigit() and _ours(path) and not _alive(int(owner)):
            shutil.rmtree(path, ignore_errors=True)


def _ours(path: str) -> bool:
    try:
        return mine(os.lstat(path))
    except FileNotFoundError:
        return False  # another job that starts now was faster


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
