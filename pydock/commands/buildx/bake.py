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
    from pydock.commands.buildx._remote import Remote


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

    (url, context), targets = _addresses(targets)
    found, placed = _definition(app, url, context, flags["file"])
    if flags["list"]:
        _list(app, found, flags["list"])
        return
    groups, names = resolving.select(found, targets)
    resolving.check_overrides(found, flags["set"])
    flags["set"] = [*flags["set"], *_as_overrides(flags)]
    resolved = {name: resolving.resolve(found, name, flags["set"]) for name in names}
    for target in resolved.values():
        _apply(target, flags)
    needed = _needed(found, resolved, flags)
    if flags["print"]:
        linked = {name: {**target, "output": [{"type": "cacheonly"}]} for name, target in needed.items()}
        shown = {name: resolving.ordered(target) for name, target in sorted({**resolved, **linked}.items())}
        data = {"group": {name: {"targets": groups[name]} for name in sorted(groups)}, "target": shown}
        app.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    from pydock.commands.buildx._baking import build_all

    if placed:
        from pydock.commands.buildx._remote import place

        for target in (*resolved.values(), *needed.values()):
            place(target, url)
    build_all(app, resolved, needed, flags)


def _addresses(words: tuple[str, ...]) -> tuple[tuple[str, str], tuple[str, ...]]:
    """The addresses of the definition and of the command's context, empty without, and the targets after them."""
    from itertools import takewhile

    from pydock.build.buildkit.inputs import is_remote

    url, context, *_ = [*takewhile(is_remote, words[:2]), "", ""]
    return (url, context), words[bool(url) + bool(context) :]


def _definition(app: App, url: str, context: str, names: list[str]) -> tuple[Bake, bool]:
    """What the files say, and whether their contexts are those of the repository at ``url``."""
    if not url:
        return _load(app, names), False
    from pydock.commands.buildx._remote import fetched

    with fetched(app, url) as remote:
        return _load(app, names, remote, context or "cwd://"), bool(remote.folder)


def _load(app: App, names: list[str], remote: Remote | None = None, context: str = ".") -> Bake:
    from pydock.build.buildkit.bake.load import DEFAULT_NAMES, load

    if not names and app.environ.get("BUILDX_BAKE_FILE"):
        separator = app.environ.get("BUILDX_BAKE_PATH_SEPARATOR") or os.pathsep
        names = app.environ["BUILDX_BAKE_FILE"].split(separator)
    explicit = bool(names)
    files = []
    root = app.cwd
    if remote is not None and not remote.folder:
        files.append((remote.url, remote.data))
        names = [name for name in names if name.startswith("cwd://")]
    else:
        root = remote.folder if remote is not None else root
        names = names or [name for name in DEFAULT_NAMES if os.path.isfile(os.path.join(root, name))]
    if not names and not files:
        raise PydockError("couldn't find a bake definition")
    for name in names:
        if name == "-":
            files.append(("stdin.hcl", app.streams.stdin.read()))
            continue
        folder = app.cwd if name.startswith("cwd://") else root
        name = name.removeprefix("cwd://")
        try:
            with open(os.path.join(folder, name), "rb") as stream:
                files.append((name, stream.read()))
        except OSError as error:
            raise PydockError(f"open {name}: {(error.strerror or str(error)).lower()}") from error
    found = load(files, app.environ, context)
    compose = [name for name, _ in files if name.endswith((".yml", ".yaml"))]
    if compose:
        _compose(app, root, found, compose, explicit)
    return found


def _compose(app: App, root: str, found: Bake, names: list[str], explicit: bool) -> None:
    from pydock.build.buildkit.bake.compose import add_services
    from pydock.compose.model.load import Request, load

    request = Request(
        root,
        app.environ,
        lambda text: None,
        app.streams.stdin.read,
        files=names if explicit else names[:1],
        consistency=False,
        resolve_paths=False,
    )
    project = load(request)
    add_services(found, {**project.services, **project.disabled}, project.secrets)


def _as_overrides(flags: dict[str, Any]) -> list[str]:
    """The flags that stand for ``--set=*.``."""
    from pydock.build.buildkit.options import short_attestation

    out = [f"*.{key}=true" for key, flag in (("no-cache", "no_cache"), ("pull", "pull")) if flags[flag]]
    out += [f"*.attest={short_attestation(kind, flags[kind])}" for kind in ("sbom", "provenance") if flags[kind]]
    call = "lint" if flags["check"] else flags["call"].partition(",")[0]
    return out if call == "build" else [*out, f"*.call={'lint' if call == 'check' else call}"]


def _apply(target: dict[str, Any], flags: dict[str, Any]) -> None:
    """``--push`` and ``--load``: outputs gain what they need for it, or there is one more."""
    if flags["push"]:
        outputs = target.get("output", [])
        images = [o for o in outputs if o.get("type") in ("image", "registry")]
        target["output"] = [dict(sorted({**o, "push": "true"}.items())) if o in images else o for o in outputs]
        if not images:
            target["output"] = [*outputs, {"push": "true", "type": "image"}]
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
    kind, style = fields.get("type") or what.split(",")[0], fields.get("format", "")
    if style not in ("", "table", "json"):
        raise PydockError(f'invalid list format "{style}"')
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    if kind == "targets":
        heads, rows = ("TARGET", "DESCRIPTION"), _target_rows(found)
    elif kind == "variables":
        heads = ("VARIABLE", "TYPE", "VALUE", "DESCRIPTION")
        rows = sorted((name, v.kind, _shown(v.value), v.description) for name, v in found.variables.items())
    else:
        raise PydockError(f'invalid list type "{kind}"')
    if style == "json":
        keys = ("name", *(head.lower() for head in heads[1:]))
        data = [{key: cell for key, cell in zip(keys, row, strict=True) if cell or key == "value"} for row in rows]
        app.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    from pydock.render.table import tabbed

    app.out(tabbed([heads, *rows]))


def _target_rows(found: Bake) -> list[tuple[str, ...]]:
    names = sorted({*found.targets, *found.groups} - {n for n in found.targets if n.startswith("_")})
    return [(name, found.descriptions.get(name) or ", ".join(found.groups.get(name, ()))) for name in names]


def _shown(value: Any) -> str:
    """A variable's value in a table."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
