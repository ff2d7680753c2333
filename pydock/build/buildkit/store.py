"""Builders on the disk, where buildx keeps them: ``buildx/`` below the configuration folder, or BUILDX_CONFIG.

``instances/NAME`` holds a builder, ``current`` and ``defaults/KEY`` the chosen one (per engine address),
``activity/NAME`` when it last built, ``refs/BUILDER/NODE/REF`` from which folder a build came.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pydock.errors import PydockError

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_.-]*")


@dataclass
class NodeEntry:
    """One place of a builder. ``endpoint``: an address or the name of a docker context."""

    name: str
    endpoint: str
    platforms: list[str] = field(default_factory=list)
    options: dict[str, str] | None = None
    flags: list[str] | None = None
    files: dict[str, str] | None = None


@dataclass
class Builder:
    """``driver``: docker (every docker context is one), remote, docker-container."""

    name: str
    driver: str
    nodes: list[NodeEntry]
    stored: bool = True


class Store:
    """``folder``: see the module. ``key`` is the address of the engine in use."""

    def __init__(self, folder: str, key: str) -> None:
        self.folder = folder
        self.key = key

    def all(self) -> list[Builder]:
        """The stored builders by name."""
        try:
            names = sorted(os.listdir(os.path.join(self.folder, "instances")))
        except OSError:
            return []
        return [builder for name in names if (builder := self.find(name)) is not None]

    def find(self, name: str) -> Builder | None:
        """A stored builder."""
        data = self._json("instances", name)
        if not isinstance(data, dict):
            return None
        nodes = [_node(node) for node in data.get("Nodes") or ()]
        return Builder(str(data.get("Name", name)), str(data.get("Driver", "")), nodes)

    def save(self, builder: Builder) -> None:
        """Write a builder."""
        nodes = [
            {
                "Name": node.name,
                "Endpoint": node.endpoint,
                "Platforms": [_platform(text) for text in node.platforms] or None,
                "DriverOpts": node.options or None,
                "Flags": node.flags,
                "Files": node.files,
            }
            for node in builder.nodes
        ]
        data = {"Name": builder.name, "Driver": builder.driver, "Nodes": nodes, "Dynamic": False}
        self._write(json.dumps(data, separators=(",", ":")), "instances", builder.name)

    def remove(self, name: str) -> None:
        """Forget a builder; the default one is in use again where it was."""
        for kind in ("instances", "activity"):
            try:
                os.unlink(os.path.join(self.folder, kind, name))
            except OSError:
                pass
        if self.current() == name:
            self.use("", False, False)

    def current(self) -> str:
        """The chosen builder's name; empty for the engine's own."""
        data = self._json("current")
        if isinstance(data, dict) and data.get("Name") and (data.get("Global") or data.get("Key") == self.key):
            return str(data["Name"])
        try:
            with open(os.path.join(self.folder, "defaults", _digest(self.key)), encoding="utf-8") as file:
                return file.read().strip()
        except OSError:
            return ""

    def use(self, name: str, everywhere: bool, default: bool) -> None:
        """Choose a builder: for the engine in use or for all; ``default``: until another one is for this engine."""
        data = {"Key": self.key, "Name": name, "Global": everywhere}
        self._write(json.dumps(data, separators=(",", ":")), "current")
        if default:
            self._write(name, "defaults", _digest(self.key))

    def activity(self, name: str) -> str:
        """When the builder last worked, RFC 3339; empty for never."""
        try:
            with open(os.path.join(self.folder, "activity", name), encoding="utf-8") as file:
                return file.read().strip()
        except OSError:
            return ""

    def touch(self, name: str, now: float) -> None:
        """Note that the builder works now. A folder that cannot be written is no error."""
        import time

        try:
            self._write(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)), "activity", name)
        except OSError:
            pass

    def remember(self, builder: str, node: str, reference: str, state: Mapping[str, str]) -> None:
        """Note from where a build came: Target, LocalPath, DockerfilePath."""
        try:
            self._write(json.dumps(dict(state), separators=(",", ":")), "refs", builder, node, reference)
        except OSError:
            pass

    def origin(self, builder: str, node: str, reference: str) -> dict[str, str]:
        """What :meth:`remember` noted; empty where nothing was."""
        data = self._json("refs", builder, node, reference)
        return data if isinstance(data, dict) else {}

    def forget(self, builder: str, node: str, reference: str) -> None:
        """Drop what :meth:`remember` noted."""
        try:
            os.unlink(os.path.join(self.folder, "refs", builder, node, reference))
        except OSError:
            pass

    def node_identifier(self) -> str:
        """This user's mark in the keys of synced folders, made once."""
        path = os.path.join(self.folder, ".buildNodeID")
        try:
            with open(path, encoding="utf-8") as file:
                return file.read().strip()
        except OSError:
            import secrets

            identifier = secrets.token_hex(8)
            try:
                self._write(identifier, ".buildNodeID")
            except OSError:
                pass
            return identifier

    def _json(self, *parts: str) -> Any:
        try:
            with open(os.path.join(self.folder, *parts), "rb") as file:
                return json.load(file)
        except (OSError, ValueError):
            return None

    def _write(self, text: str, *parts: str) -> None:
        path = os.path.join(self.folder, *parts)
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        temporary = f"{path}.{os.getpid()}"
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)


def check_name(name: str) -> str:
    """A builder's name in lower case. Raises PydockError."""
    if not _NAME.fullmatch(name):
        rule = "name needs to start with a letter and may not contain symbols, except ._-"
        raise PydockError(f"invalid name {name}, {rule}")
    return name.lower()


def _node(data: Mapping[str, Any]) -> NodeEntry:
    parts = ("os", "architecture", "variant")
    platforms = ["/".join(p[k] for k in parts if p.get(k)) for p in data.get("Platforms") or ()]
    return NodeEntry(
        str(data.get("Name", "")),
        str(data.get("Endpoint", "")),
        platforms,
        data.get("DriverOpts"),
        data.get("Flags"),
        data.get("Files"),
    )


def _platform(text: str) -> dict[str, str]:
    parts = text.split("/")
    return dict(zip(("os", "architecture", "variant"), parts, strict=False))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
