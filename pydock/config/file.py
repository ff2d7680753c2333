"""config.json: read once when first asked, written whole or not at all.

The file belongs to Docker: the same keys, the same layout when rewritten (tabs, Docker's key order), unknown
keys kept. A text that does not parse gives Docker's warning and an empty configuration, and is never
overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from pydock.config.shapes import KNOWN, SHAPES, conform, go_kind
from pydock.errors import ConfigError
from pydock.portable.files import locked
from pydock.portable.users import give

FILE_NAME = "config.json"


def home_directory(environ: Mapping[str, str]) -> str:
    """HOME, else the account's own; empty when there is neither."""
    home = environ.get("HOME") or (environ.get("USERPROFILE") if os.name == "nt" else None)
    return home or os.path.expanduser("~").removeprefix("~")


def config_directory(flag: str | None, environ: Mapping[str, str]) -> str:
    """``--config``, else ``DOCKER_CONFIG``, else ``~/.docker``."""
    return flag or environ.get("DOCKER_CONFIG") or os.path.join(home_directory(environ), ".docker")


class ConfigFile:
    """One config.json. ``on_warning`` gets the text of a parse fault once, at the first read.

    ``shown`` are the credentials (``credentials.Found``) looked up so far by registry host, for what a refusal says.
    """

    def __init__(self, directory: str, *, on_warning: Callable[[str], None] | None = None) -> None:
        self.directory = directory
        self.path = os.path.join(directory, FILE_NAME)
        self.warning: str | None = None
        self.shown: dict[str, Any] = {}
        self._on_warning = on_warning
        self._data: dict[str, Any] | None = None

    def load(self) -> None:
        """Read the file if that was not done yet, for its warning to come before all else."""
        _ = self.data

    @property
    def data(self) -> dict[str, Any]:
        """The whole document, known values having Docker's types. Not to be changed: see :meth:`update`."""
        if self._data is None:
            self._data, self.warning = _read(self.path)
            if self.warning is not None and self._on_warning is not None:
                self._on_warning(self.warning)
        return self._data

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a top-level key, or ``default``."""
        return self.data.get(key, default)

    def text(self, key: str) -> str:
        """A string key such as ``psFormat``, ``detachKeys``, ``credsStore``, ``currentContext``; "" when absent."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def mapping(self, key: str) -> dict[str, Any]:
        """A map such as ``HttpHeaders``, ``proxies``, ``aliases``, ``features``, ``plugins``, ``credHelpers``."""
        value = self.data.get(key)
        return value if isinstance(value, dict) else {}

    def strings(self, key: str) -> list[str]:
        """A list such as ``pruneFilters`` or ``cliPluginsExtraDirs``."""
        value = self.data.get(key)
        return value if isinstance(value, list) else []

    @property
    def current_context(self) -> str:
        return self.text("currentContext")

    @property
    def detach_keys(self) -> str:
        return self.text("detachKeys")

    @property
    def http_headers(self) -> dict[str, str]:
        """Headers for every request to the engine."""
        return self.mapping("HttpHeaders")

    @property
    def auths(self) -> dict[str, dict[str, Any]]:
        """``auths`` as it stands in the file: server -> entry with ``auth`` in base64."""
        return self.mapping("auths")

    def feature(self, name: str) -> bool | None:
        """A switch under ``features``; None when it is not set."""
        value = self.mapping("features").get(name)
        return None if value is None else str(value).lower() in ("1", "t", "true")

    def proxies(self, host: str) -> dict[str, str]:
        """Environment variables for containers and builds on the engine at ``host``.

        ``proxies`` keyed by that address wins over its ``default`` entry. Upper- and lower-case names both.
        """
        table = self.mapping("proxies")
        entry = table.get(host) or table.get("default") or {}
        names = {
            "httpProxy": "HTTP_PROXY",
            "httpsProxy": "HTTPS_PROXY",
            "noProxy": "NO_PROXY",
            "ftpProxy": "FTP_PROXY",
            "allProxy": "ALL_PROXY",
        }
        found: dict[str, str] = {}
        for key, variable in names.items():
            if entry.get(key):
                found[variable] = found[variable.lower()] = entry[key]
        return found

    def update(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Apply ``change`` to the document as it is on the disk now and replace the file.

        Other writers wait meanwhile. Raises ConfigError when the present text does not parse, when the file
        cannot be written, and whatever ``change`` raises; the file is untouched then.
        """
        try:
            os.makedirs(self.directory, mode=0o700, exist_ok=True)
            with locked(self.directory, folder=True):
                data, warning = _read(self.path)
                if warning is not None:
                    raise ConfigError(
                        f"{warning.removeprefix('WARNING: ')}: it would be lost by writing it anew",
                        hint=f"Correct {self.path} or move it away, then try again.",
                    )
                change(data)
                replace_file(self.path, dump(data).encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise ConfigError(f"cannot write {self.path}: {error.strerror or error}") from error
        self._data = data


def dump(data: Mapping[str, Any]) -> str:
    """The document as Docker writes it: tabs, its own key order, maps sorted, unknown keys last, empty ones out."""
    ordered: dict[str, Any] = {"auths": _sorted(data.get("auths") or {})}
    for key in SHAPES:
        if key != "auths" and data.get(key):
            ordered[key] = _sorted(data[key])
    for key, value in data.items():
        if key not in SHAPES:
            ordered[key] = value
    import json

    return html_safe(json.dumps(ordered, indent="\t", ensure_ascii=False))


def html_safe(text: str) -> str:
    """JSON text with the characters escaped that Go escapes in it."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _sorted(value: Any) -> Any:
    return {key: value[key] for key in sorted(value)} if isinstance(value, dict) else value


def _read(path: str) -> tuple[dict[str, Any], str | None]:
    """The document and the warning about it. A file that is missing or empty is an empty document."""
    try:
        with open(path, "rb") as stream:
            raw = stream.read()
    except FileNotFoundError:
        return {}, None
    except IsADirectoryError:
        return {}, f"WARNING: Error parsing config file ({path}): read {path}: is a directory"
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        return {}, f"WARNING: Error loading config file: open {path}: {words}"
    data, fault = _parse(raw)
    return data, None if fault is None else f"WARNING: Error parsing config file ({path}): {fault}"


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _parse(raw: bytes) -> tuple[dict[str, Any], str | None]:
    # Go's reader stops after the first value and replaces bytes that are not UTF-8.
    text = raw.decode("utf-8", "replace").lstrip(" \t\r\n")
    if not text:
        return {}, None
    import json

    try:
        value, _ = json.JSONDecoder(parse_constant=_refuse).raw_decode(text)
    except (ValueError, RecursionError) as error:
        from pydock.config.gojson import explain

        return {}, explain(raw) or str(error)
    if value is None:
        return {}, None
    if not isinstance(value, dict):
        return {}, f"json: cannot unmarshal {go_kind(value)} into Go value of type configfile.ConfigFile"
    data = {KNOWN.get(str(key).lower(), str(key)): item for key, item in value.items()}
    fault = conform(data)
    if data.get("auths") and fault is None:
        from pydock.config.auths import fault_in_auths

        fault = fault_in_auths(data["auths"])
    return data, fault


def replace_file(path: str, content: bytes, *, mode: int = 0o600, durable: bool = True) -> None:
    """Write ``content`` beside ``path`` and rename it over: a reader sees the old text or the new one.

    A symbolic link stays and its target is replaced. An existing file keeps its mode and, where the right is
    there, its owner; a new one gets ``mode``. ``durable``: it is on the disk when this returns. Raises OSError.
    """
    import tempfile

    target = os.path.realpath(path)
    descriptor, temporary = tempfile.mkstemp(prefix=os.path.basename(target), dir=os.path.dirname(target))
    try:
        with open(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        try:
            old = os.stat(target)
        except FileNotFoundError:
            os.chmod(temporary, mode)
        else:
            os.chmod(temporary, old.st_mode & 0o7777)
            give(temporary, old)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
