"""Certificates and keys from files, refused in Docker's words, which a hint completes by the file's name."""

from __future__ import annotations

import ssl

from pydock.errors import ConfigError

_PREFIX = "Failed to initialize: "
_INFO = _PREFIX + "failed to retrieve context tls info: "
_ENCRYPTED = (
    "private key is encrypted - support for encrypted private keys has been removed, "
    "see https://docs.docker.com/go/deprecated/"
)


def checking_context(cafile: str | None = None) -> ssl.SSLContext:
    """Checks servers with the system's authorities, or with those of a file.

    As Docker, it takes an authority that does not say what its key is for; CPython 3.13 would refuse it.
    """
    context = ssl.create_default_context(cafile=cafile)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def load_authority(context: ssl.SSLContext, path: str) -> None:
    """Trust the certificates in a file. Raises ConfigError."""
    _read(path, "could not read CA certificate")
    try:
        context.load_verify_locations(cafile=path)
    except ssl.SSLError:
        raise ConfigError(_INFO + "ca.pem seems invalid", hint=f"{path} holds no PEM certificate.") from None


def load_pair(context: ssl.SSLContext, cert: str, key: str) -> None:
    """Show a certificate of our own. Raises ConfigError; nobody is asked for a passphrase."""
    certificate, secret = _read(cert, "could not read X509 key pair"), _read(key, "could not read X509 key pair")
    if b"Proc-Type: 4,ENCRYPTED" in secret:
        raise ConfigError(_PREFIX + _ENCRYPTED, hint=f"Store {key} without a passphrase.")
    if b"-----BEGIN ENCRYPTED" in secret:
        raise ConfigError(_INFO + "tls: failed to parse private key", hint=f"Store {key} without a passphrase.")
    if b"-----BEGIN CERTIFICATE" not in certificate:
        reason = "tls: failed to find any PEM data in certificate input"
        raise ConfigError(_INFO + reason, hint=f"{cert} holds no PEM certificate.")
    if b"PRIVATE KEY-----" not in secret:
        raise ConfigError(_PREFIX + "no valid private key found", hint=f"{key} holds no PEM key.")
    try:
        context.load_cert_chain(cert, key, no_passphrase)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            reason, hint = "tls: private key does not match public key", f"{key} is not the key of {cert}."
        else:
            reason, hint = "tls: failed to parse private key", f"{cert} or {key}: {error.reason or error}."
        raise ConfigError(_INFO + reason, hint=hint) from None


def no_passphrase() -> str:
    """What OpenSSL calls instead of asking on the terminal."""
    raise ssl.SSLError(1, "the private key is encrypted")


def _read(path: str, what: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise ConfigError(f"{what}: open {path}: {(error.strerror or str(error)).lower()}") from None
