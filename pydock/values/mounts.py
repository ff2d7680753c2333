"""``--mount`` and ``-v`` values. Mounts come out in the API's own form (``{"Type": "bind", "Source": ...}``)."""

from __future__ import annotations

from typing import Any

from pydock.values.numbers import parse_bool, parse_decimal_uint
from pydock.values.records import parse_record
from pydock.values.sizes import parse_bytes

Mount = dict[str, Any]

_GROUPS = {"VolumeOptions": "volume", "ImageOptions": "image", "BindOptions": "bind", "TmpfsOptions": "tmpfs"}
_RECURSIVE = {
    "enabled": "",
    "disabled": "NonRecursive",
    "writable": "ReadOnlyNonRecursive",
    "readonly": "ReadOnlyForceRecursive",
}


def parse_mount(text: str) -> Mount:
    """One ``--mount``: a CSV record of ``KEY=VALUE``, the keys in any case. ValueError in Docker's words.

    A source that begins with a dot stays relative: the caller makes it absolute (:func:`absolute_source`).
    """
    mount: Mount = {"Type": "volume"}
    for field in parse_record(text):
        key, equals, value = field.partition("=")
        key = key.lower()
        if equals:
            _set(mount, key, value, field)
        else:
            _set_bare(mount, key, field)
    _check(mount)
    return _clean(mount)


def _set_bare(mount: Mount, key: str, field: str) -> None:
    if key in ("readonly", "ro"):
        mount["ReadOnly"] = True
    elif key == "volume-nocopy":
        _volume(mount)["NoCopy"] = True
    elif key == "bind-nonrecursive":
        mount.setdefault("BindOptions", {})["NonRecursive"] = True
    else:
        raise ValueError(f"invalid field '{field}' must be a key=value pair")


def _set(mount: Mount, key: str, value: str, field: str) -> None:
    if key == "type":
        mount["Type"] = value.lower()
    elif key in ("source", "src"):
        mount["Source"] = value
    elif key in ("target", "dst", "destination"):
        mount["Target"] = value
    elif key in ("readonly", "ro"):
        mount["ReadOnly"] = _bool(key, value)
    elif key == "consistency":
        mount["Consistency"] = value.lower()
    elif key == "image-subpath":
        mount.setdefault("ImageOptions", {})["Subpath"] = value
    elif not any(setter(mount, key, value) for setter in (_set_bind, _set_volume, _set_tmpfs)):
        raise ValueError(f"unexpected key '{key}' in '{field}'")


def _set_bind(mount: Mount, key: str, value: str) -> bool:
    if key == "bind-propagation":
        mount.setdefault("BindOptions", {})["Propagation"] = value.lower()
    elif key == "bind-nonrecursive":
        mount.setdefault("BindOptions", {})["NonRecursive"] = _bool(key, value)
    elif key == "bind-recursive":
        if value not in _RECURSIVE:
            wanted = '(must be "enabled", "disabled", "writable", or "readonly")'
            raise ValueError(f"invalid value for {key}: {value} {wanted}")
        if _RECURSIVE[value]:
            mount.setdefault("BindOptions", {})[_RECURSIVE[value]] = True
    else:
        return False
    return True


def _volume(mount: Mount) -> dict[str, Any]:
    options: dict[str, Any] = mount.setdefault("VolumeOptions", {"Labels": {}, "DriverConfig": {}})
    return options


def _set_volume(mount: Mount, key: str, value: str) -> bool:
    if key == "volume-nocopy":
        _volume(mount)["NoCopy"] = _bool(key, value)
    elif key == "volume-subpath":
        _volume(mount)["Subpath"] = value
    elif key == "volume-driver":
        _volume(mount)["DriverConfig"]["Name"] = value
    elif key in ("volume-label", "volume-opt"):
        options = _volume(mount)
        pairs = options["Labels"] if key == "volume-label" else options["DriverConfig"].setdefault("Options", {})
        name, _, content = value.partition("=")
        if name:
            pairs[name] = content
    else:
        return False
    return True


def _set_tmpfs(mount: Mount, key: str, value: str) -> bool:
    if key not in ("tmpfs-size", "tmpfs-mode"):
        return False
    options = mount.setdefault("TmpfsOptions", {})
    try:
        if key == "tmpfs-size":
            options["SizeBytes"] = parse_bytes(value)
        else:
            options["Mode"] = parse_decimal_uint(value, 32, base=8)
    except ValueError:
        raise ValueError(f"invalid value for {key}: {value}") from None
    return True


def _bool(key: str, value: str) -> bool:
    try:
        return parse_bool(value)
    except ValueError:
        raise ValueError(f"invalid value for {key}: {value}") from None


def _check(mount: Mount) -> None:
    kind = mount["Type"]
    if not kind:
        raise ValueError("type is required")
    if not mount.get("Target"):
        raise ValueError("target is required")
    for group, word in _GROUPS.items():
        if group in mount and kind != word:
            raise ValueError(f"cannot mix '{word}-*' options with mount type '{kind}'")
    bind = mount.get("BindOptions", {})
    for mode in ("writable", "readonly"):
        if bind.get(_RECURSIVE[mode]) and not mount.get("ReadOnly"):
            raise ValueError(f"option 'bind-recursive={mode}' requires 'readonly' to be specified in conjunction")
    if bind.get("ReadOnlyForceRecursive") and bind.get("Propagation") != "rprivate":
        raise ValueError(
            "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction"
        )


def _clean(options: dict[str, Any]) -> dict[str, Any]:
    """The API leaves out fields that hold nothing; objects that were named and the entries of maps stay."""
    kept = (*_GROUPS, "DriverConfig")
    return {key: _clean(value) if key in kept else value for key, value in options.items() if value or key in kept}


def absolute_source(source: str, cwd: str) -> str:
    """A source that begins with a dot is a path under ``cwd``; anything else stays as it is."""
    if not source.startswith("."):
        return source
    from posixpath import join, normpath

    return normpath(join(cwd, source))


class VolumeSpec:
    """One ``-v`` value in its parts; ``kind`` is ``bind`` or ``volume``, ``source`` "" for an anonymous volume."""

    __slots__ = ("kind", "options", "source", "target")

    def __init__(self, kind: str, source: str, target: str, options: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self.source = source
        self.target = target
        self.options = options


def parse_volume(text: str) -> VolumeSpec:
    """``[SOURCE:]TARGET[:OPTIONS]``; one letter before a colon is a Windows drive. ValueError in Docker's words."""
    if not text:
        raise ValueError("invalid empty volume spec")
    if len(text) <= 2:
        return VolumeSpec("volume", "", text)
    fields = _fields(text)
    for place, field in enumerate(fields):
        if not field:
            raise ValueError(f"invalid spec: {text}: empty section between colons")
        if place == 2 and len(fields) > 3:
            raise ValueError(f"invalid spec: {text}: too many colons")
    if len(fields) == 1:
        return VolumeSpec("volume", "", fields[0])
    options = tuple(fields[2].split(",")) if len(fields) == 3 else ()
    return VolumeSpec("bind" if is_path(fields[0]) else "volume", fields[0], fields[1], options)


def _fields(text: str) -> list[str]:
    fields, current = [], ""
    for character in text:
        if character == ":" and not (len(current) == 1 and current.isalpha()):
            fields.append(current)
            current = ""
        else:
            current += character
    return [*fields, current]


def is_path(source: str) -> bool:
    """Whether a volume's source is a path: it begins with ``.``, ``/``, ``~``, ``\\\\`` or a Windows drive."""
    return source[:1] in (".", "/", "~") or source.startswith("\\\\") or (source[:1].isalpha() and source[1:2] == ":")


def bind_spec(text: str, cwd: str) -> str | None:
    """A ``-v`` value as the API's ``Binds`` wants it, a relative path made absolute; None for an anonymous volume."""
    volume = parse_volume(text)
    if not volume.source:
        return None
    if volume.kind != "bind":
        return text
    host, colon, rest = text.partition(":")
    return absolute_source(host, cwd) + colon + rest
