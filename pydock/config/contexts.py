"""Which engine a command line means.

The first of these that is given decides: ``--host``, ``--context``, ``DOCKER_HOST``, ``DOCKER_CONTEXT``,
``currentContext`` of config.json, the platform's default socket.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydock.config.file import ConfigFile
from pydock.config.hosts import parse_host
from pydock.engine.transport.endpoint import Endpoint, TLSMaterial
from pydock.errors import ConfigError, PydockError

_PREFIX = "Failed to initialize: unable to resolve docker endpoint: "


class TLSFlags(NamedTuple):
    """The global TLS options as typed; None where an option was not given."""

    tls: bool | None = None
    verify: bool | None = None
    ca: str | None = None
    cert: str | None = None
    key: str | None = None


def check_conflict(hosts: Sequence[str], context: str | None) -> None:
    """Raises ConfigError when both ``--host`` and ``--context`` were given."""
    if context and hosts:
        raise ConfigError("conflicting options: cannot specify both --host and --context")


def context_name(
    hosts: Sequence[str], context: str | None, environ: Mapping[str, str], config: ConfigFile
) -> tuple[str, str]:
    """The name of the context in use, and the rule that chose it."""
    if context:
        return context, "--context"
    if hosts:
        return "default", "--host"
    if environ.get("DOCKER_HOST"):
        return "default", "DOCKER_HOST"
    if environ.get("DOCKER_CONTEXT"):
        return environ["DOCKER_CONTEXT"], "DOCKER_CONTEXT"
    if config.current_context:
        return config.current_context, "currentContext"
    return "default", "default"


def resolve_endpoint(
    hosts: Sequence[str],
    context: str | None,
    environ: Mapping[str, str],
    config: ConfigFile,
    tls: TLSFlags | None = None,
) -> Endpoint:
    """The engine to talk to. Nothing is dialled; TLS files are checked to be readable.

    Raises ConfigError with Docker's message: both ``--host`` and ``--context``, two hosts, a bad address, an
    unknown context, a TLS file that is not there.
    """
    check_conflict(hosts, context)
    name, source = context_name(hosts, context, environ, config)
    try:
        if name == "default":
            endpoint = default_endpoint(hosts, environ, config, tls or TLSFlags(), source)
        else:
            endpoint = _stored_endpoint(name, source, config)
        return endpoint._replace(ssh_persist=ssh_persist(config)) if endpoint.host.startswith("ssh:") else endpoint
    except PydockError as error:
        raise ConfigError(_PREFIX + error.message, hint=error.hint) from error


def ssh_persist(config: ConfigFile) -> str:
    """How long an ssh master may outlive its command: ``plugins.pydock.sshPersist``, a key Docker leaves alone."""
    own = config.mapping("plugins").get("pydock")
    value = own.get("sshPersist") if isinstance(own, dict) else None
    return value if isinstance(value, str) else ""


def default_endpoint(
    hosts: Sequence[str], environ: Mapping[str, str], config: ConfigFile, flags: TLSFlags, source: str
) -> Endpoint:
    """The endpoint of the context named ``default``: flags and environment alone. Raises ConfigError."""
    if len(hosts) > 1:
        raise ConfigError("Specify only one -H")
    wants_tls, verify = _tls_wanted(environ, flags)
    text = hosts[0] if hosts else environ.get("DOCKER_HOST", "")
    host = parse_host(text, tls=wants_tls)
    material = _material(environ, config, flags, verify) if wants_tls else None
    return Endpoint("default", host, material, source != "default" or wants_tls, source)


def _tls_wanted(environ: Mapping[str, str], flags: TLSFlags) -> tuple[bool, bool]:
    """(use TLS, check the engine's certificate). ``--tlsverify`` in any form, false too, turns TLS on."""
    verify = flags.verify if flags.verify is not None else bool(environ.get("DOCKER_TLS_VERIFY"))
    plain = flags.tls if flags.tls is not None else bool(environ.get("DOCKER_TLS"))
    return plain or verify or flags.verify is not None, verify


def _material(environ: Mapping[str, str], config: ConfigFile, flags: TLSFlags, verify: bool) -> TLSMaterial:
    directory = environ.get("DOCKER_CERT_PATH") or config.directory

    def default(file: str) -> str | None:
        path = os.path.join(directory, file)
        return path if os.path.exists(path) else None

    ca = os.path.join(directory, "ca.pem") if flags.ca is None else _unquote(flags.ca)
    cert = default("cert.pem") if flags.cert is None else _unquote(flags.cert)
    key = default("key.pem") if flags.key is None else _unquote(flags.key)
    for path in (ca, cert, key):
        if path:
            _check_readable(path)
    return TLSMaterial(ca or None, cert or None, key or None, not verify)


def _unquote(path: str) -> str:
    if len(path) > 1 and path[0] == path[-1] and path[0] in "'\"":
        return path[1:-1]
    return path


def _check_readable(path: str) -> None:
    try:
        with open(path, "rb"):
            pass
    except IsADirectoryError:
        raise ConfigError(f"read {path}: is a directory") from None
    except OSError as error:
        raise ConfigError(f"open {path}: {(error.strerror or str(error)).lower()}") from error


def _stored_endpoint(name: str, source: str, config: ConfigFile) -> Endpoint:
    from pydock.config.contextstore import DOCKER_ENDPOINT, ContextStore

    store = ContextStore(config.directory)
    context = store.load(name)
    if DOCKER_ENDPOINT not in context.endpoints:
        raise ConfigError("cannot find docker endpoint in context")
    folder = os.path.join(store.tls_directory(name), DOCKER_ENDPOINT)

    def found(file: str) -> str | None:
        path = os.path.join(folder, file)
        return path if os.path.isfile(path) else None

    material = TLSMaterial(found("ca.pem"), found("cert.pem"), found("key.pem"), context.skip_tls_verify)
    return Endpoint(name, context.host, material if any(material) else None, True, source, context.protected)
