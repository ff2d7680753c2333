"""``pydock buildx bake``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.bake.load import Bake
    from pydock.build.buildkit.node import Node
    from pydock.build.buildkit.run import Display
    from pydock.commands.buildx._report import Report

Targets = dict[str, dict[str, Any]]


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
    from pydock.build.buildkit.bake.privileges import granted
    from pydock.commands.buildx._definitions import addresses
    from pydock.commands.buildx._report import Report
    from pydock.commands.buildx._surroundings import choose

    (url, context), targets = addresses(targets)
    allowed = granted(flags["allow"], app.cwd)
    report = Report(app, {**flags, "metadata_file": None})
    node = None if flags["print"] or flags["list"] else choose(app, None)
    display = report.begin(node)
    try:
        plan = _plan(app, (url, context), targets, flags, display)
    except BaseException as error:
        report.finish()
        app.streams.stderr.write(getattr(error, "excerpt", ""))
        raise
    if node is not None:
        from pydock.commands.buildx._baking import build_all

        build_all(app, Started(report, node, display), plan, flags, allowed)
        return
    report.finish()
    if flags["list"]:
        _list(app, plan.bake, flags["list"])
    else:
        _print(app, plan)


class Plan(NamedTuple):
    """``targets`` are to be built, ``needed`` only as contexts of them, both resolved. ``url``: where it came from."""

    bake: Bake
    groups: dict[str, list[str]]
    targets: Targets
    needed: Targets
    url: str = ""


class Started(NamedTuple):
    """Progress that has begun."""

    report: Report
    node: Node
    display: Display


def _plan(app: App, origin: tuple[str, str], words: tuple[str, ...], flags: dict[str, Any], display: Display) -> Plan:
    from pydock.build.buildkit.bake import targets as resolving
    from pydock.commands.buildx._definitions import definition

    url, context = origin
    found, placed = definition(app, url, context, flags["file"], display)
    if flags["list"]:
        return Plan(found, {}, {}, {}, url)
    groups, names = resolving.select(found, words)
    resolving.check_overrides(found, flags["set"])
    overrides = [*flags["set"], *_as_overrides(flags)]
    resolved = {name: resolving.resolve(found, name, overrides) for name in names}
    for target in resolved.values():
        _apply(target, flags)
    needed = _needed(found, resolved, overrides)
    if placed and not flags["print"]:
        from pydock.commands.buildx._remote import place

        for target in (*resolved.values(), *needed.values()):
            place(target, url)
    return Plan(found, groups, resolved, needed, url)


def _print(app: App, plan: Plan) -> None:
    from pydock.build.buildkit.bake.targets import ordered

    linked = {name: {**target, "output": [{"type": "cacheonly"}]} for name, target in plan.needed.items()}
    shown = {name: ordered(target) for name, target in sorted({**plan.targets, **linked}.items())}
    data = {"group": {name: {"targets": plan.groups[name]} for name in sorted(plan.groups)}, "target": shown}
    app.echo(json.dumps(data, indent=2, ensure_ascii=False))


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


def _needed(found: Bake, resolved: Targets, overrides: list[str]) -> Targets:
    """Targets that are only contexts of others."""
    from pydock.build.buildkit.bake import targets as resolving

    out: Targets = {}
    open_ones = list(resolved.values())
    while open_ones:
        for value in (open_ones.pop().get("contexts") or {}).values():
            name = value.removeprefix("target:")
            if value.startswith("target:") and name not in resolved and name not in out:
                out[name] = resolving.resolve(found, name, overrides)
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
