"""Handshakes that fail, in words."""

from __future__ import annotations

import ssl

import pytest

from pydock.engine.failure import connect_error
from pydock.engine.transport.endpoint import TLSMaterial
from pydock.engine.transport.tls import TLSDialer


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
