"""How long certificates are good: ours, and the one that an engine shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pydock.cli.diagnosis.findings import ERROR, OK, WARNING, Finding
from pydock.config.certificates import Validity, validities, validity

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.transport.endpoint import Endpoint

_AREA = "engine"


def of_endpoint(app: App, endpoint: Endpoint) -> Iterator[Finding]:
    """The files that are given for an engine behind TLS, and its own certificate."""
    tls = endpoint.tls
    assert tls is not None
    if tls.skip_verify:
        remedy = "Use --tlsverify (DOCKER_TLS_VERIFY=1) with the authority's certificate."
        yield Finding(_AREA, WARNING, "TLS", "the engine's certificate is not checked", remedy)
    for path in (tls.ca, tls.cert):
        if path:
            yield certificate(path, app.clock(), _AREA)
    shown = _shown(app, endpoint)
    if shown is not None:
        yield _judged(f"certificate of {endpoint.host}", [shown], app.clock(), _AREA)


def certificate(path: str, now: float, area: str) -> Finding:
    """The dates in a file of certificates."""
    try:
        with open(path, "rb") as stream:
            dates = validities(stream.read())
    except (OSError, ValueError) as error:
        return Finding(area, ERROR, path, f"cannot be read: {error}", "Replace it by a PEM certificate.")
    if not dates:
        return Finding(area, ERROR, path, "holds no certificate", "Replace it by a PEM certificate.")
    return _judged(path, dates, now, area)


def _judged(subject: str, dates: Sequence[Validity], now: float, area: str) -> Finding:
    left = (min(each.ends for each in dates) - now) / 86400
    if left < 0:
        return Finding(area, ERROR, subject, f"expired {-left:.0f} days ago", "Have a new one issued.")
    if max(each.begins for each in dates) > now:
        return Finding(area, ERROR, subject, "is not valid yet", "Check this machine's clock.")
    if left < 30:
        return Finding(area, WARNING, subject, f"expires in {left:.0f} days", "Have a new one issued in time.")
    return Finding(area, OK, subject, f"good for {left:.0f} days")


def _shown(app: App, endpoint: Endpoint) -> Validity | None:
    """The dates of the certificate that the engine shows to anybody; None where none can be had."""
    import ssl

    from pydock.engine.transport.dial import dialer
    from pydock.engine.transport.endpoint import TLSMaterial
    from pydock.errors import PydockError

    try:
        with dialer(endpoint._replace(tls=TLSMaterial(skip_verify=True)), app.environ).connect() as sock:
            raw = sock.getpeercert(binary_form=True) if isinstance(sock, ssl.SSLSocket) else None
        return validity(raw) if raw else None
    except (OSError, ValueError, PydockError):
        return None
