"""Docker's store of contexts on the disk, read and written in Docker's own layout.

``contexts/meta/<sha256 of the name>/meta.json`` holds name, metadata and endpoints;
``contexts/tls/<sha256>/docker/{ca,cert,key}.pem`` the certificate material.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydock.config.file import replace_file
from pydock.errors import ConfigError

DEFAULT_NAME = "default"
DOCKER_ENDPOINT = "docker"
TLS_FILES = ("ca.pem", "cert.pem", "key.pem")
_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.+-]+")


class ContextNotFound(ConfigError):
    """There is no context of that name."""


class Context(NamedTuple):
    """One stored context. ``metadata`` and ``endpoints`` are as in meta.json, unknown keys included."""

    name: str
    metadata: dict[str, Any]
    endpoints: dict[str, dict[str, Any]]

    @property
    def description(self) -> str:
        value = self.metadata.get("Description")
        return value if isinstance(value, str) else ""

    @property
    def protected(self) -> bool:
        """pydock's own mark: destructive commands ask first. Docker keeps the key and ignores it."""
        return self.metadata.get("protected") is True

    @property
    def host(self) -> str:
        """The engine's address as stored; "" when there is none."""
        value = self.endpoints.get(DOCKER_ENDPOINT, {}).get("Host")
        return value if isinstance(value, str) else ""

    @property
    def skip_tls_verify(self) -> bool:
        return self.endpoints.get(DOCKER_ENDPOINT, {}).get("SkipTLSVerify") is True


def check_name(name: str) -> None:
    """Raises ConfigError, in Docker's words, for a name that a context cannot have."""
    if not name:
        raise ConfigError("context name cannot be empty")
    if name == DEFAULT_NAME:
        raise ConfigError('"default" is a reserved context name')
    if not _NAME.fullmatch(name):
        raise ConfigError(f'context name "{name}" is invalid, names are validated against regexp "^{_NAME.pattern}$"')


class ContextStore:
    """The contexts under a configuration directory."""

    def __init__(self, directory: str) -> None:
        self.root = os.path.join(directory, "contexts")

    def meta_path(self, name: str) -> str:
        return os.path.join(self.root, "meta", _digest(name), "meta.json")

    def meta_directory(self, name: str) -> str:
        return os.path.dirname(self.meta_path(name))

    def tls_directory(self, name: str) -> str:
        """Where the context's certificate material lies, in one folder per endpoint."""
        return os.path.join(self.root, "tls", _digest(name))

    def exists(self, name: str) -> bool:
        return os.path.isfile(self.meta_path(name))

    def load(self, name: str) -> Context:
        """Raises ContextNotFound, or ConfigError for a file that cannot be read or does not parse."""
        path = self.meta_path(name)
        try:
            return _parse(path)
        except FileNotFoundError:
            raise ContextNotFound(
                f'context "{name}": context not found: open {path}: no such file or directory'
            ) from None
        except OSError as error:
            raise ConfigError(f'context "{name}": open {path}: {(error.strerror or str(error)).lower()}') from error
        except ConfigError as error:
            raise ConfigError(f'context "{name}": {error.message}') from error

    def all(self) -> list[Context]:
        """All stored contexts by name, in natural order (``c2`` before ``c10``)."""
        try:
            names = os.listdir(os.path.join(self.root, "meta"))
        except (FileNotFoundError, NotADirectoryError):
            return []
        found = []
        for entry in names:
            path = os.path.join(self.root, "meta", entry, "meta.json")
            try:
                found.append(_parse(path))
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise ConfigError(f"failed to read metadata: open {path}: {reason}") from error
            except ConfigError as error:
                raise ConfigError(f"failed to read metadata: {error.message}") from error
        return sorted(found, key=lambda context: natural_key(context.name))

    def save(self, context: Context) -> None:
        """Create or replace the metadata of ``context``. Raises ConfigError."""
        path = self.meta_path(context.name)
        try:
            os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
            replace_file(path, encode_meta(context), mode=0o644)
        except OSError as error:
            raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error

    def tls_paths(self, name: str) -> dict[str, list[str]]:
        """Endpoint -> names of its TLS files."""
        found: dict[str, list[str]] = {}
        directory = self.tls_directory(name)
        try:
            for endpoint in sorted(os.listdir(directory)):
                found[endpoint] = sorted(os.listdir(os.path.join(directory, endpoint)))
        except (FileNotFoundError, NotADirectoryError):
            pass
        return found

    def read_tls(self, name: str) -> dict[str, dict[str, bytes]]:
        """Endpoint -> TLS file name -> its bytes."""
        material: dict[str, dict[str, bytes]] = {}
        for endpoint, files in self.tls_paths(name).items():
            for file in files:
                with open(os.path.join(self.tls_directory(name), endpoint, file), "rb") as stream:
                    material.setdefault(endpoint, {})[file] = stream.read()
        return material

    def replace_tls(self, name: str, endpoint: str, files: Mapping[str, bytes]) -> None:
        """Make ``files`` the whole TLS material of one endpoint (none at all when it is empty)."""
        import shutil

        directory = os.path.join(self.tls_directory(name), endpoint)
        shutil.rmtree(directory, ignore_errors=True)
        try:
            for file, content in files.items():
                os.makedirs(directory, mode=0o700, exist_ok=True)
                replace_file(os.path.join(directory, file), content)
        except OSError as error:
            raise ConfigError(f"cannot write {directory}: {error.strerror or error}") from error

    def remove(self, name: str) -> None:
        """Remove metadata and TLS material; nothing to remove is no error."""
        import shutil

        for directory in (self.meta_directory(name), self.tls_directory(name)):
            try:
                shutil.rmtree(directory)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise ConfigError(f'context "{name}": cannot remove {directory}: {error.strerror}') from error


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sort key: runs of digits by value."""
    return [(0, int(part), part) if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", name) if part]


def encode_meta(context: Context) -> bytes:
    """The text of meta.json."""
    document = {"Name": context.name, "Metadata": context.metadata, "Endpoints": context.endpoints}
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogateescape")


def _digest(name: str) -> str:
    import hashlib

    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()


def _parse(path: str) -> Context:
    with open(path, "rb") as stream:
        raw = stream.read()
    return parse_meta(raw, path)


def parse_meta(raw: bytes, path: str) -> Context:
    """A context from the text of a meta.json; ``path`` is for the message. Raises ConfigError."""
    try:
        document = json.loads(raw.decode("utf-8", "replace"))
        if not isinstance(document, dict):
            raise ValueError("not an object")
    except ValueError as error:
        from pydock.config.gojson import explain

        raise ConfigError(f"parsing {path}: {explain(raw, whole=True) or error}") from error
    metadata, endpoints = document.get("Metadata"), document.get("Endpoints")
    name = document.get("Name")
    return Context(
        name if isinstance(name, str) else "",
        metadata if isinstance(metadata, dict) else {},
        {key: value for key, value in endpoints.items() if isinstance(value, dict)}
        if isinstance(endpoints, dict)
        else {},
    )
