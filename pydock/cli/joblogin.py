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
from pydock.errors import PydockError
from pydock.portable.users import mine

if TYPE_CHECKING:
    import subprocess

    from pydock.cli.app import App

_PREFIX = "pydock-login-"
_KEYS = [signal.SIGINT]
if sys.platform != "win32":
    _KEYS.append(signal.SIGQUIT)
_SECRETS = ("auths", "credsStore", "credHelpers")
_PATIENCE = 3.0
"""Seconds that the command may take to end when it is told to."""
_LINKS = ("contexts", "cli-plugins", "buildx", "manifests", "trust")


def run_job(app: App, credential: Credential, command: Sequence[str]) -> int:
    """Run ``command`` (the user's shell if it is empty) with the credential; its exit status."""
    words = list(command) or [app.environ.get("SHELL") or "/bin/sh"]
    with private_config(app.config, credential, app.environ) as folder:
        environ = {name: value for name, value in app.environ.items() if name != "DOCKER_AUTH_CONFIG"}
        environ["DOCKER_CONFIG"] = folder
        app.streams.stdout.flush()
        app.streams.stderr.flush()
        return _run(words, environ, app.cwd)


def _run(words: list[str], environ: dict[str, str], cwd: str) -> int:
    """The child's exit status, as a shell gives it. The terminal's own signals are the child's to answer."""
    import subprocess

    try:
        child = subprocess.Popen(words, env=environ, cwd=cwd)
    except FileNotFoundError:
        raise PydockError(f"{words[0]}: command not found", exit_code=127) from None
    except OSError as error:
        raise PydockError(f"{words[0]}: {(error.strerror or str(error)).lower()}", exit_code=126) from error
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _KEYS}
    if sys.platform != "win32":
        before[signal.SIGHUP] = signal.signal(signal.SIGHUP, lambda number, frame: child.send_signal(number))
    try:
        code = child.wait()
    except BaseException:
        _end(child)
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child that may not care, as an interactive shell does not for SIGTERM."""
    import subprocess

    child.terminate()
    try:
        child.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


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
        ours = name.startswith(_PREFIX) and owner.isdigit() and mine(os.lstat(path))
        if ours and not _alive(int(owner)):
            shutil.rmtree(path, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
