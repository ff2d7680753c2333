"""CLI plugins: executables named ``docker-NAME`` or ``pydock-NAME`` in the plugin folders.

A folder counts only if nobody else could have put a program there: never the current folder, never one that
the world may write to. A plugin wins over nothing built in.
"""

from __future__ import annotations

import json
import os
import re
import stat
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.errors import Exit

if TYPE_CHECKING:
    from pydock.cli.app import App

_NAME = re.compile(r"[a-z][a-z0-9]*\Z")
_SYSTEM = (
    "/usr/local/lib/docker/cli-plugins",
    "/usr/local/libexec/docker/cli-plugins",
    "/usr/lib/docker/cli-plugins",
    "/usr/libexec/docker/cli-plugins",
)
_METADATA = "docker-cli-plugin-metadata"


class Plugin(NamedTuple):
    """One executable; ``error`` says why it cannot be used, "" if it can."""

    name: str
    path: str
    metadata: dict[str, Any]
    error: str


def folders(app: App) -> list[str]:
    """Where plugins may be, in order: ``cliPluginsExtraDirs``, the configuration folder, the system's."""
    return [folder for folder in _places(app) if _trusted(folder)]


def distrusted(app: App) -> list[str]:
    """The folders that would count if the world could not write to them."""
    return [
        folder for folder in _places(app) if os.path.isabs(folder) and os.path.isdir(folder) and not _trusted(folder)
    ]


def _places(app: App) -> tuple[str, ...]:
    return (*app.config.strings("cliPluginsExtraDirs"), os.path.join(app.config.directory, "cli-plugins"), *_SYSTEM)


def find(app: App, name: str) -> str | None:
    """The executable of the plugin ``name``, if there is one."""
    if not _NAME.match(name):
        return None
    for folder in folders(app):
        for prefix in ("pydock-", "docker-"):
            path = os.path.join(folder, prefix + name)
            if os.path.isfile(path) and os.access(path, os.X_OK):
                return path
    return None


def discover(app: App) -> list[Plugin]:
    """Every plugin with its metadata; the first folder that has a name wins."""
    paths: dict[str, str] = {}
    for folder in folders(app):
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            continue
        for file in names:
            prefix, _, name = file.partition("-")
            path = os.path.join(folder, file)
            if prefix in ("docker", "pydock") and _NAME.match(name) and os.access(path, os.X_OK):
                paths.setdefault(name, path)
    return [_describe(app, name, path) for name, path in sorted(paths.items())]


def summaries(app: App) -> list[tuple[str, str]]:
    """(name, one line) of the plugins for the help page; a broken one says what is wrong with it."""
    from pydock.cli import tree

    rows = []
    for plugin in discover(app):
        if plugin.name not in tree.GROUPS and tree.resolve(plugin.name) is None:
            about = plugin.metadata.get("ShortDescription") or ""
            vendor = plugin.metadata.get("Vendor")
            text = f"{about} ({vendor})" if vendor else about
            rows.append((plugin.name, f"(unusable: {plugin.error})" if plugin.error else text))
    return rows


def run(app: App, words: list[str]) -> bool:
    """Run the plugin that ``words`` names, with Docker's environment, and end with its exit status.

    False if there is no such plugin.
    """
    path = find(app, words[0])
    if path is None:
        return False
    plugin = _describe(app, words[0], path)
    if plugin.error:
        app.warn(f"{app.program}: the CLI plugin {path} cannot be used: {plugin.error}")
        raise Exit(1)
    import subprocess

    app.streams.stdout.flush()
    finished = subprocess.run([path, *_global_words(app), *words], env=environment(app), check=False)
    raise Exit(finished.returncode if finished.returncode >= 0 else 128 - finished.returncode)


def environment(app: App) -> dict[str, str]:
    """What a plugin finds in its environment beyond the caller's."""
    import sys

    return {**app.environ, "DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND": os.path.abspath(sys.argv[0])}


def _global_words(app: App) -> list[str]:
    options = app.options
    words = [word for host in options.hosts for word in ("--host", host)]
    if options.context:
        words += ["--context", options.context]
    if options.config:
        words += ["--config", options.config]
    if options.debug:
        words.append("--debug")
    return words


def _describe(app: App, name: str, path: str) -> Plugin:
    import subprocess

    try:
        answer = subprocess.run([path, _METADATA], env=environment(app), capture_output=True, timeout=10, check=True)
        metadata = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError) as error:
        return Plugin(name, path, {}, f"failed to fetch metadata: {error}")
    except ValueError:
        return Plugin(name, path, {}, "its metadata is not JSON")
    if not isinstance(metadata, dict) or metadata.get("SchemaVersion") not in ("0.1.0", "1.0.0", "2.0.0"):
        return Plugin(name, path, {}, "its metadata has an unknown SchemaVersion")
    if not metadata.get("Vendor"):
        return Plugin(name, path, metadata, "its metadata names no Vendor")
    return Plugin(name, path, metadata, "")


def _trusted(folder: str) -> bool:
    if not os.path.isabs(folder):
        return False
    try:
        status = os.stat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not status.st_mode & stat.S_IWOTH
