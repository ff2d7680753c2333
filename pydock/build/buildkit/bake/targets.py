"""From bake's dictionaries to builds: inheritance, groups, ``--set``, and the form that ``--print`` shows."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping, Sequence
from typing import Any

from pydock.build.buildkit.bake import values
from pydock.build.buildkit.bake.load import Bake, merge
from pydock.errors import PydockError

_ORDER = (
    "description", "annotations", "attest", "context", "contexts", "dockerfile", "dockerfile-inline", "args", "labels",
    "tags", "cache-from", "cache-to", "target", "secret", "ssh", "platforms", "output", "pull", "no-cache", "network",
    "no-cache-filter", "shm-size", "ulimits", "call", "entitlements", "extra-hosts",
)  # fmt: skip
_MAPS = ("args", "labels", "contexts", "extra-hosts")
_LISTS = (
    "annotations", "attest", "tags", "cache-from", "cache-to", "secret", "ssh", "platforms", "output",
    "no-cache-filter", "ulimits", "entitlements",
)  # fmt: skip
_NOT_SET = ("secret", "inherits", "cgroup-parent", "platforms", "dockerfile-inline", "description")
_OBJECTS = ("attest", "cache-from", "cache-to", "output", "secret", "ssh")


def select(bake: Bake, names: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """(groups to show, targets to build) for the names given. Raises PydockError for unknown ones."""
    wanted = list(names) or ["default"]
    if not names and "default" not in bake.groups and "default" not in bake.targets:
        raise PydockError("failed to find target default")
    targets: list[str] = []
    groups: dict[str, list[str]] = {}
    top: list[str] = []
    for name in wanted:
        found = [name]
        if any(letter in name for letter in "*?["):
            found = [known for known in (*bake.groups, *bake.targets) if fnmatch.fnmatchcase(known, name)]
        for one in found:
            _open(bake, one, targets, groups, ())
            top += bake.groups[one] if one == "default" and one in bake.groups else [one]
    groups.pop("default", None)
    return {"default": sorted(set(top)), **{name: sorted(found) for name, found in groups.items()}}, targets


def _open(bake: Bake, name: str, targets: list[str], groups: dict[str, list[str]], path: tuple[str, ...]) -> None:
    if name in path and name in bake.targets:  # a group may hold the target of its own name
        targets.append(name)
        return
    if name in path:
        raise PydockError(f"infinite loop detected in group {name}")
    if name in bake.groups:
        groups[name] = bake.groups[name]
        for member in bake.groups[name]:
            _open(bake, member, targets, groups, (*path, name))
    elif name in bake.targets:
        if name not in targets:
            targets.append(name)
    else:
        raise PydockError(f"failed to find target {name}")


def resolve(bake: Bake, name: str, overrides: Sequence[str] = (), path: tuple[str, ...] = ()) -> dict[str, Any]:
    """A target with what it inherits and what ``--set`` says of it, in the form of ``--print``."""
    if name not in bake.targets:
        raise PydockError(f"failed to find target {name}")
    own = bake.targets[name]
    merged: dict[str, Any] = {}
    for parent in map(values.text, values.listed(own.get("inherits"))):
        if parent not in (*path, name):
            merged = merge(merged, resolve(bake, parent, (), (*path, name)))
    merged = merge(merged, {key: value for key, value in own.items() if key != "inherits"})
    if not path:
        for text in overrides:
            _override(merged, name, text)
        merged.setdefault("context", ".")
        if "dockerfile-inline" not in merged:
            merged.setdefault("dockerfile", "Dockerfile")
        merged.setdefault("dockerfile", "Dockerfile")
        granted = values.listed(merged.get("entitlements"))
        if merged.get("network") == "host" and "network.host" not in granted:
            merged["entitlements"] = [*granted, "network.host"]
    return _shaped(merged)


def check_overrides(bake: Bake, overrides: Sequence[str]) -> None:
    """Raises PydockError for one that fits no target."""
    for text in overrides:
        pattern = text.partition("=")[0].partition(".")[0]
        if not any(fnmatch.fnmatchcase(name, pattern) for name in (*bake.targets, *bake.groups)):
            raise PydockError(f"could not find any target matching '{pattern}'")


def _override(target: dict[str, Any], name: str, text: str) -> None:
    """``pattern.key[.sub][+]=value`` where the pattern fits the target."""
    path, equals, value = text.partition("=")
    parts = path.split(".", 2)
    if len(parts) < 2:
        raise PydockError(f"invalid override key {path}, expected target.name")
    if not fnmatch.fnmatchcase(name, parts[0]):
        return
    word = parts[1].rstrip("+")
    if word in _NOT_SET:
        raise PydockError(f"unknown key: {word}")
    key = {"tag": "tags", "platform": "platforms", "secrets": "secret"}.get(word, word)
    adds = path.endswith("+")
    if len(parts) == 3:
        if key not in _MAPS:
            raise PydockError(f"invalid override key {path}")
        if equals:
            target[key] = {**(target.get(key) or {}), parts[2]: value}
        return
    if key in _MAPS:
        raise PydockError(f"invalid key {path}, {key} requires name")
    if not equals:
        raise PydockError(f"invalid override {text}, expected target.name=value")
    if key in _LISTS:
        joined = adds or key in ("annotations", "attest") or f"set {key}" in target
        before = values.listed(target.get(key)) if joined else []
        if key == "attest":
            kind = _object(key, value).get("type")
            before = [item for item in before if _object(key, item).get("type") != kind]
        target[f"set {key}"] = True
        target[key] = [*before, value]
    elif key in ("pull", "no-cache", "push", "load"):
        try:
            target[key] = values.truth(value)
        except PydockError as error:
            raise PydockError(f"invalid value {value} for boolean key {key}") from error
    elif key in _ORDER:
        target[key] = value
    else:
        raise PydockError(f"unknown key: {key}")


def _shaped(target: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key in _ORDER:
        value = target.get(key)
        if key in _MAPS and isinstance(value, dict):
            pairs = {k: values.text(v) for k, v in sorted(value.items()) if v is not None}
            out.update({key: pairs} if pairs else {})
        elif key in _LISTS and value is not None:
            items = [item for item in values.listed(value) if item != ""]
            if key in _OBJECTS:
                items = [_object(key, item) for item in items]
            if items:
                out[key] = items
        elif key in ("pull", "no-cache"):
            out.update({key: values.truth(value)} if value is not None else {})
        elif value is not None and (value != "" or key == "target"):
            out[key] = values.text(value)
    return out


def _object(key: str, item: Any) -> dict[str, Any]:
    """``type=registry,ref=x`` as an object; ssh and references have short forms."""
    if isinstance(item, dict):
        pairs = {k: v if isinstance(v, list) else values.text(v) for k, v in item.items()}
        return pairs if key in ("secret", "ssh") else dict(sorted(pairs.items()))
    from pydock.values.records import parse_record

    text = values.text(item)
    if key == "ssh":
        identifier, equals, paths = text.partition("=")
        return {"id": identifier, "paths": paths.split(",")} if equals else {"id": identifier}
    fields = parse_record(text)
    if key in ("cache-from", "cache-to") and all("=" not in part for part in fields):
        return {"ref": fields[0], "type": "registry"}
    if key == "output" and "=" not in text:
        return {"dest": text, "type": "tar" if text == "-" else "local"}
    pairs = {k.lower(): v for k, _, v in (part.partition("=") for part in fields)}
    if key == "secret":
        names = {"source": "src"}
        pairs = {names.get(k, k): v for k, v in pairs.items()}
        return {k: pairs[k] for k in ("id", "src", "env") if k in pairs}
    if key == "attest" and "disabled" in pairs:
        return {"disabled": values.truth(pairs.pop("disabled")), **dict(sorted(pairs.items()))}
    return dict(sorted(pairs.items()))


def ordered(target: Mapping[str, Any]) -> dict[str, Any]:
    """A resolved target with its keys in the order of ``--print``."""
    return {key: target[key] for key in _ORDER if key in target}


def record(item: Mapping[str, Any]) -> str:
    """An object of :func:`resolve` as the text of its flag."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([f"{key}={values.text(value)}" for key, value in item.items()])
    return out.getvalue()
