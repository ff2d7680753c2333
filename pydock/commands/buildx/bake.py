"""``pydock buildx bake``."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.bake.load import Bake


@command()
@option("--allow", kind=kinds.STRING_ARRAY, help="Let the builds use a resource.")
@option("--call", default="build", help='What to do: "build", "check", "outline", "targets".')
@option("--check", kind=kinds.BOOL, help='The same as "--call=check".')
@option("-f", "--file", kind=kinds.STRING_ARRAY, help="Files that describe the builds.", complete="files")
@option("--list", help='List "targets" or "variables".')
@option("--load", kind=kinds.BOOL, help='The same as "--set=*.output=type=docker".')
@option("--metadata-file", help="Write what the builds say of their results to this file.")
@option("--no-cache", kind=kinds.BOOL, help="Do every step again.")
@option("--print", kind=kinds.BOOL, help="Print the builds as JSON and build nothing.")
@option("--progress", default="auto", help='How progress is shown ("auto", "plain", "tty", "quiet", "rawjson").')
@option("--provenance", help='The same as "--set=*.attest=type=provenance".')
@option("--pull", kind=kinds.BOOL, help="Look for newer base images at their registries.")
@option("--push", kind=kinds.BOOL, help='The same as "--set=*.output=type=registry".')
@option("--sbom", help='The same as "--set=*.attest=type=sbom".')
@option("--set", kind=kinds.STRING_ARRAY, help='Set a value of targets ("target.key=value").')
@argument("targets", many=True, optional=True)
def bake(app: App, targets: tuple[str, ...], **flags: Any) -> None:
    """Build several targets that a file describes."""
    from pydock.build.buildkit.bake import targets as resolving

    try:
        found = _load(app, flags["file"])
        if flags["list"]:
            _list(app, found, flags["list"])
            return
        groups, names = resolving.select(found, targets)
        resolved = {name: resolving.resolve(found, name, flags["set"]) for name in names}
        for target in resolved.values():
            _apply(target, flags)
    except PydockError as error:
        raise PydockError(f"ERROR: {error.message}", hint=error.hint) from error
    if flags["print"]:
        data = {"group": {name: {"targets": groups[name]} for name in sorted(groups)}}
        app.echo(json.dumps({**data, "target": dict(sorted(resolved.items()))}, indent=2, ensure_ascii=False))
        return
    from pydock.commands.buildx._baking import build_all

    needed = _needed(found, resolved, flags)
    build_all(app, resolved, needed, flags)


def _load(app: App, names: list[str]) -> Bake:
    from pydock.build.buildkit.bake.load import DEFAULT_NAMES, load

    explicit = bool(names)
    folder_names = names or [name for name in DEFAULT_NAMES if os.path.isfile(os.path.join(app.cwd, name))]
    if not folder_names:
        raise PydockError("couldn't find a bake definition")
    files = []
    for name in folder_names:
        if name == "-":
            files.append(("stdin.hcl", app.streams.stdin.read()))
            continue
        try:
            with open(os.path.join(app.cwd, name), "rb") as stream:
                files.append((name, stream.read()))
        except OSError as error:
            raise PydockError(f"open {name}: {(error.strerror or str(error)).lower()}") from error
    found = load(files, app.environ)
    compose = [name for name, _ in files if name.endswith((".yml", ".yaml"))]
    if compose:
        _compose(app, found, compose, explicit)
    return found


def _compose(app: App, found: Bake, names: list[str], explicit: bool) -> None:
    from pydock.build.buildkit.bake.compose import add_services
    from pydock.compose.model.load import Request, load

    request = Request(
        app.cwd,
        app.environ,
        lambda text: None,
        app.streams.stdin.read,
        files=names if explicit else names[:1],
        consistency=False,
        resolve_paths=False,
    )
    project = load(request)
    add_services(found, {**project.services, **project.disabled}, project.secrets)


def _apply(target: dict[str, Any], flags: dict[str, Any]) -> None:
    """The flags that stand for ``--set=*.``."""
    if flags["no_cache"]:
        target["no-cache"] = True
    if flags["pull"]:
        target["pull"] = True
    for kind in ("provenance", "sbom"):
        if flags[kind]:
            target.setdefault("attest", []).append({"type": kind, "value": flags[kind]})
    if flags["push"]:
        images = [o for o in target.get("output", []) if o.get("type") in ("image", "registry")]
        for output in images:
            output["push"] = "true"
        if not images:
            target["output"] = [*target.get("output", []), {"push": "true", "type": "image"}]
    if flags["load"] and not any(o.get("type") == "docker" for o in target.get("output", [])):
        target["output"] = [*target.get("output", []), {"type": "docker"}]


def _needed(found: Bake, resolved: dict[str, dict[str, Any]], flags: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Targets that are only contexts of others."""
    from pydock.build.buildkit.bake import targets as resolving

    out: dict[str, dict[str, Any]] = {}
    open_ones = list(resolved.values())
    while open_ones:
        for value in (open_ones.pop().get("contexts") or {}).values():
            name = value.removeprefix("target:")
            if value.startswith("target:") and name not in resolved and name not in out:
                out[name] = resolving.resolve(found, name, flags["set"])
                open_ones.append(out[name])
    return out


def _list(app: App, found: Bake, what: str) -> None:
    fields = dict(part.partition("=")[::2] for part in what.split(",") if "=" in part)
    kind = fields.get("type") or what.split(",")[0]
    if kind == "targets":
        names = sorted({*found.targets, *found.groups} - {n for n in found.targets if n.startswith("_")})
        rows = [("TARGET", "DESCRIPTION")]
        for name in names:
            rows.append((name, found.descriptions.get(name) or ", ".join(found.groups.get(name, ()))))
    elif kind == "variables":
        rows_of = [
            (name, "", "" if value is None else str(value), text) for name, (value, text) in found.variables.items()
        ]
        if fields.get("format") == "json":
            app.echo(json.dumps([{"name": n, "value": v, "description": d} for n, _, v, d in rows_of], indent=2))
            return
        app.out(_tabbed([("VARIABLE", "TYPE", "VALUE", "DESCRIPTION"), *sorted(rows_of)]))
        return
    else:
        raise PydockError(f"unexpected list type: {kind}")
    if fields.get("format") == "json":
        app.echo(json.dumps([{"name": name, "description": text} for name, text in rows[1:]], indent=2))
        return
    app.out(_tabbed(rows))


def _tabbed(rows: Any) -> str:
    from pydock.commands.buildx.history.inspect import tabbed

    return tabbed(rows)
