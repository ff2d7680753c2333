"""What ``context create`` and ``update`` make of ``--docker key=value``, checked as Docker checks it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydock.config.contextstore import DOCKER_ENDPOINT, Context, ContextStore
from pydock.config.hosts import parse_host
from pydock.errors import ConfigError, PydockError

_KEYS = ("ca", "cert", "from", "host", "key", "skip-tls-verify")
_TRUE = ("1", "t", "T", "TRUE", "true", "True")
_FALSE = ("0", "f", "F", "FALSE", "false", "False")


class EndpointEdit(NamedTuple):
    """An endpoint as meta.json has it, and its TLS files."""

    meta: dict[str, Any]
    tls: dict[str, bytes]


def docker_endpoint(store: ContextStore, default: Context, pairs: Sequence[str]) -> EndpointEdit:
    """The endpoint that ``--docker`` describes; ``default`` is the context of that name. Raises ConfigError."""
    try:
        return _endpoint(store, default, dict(pair.split("=", 1) for pair in pairs))
    except PydockError as error:
        raise ConfigError(f"unable to create docker endpoint config: {error.message}", hint=error.hint) from error


def _endpoint(store: ContextStore, default: Context, options: dict[str, str]) -> EndpointEdit:
    unknown = sorted(set(options) - set(_KEYS))
    if unknown:
        raise ConfigError(f"unrecognized config key: {unknown[0]}")
    if "from" in options:
        name = options["from"]
        source = default if name == default.name else store.load(name)
        if DOCKER_ENDPOINT not in source.endpoints:
            raise ConfigError(f'unable to get endpoint from context "{name}"')
        return EndpointEdit(dict(source.endpoints[DOCKER_ENDPOINT]), {})
    tls = {}
    for key in ("ca", "cert", "key"):
        if options.get(key):
            tls[f"{key}.pem"] = _content(options[key])
    skip = _truth("skip-tls-verify", options.get("skip-tls-verify", "false"))
    host = options.get("host", "")
    if host:
        _check_host(host)
    _check_tls(tls)
    return EndpointEdit({"Host": host, "SkipTLSVerify": skip}, tls)


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise ConfigError(f"open {path}: {(error.strerror or str(error)).lower()}") from error


def _truth(key: str, text: str) -> bool:
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ConfigError(f'{key}: parsing "{text}": invalid syntax')


def _check_host(host: str) -> None:
    scheme, separator, _ = host.partition("://")
    if not separator or not scheme:
        raise ConfigError(f"unable to apply docker endpoint options: unable to parse docker host `{host}`")
    if scheme == "npipe":
        import sys

        if sys.platform != "win32":
            raise ConfigError(
                "unable to apply docker endpoint options: protocol not available",
                hint="Named pipes (npipe://) exist on Windows only.",
            )
    if scheme == "tcp":
        try:
            parse_host(host)
        except ConfigError as error:
            if error.message.startswith("parse "):
                raise ConfigError(f"invalid docker endpoint options: {error.message}") from error


def _check_tls(tls: dict[str, bytes]) -> None:
    prefix = "invalid docker endpoint options: "
    if "ca.pem" in tls and b"-----BEGIN CERTIFICATE-----" not in tls["ca.pem"]:
        raise ConfigError(f"{prefix}failed to retrieve context tls info: ca.pem seems invalid")
    if "cert.pem" in tls and "key.pem" in tls:
        key = tls["key.pem"]
        if not re.search(rb"-----BEGIN [A-Z ]+-----", key):
            raise ConfigError(f"{prefix}no valid private key found")
        if b"ENCRYPTED" in key:
            raise ConfigError(
                f"{prefix}private key is encrypted - support for encrypted private keys has been removed, "
                "see https://docs.docker.com/go/deprecated/"
            )
        _check_pair(tls["cert.pem"], key, prefix)


def _check_pair(cert: bytes, key: bytes, prefix: str) -> None:
    """Certificate and key must belong together; Python's reader wants them as files."""
    import os
    import ssl
    import tempfile

    from pydock.engine.transport.tlsfiles import no_passphrase

    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, content in (("cert.pem", cert), ("key.pem", key)):
            paths.append(os.path.join(folder, name))
            with open(os.open(paths[-1], os.O_WRONLY | os.O_CREAT, 0o600), "wb") as stream:
                stream.write(content)
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(paths[0], paths[1], password=no_passphrase)
        except ssl.SSLError as error:
            reason = getattr(error, "reason", None) or str(error)
            words = "private key does not match public key" if reason == "KEY_VALUES_MISMATCH" else str(reason).lower()
            raise ConfigError(f"{prefix}failed to retrieve context tls info: tls: {words}") from error
