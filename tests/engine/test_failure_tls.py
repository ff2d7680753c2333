"""Handshakes that fail, in words."""

from __future__ import annotations

import ssl
import subprocess
import time

import pytest

from pydock.config.certificates import validities
from pydock.engine import tlsfaults
from pydock.engine.failure import connect_error
from pydock.engine.transport.endpoint import TLSMaterial
from pydock.engine.transport.tls import TLSDialer
from tests.config.test_certificates import _make


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("certificate has expired", "certificate has expired or is not yet valid"),
        ("self-signed certificate", "certificate signed by unknown authority (not that of /ca.pem)"),
        ("unable to get local issuer certificate", "certificate signed by unknown authority (not that of /ca.pem)"),
        ("IP address mismatch, certificate is not valid for '10.0.0.1'.", "certificate is not valid for 10.0.0.1"),
        ("something else", "something else"),
    ],
)
def test_certificates(verdict: str, words: str) -> None:
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_message, error.reason, error.library = verdict, "CERTIFICATE_VERIFY_FAILED", "SSL"
    dialer = TLSDialer("tcp://10.0.0.1:1", ("10.0.0.1", 1), TLSMaterial(ca="/ca.pem"))
    message = str(connect_error(dialer, "GET", "/x", error))
    assert message == (
        'error during connect: Get "https://10.0.0.1:1/x": tls: failed to verify certificate: x509: ' + words
    )


def test_other_faults() -> None:
    error = ssl.SSLError(1, "x")
    error.reason, error.library = "WRONG_VERSION_NUMBER", "SSL"
    dialer = TLSDialer("tcp://h:1", ("h", 1), TLSMaterial())
    assert str(connect_error(dialer, "GET", "/x", error)).endswith('"https://h:1/x": tls: wrong version number')


@pytest.mark.parametrize(
    ("what", "ca", "cert", "hint"),
    [
        ("remote error: tls: bad certificate", "/ca", None, "The engine wants to be shown a certificate"),
        ("remote error: tls: bad certificate", "/ca", "/cert", "does not accept /cert"),
        ("remote error: tls: bad certificate", "/ca", "{old}", "{old} expired on 2"),
        ("tls: failed to verify certificate: x509: certificate has expired", "{old}", None, "{old} expired on"),
        ("tls: failed to verify certificate: x509: certificate has expired", "/ca", None, "certificate of tcp://h:1"),
        ("tls: failed to verify certificate: x509: certificate is not valid for h", "/ca", None, "other names"),
        ("EOF", "{old}", None, ""),
    ],
)
def test_the_file_at_fault(old: str, what: str, ca: str, cert: str | None, hint: str) -> None:
    tls = TLSMaterial(ca.format(old=old), cert and cert.format(old=old))
    told = tlsfaults.hint(TLSDialer("tcp://h:1", ("h", 1), tls), what)
    assert hint.format(old=old) in (told or "")
    assert bool(told) == bool(hint)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A certificate that was good for the second in which it was made."""
    folder = tmp_path_factory.mktemp("old")
    _make(folder, 1)
    argv = ["openssl", "x509", "-in", "cert", "-signkey", "key", "-days", "0", "-out", "old"]
    subprocess.run(argv, cwd=folder, check=True, capture_output=True)
    (validity,) = validities((folder / "old").read_bytes())
    while time.time() <= validity.ends:
        time.sleep(0.1)
    return str(folder / "old")
