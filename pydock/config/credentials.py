"""The one resolver of registry credentials, for every command that sends any.

For a server the first of these that knows it decides: ``DOCKER_AUTH_CONFIG``, then the helper that
config.json chose for it, or else ``auths`` of config.json. A place that fails is an error (see ``helpers``):
the next one is not asked.
"""

from __future__ import annotations

import json
from binascii import b2a_base64
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydock.config import helpers
from pydock.config.auths import Credential, decode_auth, read_entry, write_entry
from pydock.config.file import ConfigFile
from pydock.errors import ConfigError

INDEX_SERVER = "https://index.docker.io/v1/"
ENVIRONMENT_KEY = "DOCKER_AUTH_CONFIG"
_HUB_NAMES = frozenset(("docker.io", "index.docker.io", "registry-1.docker.io"))


class Found(NamedTuple):
    """A credential (perhaps an anonymous one) and where it came from, in words for people."""

    credential: Credential
    origin: str


def registry_host(reference: str) -> str:
    """The registry's host in an image reference: ``docker.io`` where none is written."""
    first, slash, _ = reference.partition("/")
    named = slash and ("." in first or ":" in first or first == "localhost" or first.lower() != first)
    if not named or first == "index.docker.io":
        return "docker.io"
    return first


def server_key(host: str) -> str:
    """The key under which a host's credential is stored."""
    return INDEX_SERVER if host in _HUB_NAMES or host == "" else host


def convert_to_hostname(server: str) -> str:
    """``https://host:1/v2/`` -> ``host:1``."""
    for scheme in ("http://", "https://"):
        server = server.removeprefix(scheme) if server.startswith(scheme) else server
    return server.partition("/")[0]


def lookup(config: ConfigFile, server: str, environ: Mapping[str, str]) -> Found:
    """The credential stored for the key ``server``; ``config.shown`` remembers it. Raises ConfigError, HelperError."""
    found = _lookup(config, server, environ)
    note_shown(config, server, found)
    return found


def note_shown(config: ConfigFile, server: str, found: Found) -> None:
    """Remember what a registry is shown, for the hint after a refusal."""
    config.shown["docker.io" if server == INDEX_SERVER else server] = found


def _lookup(config: ConfigFile, server: str, environ: Mapping[str, str]) -> Found:
    from_environment = environment_auths(environ)
    if server in from_environment:
        return Found(from_environment[server], ENVIRONMENT_KEY)
    helper = helpers.helper_for(config, server, environ)
    if helper is None:
        return Found(_from_file(config, server), f"auths of {config.path}")
    try:
        credential = helpers.get(helper, server, environ)
    except helpers.HelperError:
        # Nobody configured this one: an installed but unusable default keeps nothing of ours.
        if not helper.detected:
            raise
        credential = None
    return Found(credential or Credential(), f"{helper.program} ({helper.key})")


def _from_file(config: ConfigFile, server: str) -> Credential:
    auths = config.auths
    key = server
    if server not in auths:
        key = next((name for name in auths if convert_to_hostname(name) == server), "")
    if not key:
        return Credential()
    try:
        return read_entry(key, auths[key])
    except ValueError:
        return Credential()  # the reader of config.json has told the fault already


def environment_auths(environ: Mapping[str, str]) -> dict[str, Credential]:
    """The credentials in ``DOCKER_AUTH_CONFIG``. Raises ConfigError for a text that is not what it must be."""
    text = environ.get(ENVIRONMENT_KEY, "")
    if not text.strip():
        return {}
    prefix = f"Failed to create credential store from {ENVIRONMENT_KEY}: "
    try:
        document = json.loads(text)
        auths = document.get("auths") or {}
        if set(document) - {"auths"} or not all(isinstance(entry, dict) for entry in auths.values()):
            raise AttributeError
        found = {}
        for server, entry in auths.items():
            if not entry.get("auth"):
                raise ConfigError(f"{prefix}{ENVIRONMENT_KEY} environment variable is missing key `auth` for {server}")
            username, password = decode_auth(entry["auth"])
            found[server] = Credential(username, password, server)
        return found
    except AttributeError:
        raise ConfigError(f'{prefix}expected {{"auths": {{"SERVER": {{"auth": "..."}}}}}}') from None
    except ValueError:
        # The reason could quote the secret.
        raise ConfigError(f"{prefix}not valid JSON, or an auth text that is not base64 of user:password") from None


def credential_for(config: ConfigFile, host: str, environ: Mapping[str, str]) -> Credential:
    """The credential for a registry host as requests name it (``docker.io``, ``localhost:5000``, ...)."""
    return lookup(config, server_key(host), environ).credential


def encode_header(value: object) -> str:
    """JSON in URL-safe base64, as the engine wants it in ``X-Registry-Auth`` and ``X-Registry-Config``."""
    raw = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogateescape")
    return b2a_base64(raw, newline=False).decode().replace("+", "-").replace("/", "_")


def registry_auth(config: ConfigFile, reference: str, environ: Mapping[str, str]) -> str | None:
    """The ``X-Registry-Auth`` value for the registry of an image reference; anonymous is ``{}``."""
    return encode_header(credential_for(config, registry_host(reference), environ).to_api())


def auth_configs(
    config: ConfigFile, environ: Mapping[str, str], warn: Callable[[str], None] | None = None
) -> dict[str, dict[str, str]]:
    """All stored credentials, server -> AuthConfig, for a build.

    One helper that fails must not spoil a build from other registries: it is told to ``warn`` and left out.
    """
    found: dict[str, Credential] = {}

    def attempt(action: Callable[[], None]) -> None:
        try:
            action()
        except helpers.HelperError as error:
            if warn is not None:
                warn(f"WARNING: {error.message}")

    store = helpers.helper_for(config, "", environ)
    if store is None:
        found.update({server: _from_file(config, server) for server in config.auths})
    else:
        chosen = store

        def from_store() -> None:
            for server in helpers.listing(chosen, environ):
                credential = helpers.get(chosen, server, environ)
                if credential is not None:
                    found[server] = credential

        attempt(from_store)
    for server in config.mapping("credHelpers"):

        def from_helper(server: str = server) -> None:
            found[server] = lookup(config, server, environ).credential

        attempt(from_helper)
    found.update(environment_auths(environ))
    return {server: credential.to_api() for server, credential in found.items()}


def registry_config(config: ConfigFile, environ: Mapping[str, str], warn: Callable[[str], None] | None = None) -> str:
    """The ``X-Registry-Config`` value of a classic build."""
    return encode_header(auth_configs(config, environ, warn))


def save(config: ConfigFile, credential: Credential, environ: Mapping[str, str]) -> str | None:
    """Keep a credential where config.json says. The file's path when that is plain text and new there, else None.

    Raises ConfigError, HelperError; then nothing was stored anywhere else.
    """
    server = credential.server
    helper = helpers.helper_for(config, server, environ)
    if helper is not None:
        helpers.store(helper, credential, environ)
        entry: dict[str, str] = {}
    else:
        entry = write_entry(credential)
    if config.auths.get(server) == entry:
        return None

    def change(data: dict[str, Any]) -> None:
        data.setdefault("auths", {})[server] = entry

    config.update(change)
    return config.path if helper is None else None


def forget(config: ConfigFile, server: str, environ: Mapping[str, str]) -> None:
    """Remove the credential stored under ``server``; none there is no error. Raises ConfigError, HelperError."""
    helper = helpers.helper_for(config, server, environ)
    if helper is not None:
        helpers.erase(helper, server, environ)
    if server in config.auths:
        config.update(lambda data: data.get("auths", {}).pop(server, None))


def explain(host: str, found: Found) -> str:
    """Which account a registry was shown and where it came from, for the hint after a refusal."""
    if found.credential.is_anonymous:
        return f"No credential for {host} was found ({found.origin}): see login."
    who = f"account {found.credential.username}" if found.credential.username else "an identity token"
    return f"{host} was shown {who}, from {found.origin}."
