"""What is at fault where TLS to an engine fails: Go's words, and the file that has to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydock.engine.transport.dial import Dialer

_VERIFYING = "tls: failed to verify certificate: x509: "
_REFUSED = "remote error: tls: "


def reason(dialer: Dialer, error: OSError) -> str:
    """A handshake that failed, in words."""
    verdict = getattr(error, "verify_message", "")
    if not verdict:
        said = str(getattr(error, "reason", "") or error).replace("_", " ").lower()
        return f"tls: {said}"
    if "expired" in verdict or "not yet valid" in verdict:
        return f"{_VERIFYING}certificate has expired or is not yet valid"
    if "issuer" in verdict or "self" in verdict:
        authority = getattr(getattr(dialer, "tls", None), "ca", None)
        return f"{_VERIFYING}certificate signed by unknown authority" + (
            f" (not that of {authority})" if authority else ""
        )
    if "mismatch" in verdict:
        name = getattr(dialer, "address", ("this host",))[0]
        return f"{_VERIFYING}certificate is not valid for {name}"
    return _VERIFYING + verdict


def hint(dialer: Dialer, what: str) -> str | None:
    """Whose certificate it is, ours or the engine's; None where ``what`` is no fault of TLS."""
    tls = getattr(dialer, "tls", None)
    if tls is None or not what.startswith((_VERIFYING, _REFUSED)):
        return None
    for path in (tls.ca, tls.cert):
        fault = _outdated(path) if path else ""
        if fault:
            return f"{path} {fault}."
    if what.startswith(_REFUSED):
        if tls.cert:
            return f"The engine does not accept {tls.cert}: it knows another authority, or took it for expired."
        return "The engine wants to be shown a certificate: give --tlscert and --tlskey, or DOCKER_CERT_PATH."
    if "expired" in what:
        return f"It is the certificate of {dialer.host} itself; those in your files are not out of date."
    if "unknown authority" in what:
        return "Give the certificate of the authority that signed the engine's (--tlscacert, or ca.pem)."
    return f"The certificate of {dialer.host} has other names: use one of them, or have one issued for this name."


def _outdated(path: str) -> str:
    import time

    from pydock.config.certificates import validities

    try:
        with open(path, "rb") as stream:
            dates = validities(stream.read())
    except (OSError, ValueError):
        return ""
    now = time.time()
    if any(each.ends < now for each in dates):
        return f"expired on {time.strftime('%Y-%m-%d', time.gmtime(min(each.ends for each in dates)))}"
    return "is not valid yet (see this machine's clock)" if any(each.begins > now for each in dates) else ""
