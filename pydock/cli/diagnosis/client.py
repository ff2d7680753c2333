"""Configuration, contexts, credential helpers, plugins and versions on this side."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydock.cli.diagnosis.findings import ERROR, INFO, OK, WARNING, Finding
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

_LIBRARIES = ("click", "requests", "rich", "PyYAML", "h2", "protobuf")


def check(app: App) -> Iterator[Finding]:
    yield from _config(app)
    yield from _contexts(app)
    yield from _helpers(app)
    yield from _plugins(app)
    yield from _versions()


def _config(app: App) -> Iterator[Finding]:
    """config.json: there, private, and sound; a fault by its line."""
    path = app.config.path
    try:
        with open(path, "rb") as stream:
            raw = stream.read()
    except FileNotFoundError:
        yield Finding("config", INFO, path, "is not there: all settings are the defaults")
        return
    except OSError as error:
        yield Finding("config", ERROR, path, (error.strerror or str(error)).lower(), "Make it readable.")
        return
    yield _document(path, raw, app.config.warning if app.config.data is not None else None)
    holds = [server for server, entry in app.config.auths.items() if entry]
    if os.name != "nt" and holds and os.stat(path).st_mode & 0o077:
        yield Finding("config", WARNING, path, "others may read the credentials in it", f"chmod 600 {path}")


def _document(path: str, raw: bytes, warning: str | None) -> Finding:
    try:
        if raw.strip():
            json.JSONDecoder().raw_decode(raw.decode("utf-8", "replace").lstrip())
    except json.JSONDecodeError as error:
        text = raw.decode("utf-8", "replace")
        skipped = text[: len(text) - len(text.lstrip())].count("\n")
        where = f"line {error.lineno + skipped}, column {error.colno}"
        return Finding("config", ERROR, path, f"{where}: {error.msg.lower()}", "Correct that line.")
    if warning is not None:
        return Finding("config", ERROR, path, warning.partition("): ")[2] or warning, "Correct that value.")
    return Finding("config", OK, path, "is sound")


def _contexts(app: App) -> Iterator[Finding]:
    from pydock.cli import contexts
    from pydock.cli.diagnosis.certificates import certificate

    store = contexts.store_of(app)
    folder = os.path.join(store.root, "meta")
    names = os.listdir(folder) if os.path.isdir(folder) else []
    broken = False
    for name in sorted(names):
        path = os.path.join(folder, name, "meta.json")
        try:
            with open(path, "rb") as stream:
                raw = stream.read()
        except OSError:
            continue
        finding = _document(path, raw, None)
        if finding.severity != OK:
            broken = True
            yield finding
    for context in [] if broken else store.all():
        mark = ", protected" if context.protected else ""
        yield Finding("config", OK, f"context {context.name}", f"{context.host or 'no engine'}{mark}")
        for endpoint, files in store.tls_paths(context.name).items():
            for file in files:
                if file != "key.pem":
                    place = os.path.join(store.tls_directory(context.name), endpoint, file)
                    yield certificate(place, app.clock(), "config")
    current = contexts.current(app)
    if current != "default" and not store.exists(current):
        remedy = f"{app.program} context use default, or create it."
        yield Finding("config", ERROR, f"context {current}", "is in use but not there", remedy)


def _helpers(app: App) -> Iterator[Finding]:
    """Each credential helper that the configuration names: present, runnable, answering."""
    from pydock.config import helpers

    chosen: dict[str, helpers.Helper] = {}
    for server, name in app.config.mapping("credHelpers").items():
        chosen.setdefault(str(name), helpers.Helper(str(name), f'credHelpers["{server}"]'))
    if app.config.text("credsStore"):
        name = app.config.text("credsStore")
        chosen[name] = helpers.Helper(name, "credsStore")
    for helper in chosen.values():
        subject = f"{helper.program} ({helper.key})"
        if helpers.find_program(helper.program, app.environ) is None:
            remedy = f"Install it, or take {helper.key} out of {app.config.path}."
            yield Finding("credentials", ERROR, subject, "is not on PATH", remedy)
            continue
        try:
            kept = helpers.listing(helper, app.environ)
        except PydockError as error:
            remedy = "Try it by hand: echo | " + helper.program + " list"
            yield Finding("credentials", ERROR, subject, error.message.partition("\n")[0], remedy)
        else:
            yield Finding("credentials", OK, subject, f"answers; keeps {len(kept)} credentials")
    if not chosen:
        count = len([entry for entry in app.config.auths.values() if entry])
        yield Finding("credentials", INFO, "helper", f"none configured; {count} credentials in config.json itself")


def _plugins(app: App) -> Iterator[Finding]:
    from pydock.cli import plugins, tree

    for folder in plugins.distrusted(app):
        remedy = f"chmod o-w {folder}"
        yield Finding("client", WARNING, folder, "anybody may write there: its plugins are left out", remedy)
    seen: dict[str, str] = {}
    for folder in plugins.folders(app):
        for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            name = file.partition("-")[2]
            path = os.path.join(folder, file)
            if file.partition("-")[0] not in ("docker", "pydock") or not os.access(path, os.X_OK):
                continue
            if name in tree.GROUPS or tree.resolve(name) is not None:
                remedy = f"Nothing needs it here: {app.program} {name} is built in."
                yield Finding("client", INFO, path, f"is shadowed by the built-in command {name}", remedy)
            elif name in seen:
                yield Finding("client", WARNING, path, f"is shadowed by {seen[name]}", "Remove one of them.")
            seen.setdefault(name, path)
    for plugin in plugins.discover(app):
        if plugin.error:
            yield Finding("client", WARNING, plugin.path, plugin.error, "Remove or repair it.")


def _versions() -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, version

    from pydock import __version__

    yield Finding("client", OK, "pydock", f"{__version__} on Python {sys.version.split()[0]} ({sys.platform})")
    for name in _LIBRARIES:
        try:
            yield Finding("client", OK, name, version(name))
        except PackageNotFoundError:
            yield Finding("client", ERROR, name, "is not installed", "Install pydock-cli anew.")
