"""Whom to believe: certificate folders, the system's authorities, proxies, and TLS failures in plain words."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from pydock.errors import RegistryError

if TYPE_CHECKING:
    import ssl

CERTS = "/etc/docker/certs.d"


class Trust:
    """Certificates for registries by Docker's folders: ``certs.d/HOST[:PORT]/{*.crt,NAME.cert,NAME.key}``.

    ``insecure`` asks for no certificate check (for the registry's own host only).
    """

    def __init__(self, host: str, environ: Mapping[str, str], *, insecure: bool = False, folder: str = CERTS) -> None:
        self._host = host
        self._insecure = insecure
        self._environ = environ
        self._folders = [folder]
        config = environ.get("XDG_CONFIG_HOME") or os.path.join(environ.get("HOME", ""), ".config")
        if os.path.isabs(config):
            self._folders.append(os.path.join(config, "docker", "certs.d"))

    def verify(self, host: str) -> bool | str:
        """What to verify with: the system's file of authorities, True for certifi's, False for no check."""
        if self._insecure and host == self._host:
            return False
        import ssl

        path = self._environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
        return path if path and os.path.isfile(path) else True

    def context(self, host: str) -> ssl.SSLContext | None:
        """What the host's own folders add; None where there is none. Raises RegistryError for a bad file."""
        from pydock.engine.transport.tlsfiles import checking_context, no_passphrase

        authorities, pairs = self._files(host)
        if not authorities and not pairs:
            return None
        context = checking_context()
        for path in authorities:
            _load(path, partial(context.load_verify_locations, cafile=path))
        for cert, key in pairs[:1]:
            _load(cert, partial(context.load_cert_chain, cert, key, no_passphrase))
        return context

    def remedy(self, host: str, reason: str) -> str | None:
        """Which file matters to a failed check of the host's certificate, where one does."""
        if "tls: the certificate" not in reason:
            return None
        authorities, _ = self._files(host)
        if authorities:
            return f"It was checked with {', '.join(authorities)} besides the system's authorities."
        if "unknown authority" in reason:
            return f"A private authority's certificate belongs in {os.path.join(self._folders[0], host, 'ca.crt')}."
        return None

    def _files(self, host: str) -> tuple[list[str], list[tuple[str, str]]]:
        """Authorities, and pairs of certificate and key, in the folders of ``host``."""
        authorities, pairs = [], []
        for folder in self._folders:
            place = os.path.join(folder, host)
            for name in _listing(place):
                path = os.path.join(place, name)
                if name.endswith(".crt"):
                    authorities.append(path)
                elif name.endswith(".cert"):
                    key = path.removesuffix(".cert") + ".key"
                    if not os.path.isfile(key):
                        raise RegistryError(f"missing key {key} for client certificate {path}")
                    pairs.append((path, key))
        return authorities, pairs


def _load(path: str, action: Callable[[], None]) -> None:
    try:
        action()
    except OSError as error:
        reason = getattr(error, "reason", None) or error.strerror or error
        raise RegistryError(f"cannot use {path}: {reason}") from error


def _listing(place: str) -> list[str]:
    try:
        return sorted(os.listdir(place))
    except OSError:
        return []


def proxies_for(url: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The proxy for ``url`` by HTTP_PROXY, HTTPS_PROXY and NO_PROXY, either case; never for loopback."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    proxy = environ.get(f"{parts.scheme}_proxy") or environ.get(f"{parts.scheme}_proxy".upper())
    if not proxy or is_loopback(host):
        return {}
    for entry in (environ.get("no_proxy") or environ.get("NO_PROXY") or "").split(","):
        name = entry.strip().lower().partition(":")[0].lstrip("*").lstrip(".")
        if entry.strip() == "*" or (name and (host == name or host.endswith("." + name))):
            return {}
    return {parts.scheme: proxy if "://" in proxy else f"http://{proxy}"}


def is_loopback(host: str) -> bool:
    """Whether a host name, port or not, is this machine. Docker speaks plain HTTP to such registries."""
    name = (
        host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0] if host.count(":") < 2 else host
    )
    if name in ("localhost", "::1"):
        return True
    parts = name.split(".")
    return len(parts) == 4 and parts[0] == "127" and all(part.isdigit() for part in parts)


def failure(error: BaseException) -> str:
    """The innermost reason of a failed connection, in words."""
    text = str(error)
    for phrase, words in _REASONS.items():
        if phrase in text:
            return words
    reason: BaseException = error
    while reason.__cause__ or reason.__context__:
        reason = reason.__cause__ or reason.__context__ or reason
    strerror = getattr(reason, "strerror", None)
    return str(strerror or reason).lower()


_REASONS = {
    "Connection refused": "connect: connection refused",
    "certificate has expired": "tls: the certificate has expired",
    "unable to get local issuer certificate": "tls: the certificate is signed by an unknown authority",
    "self-signed certificate": "tls: the certificate is signed by an unknown authority",
    "self signed certificate": "tls: the certificate is signed by an unknown authority",
    "doesn't match": "tls: the certificate is for another host name",
    "not valid for": "tls: the certificate is for another host name",
    "Hostname mismatch": "tls: the certificate is for another host name",
    "WRONG_VERSION_NUMBER": "tls: the server speaks no TLS (plain HTTP?)",
    "record layer failure": "tls: the server speaks no TLS (plain HTTP?)",
    "Name or service not known": "no such host",
    "Temporary failure in name resolution": "no such host",
    "Network is unreachable": "network is unreachable",
    "timed out": "i/o timeout",
}
