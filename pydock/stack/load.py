"""A stack's files, read, checked and merged into one configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydock.compose.model.yamlload import BadMapping, documents
from pydock.errors import ConfigError
from pydock.stack.check import FORBIDDEN, check, used
from pydock.stack.decode import Decoder
from pydock.stack.interpolate import interpolate
from pydock.stack.merge import merge
from pydock.stack.shapes import ORDER

Fields = dict[str, Any]
NEWEST = "3.13"


class Forbidden(ConfigError):
    """Attributes that stacks do not take, with what to do instead."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("Configuration contains forbidden properties")
        self.names = names


class Source:
    """Where a stack's files come from. ``read`` gives the bytes of a path, which is absolute or ``-``."""

    def __init__(
        self,
        files: Sequence[str],
        cwd: str,
        environ: Mapping[str, str],
        read: Callable[[str], bytes],
        warn: Callable[[str], None],
    ) -> None:
        if not files:
            raise ConfigError("Specify a Compose file (with --compose-file)")
        self.files = files
        self.environ = environ
        self.read = read
        self.warn = warn
        first = files[0]
        self.folder = cwd if first == "-" else os.path.dirname(os.path.normpath(os.path.join(cwd, first)))
        self.documents = [_parse(read(name)) for name in files]

    def load(self, *, skip_interpolation: bool = False) -> Fields:
        """The merged configuration in its canonical form. ConfigError in Docker's words."""
        found = [self._one(document, skip_interpolation) for document in self.documents]
        versions = [config["version"] for config in found]
        for version in versions[1:]:
            if version != versions[0]:
                raise ConfigError(f"version mismatched between two composefiles : {versions[0]} and {version}")
        config = found[0]
        for other in found[1:]:
            config = merge(config, other)
        config.setdefault("services", {})
        return {name: config[name] for name in [*ORDER["Config"], *config] if config.get(name) or name == "services"}

    def _one(self, document: Fields, skip_interpolation: bool) -> Fields:
        version = _version(document)
        forbidden = used([document], FORBIDDEN)
        if forbidden:
            raise Forbidden(forbidden)
        if not skip_interpolation:
            document = interpolate(document, self.environ.get)
        check(document, int(version.partition(".")[2]))
        config = Decoder(self.warn).structure(document, "Config", "Config")
        config["version"] = version
        for name, service in (config.get("services") or {}).items():
            self._settle_service(name, service)
        for kind in ("network", "volume", "secret", "config"):
            for name, item in (config.get(f"{kind}s") or {}).items():
                _settle_external(kind, name, item, self.warn)
                if kind == "secret" and item.get("driver") and item.get("file"):
                    raise ConfigError(f"secret {name}: secret.driver and secret.file conflict; only use secret.driver")
                if kind in ("secret", "config") and not item.get("external") and not item.get("driver"):
                    item["file"] = self._path(item.get("file", ""))
                    config[f"{kind}s"][name] = {key: item[key] for key in [*ORDER["File"], *item] if key in item}
        return config

    def _settle_service(self, name: str, service: Fields) -> None:
        """Read the environment files, and make paths absolute."""
        environment: dict[str, str | None] = {}
        for file in service.get("env_file") or ():
            environment.update(self._env_file(file))
        for key, value in (service.get("environment") or {}).items():
            environment[key] = self.environ.get(key) if value is None else value
        if environment:
            service["environment"] = dict(sorted(environment.items()))
        for mount in service.get("volumes") or ():
            if mount.get("type") == "bind":
                if not mount.get("source"):
                    raise ConfigError('invalid mount config for type "bind": field Source must not be empty')
                mount["source"] = self._path(mount["source"])
        ordered = {key: service[key] for key in [*ORDER["Service"], *service] if key in service}
        service.clear()
        service.update(ordered)

    def _env_file(self, name: str) -> dict[str, str]:
        from pydock.values.env import parse_file

        path = self._path(name)
        try:
            lines = parse_file(self.read(path), path, self.environ.get)
        except ValueError as error:
            raise ConfigError(str(error)) from None
        return {key: value for key, _, value in (line.partition("=") for line in lines)}

    def _path(self, path: str) -> str:
        if path[:1].isalpha() and path[1:3] in (":/", ":\\"):
            return path  # a drive of Windows
        if path.startswith("~"):
            path = (self.environ.get("HOME") or "") + path[1:]
        return os.path.normpath(os.path.join(self.folder, path))


def _parse(data: bytes) -> Fields:
    try:
        found = documents(data.decode("utf-8", "surrogateescape"))
    except BadMapping as error:
        raise ConfigError(f"yaml: unmarshal errors:\n  {error.message}") from None
    document = found[0].value if found else None
    if not isinstance(document, dict):
        raise ConfigError("top-level object must be a mapping")
    return document


def _version(document: Mapping[str, Any]) -> str:
    """The format's version; ``3`` and none at all stand for the newest."""
    version = document.get("version", NEWEST)
    if not isinstance(version, str):
        raise ConfigError("version must be a string")
    if version == "3":
        return NEWEST
    major, _, minor = version.partition(".")
    if major != "3" or not minor.isdigit() or int(minor) > int(NEWEST.partition(".")[2]):
        raise ConfigError(f"unsupported Compose file version: {version}")
    return version


def _settle_external(kind: str, name: str, item: Fields, warn: Callable[[str], None]) -> None:
    """An external resource has a name, its own or that of its key; the old ``external: {name: X}`` is warned of."""
    external = item.get("external")
    if not external and not isinstance(external, dict):
        return
    if isinstance(external, dict) and "name" in external:
        if item.get("name"):
            raise ConfigError(f"{kind} {name}: {kind}.external.name and {kind}.name conflict; only use {kind}.name")
        warn(f"{kind} {name}: {kind}.external.name is deprecated in favor of {kind}.name")
        item["name"] = external["name"]
    if kind == "volume":
        for field in ("driver", "driver_opts", "labels"):
            if item.get(field):
                raise ConfigError(f'conflicting parameters "external" and "{field}" specified for volume "{name}"')
    item["external"] = True
    item.setdefault("name", name)
    shape = {"network": "Network", "volume": "Volume"}.get(kind, "File")
    ordered = {key: item[key] for key in ORDER[shape] if key in item}
    item.clear()
    item.update(ordered)
