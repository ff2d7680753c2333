from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from pydock.config.certificates import validities


def _make(folder: Path, days: int) -> bytes:
    files = ["-keyout", str(folder / "key"), "-out", str(folder / "cert")]
    argv = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", str(days), *files]
    subprocess.run(argv, check=True, capture_output=True)
    return (folder / "cert").read_bytes()


@pytest.mark.parametrize("days", [3, 40_000])
def test_the_dates_of_each_certificate(tmp_path: Path, days: int) -> None:
    pem = _make(tmp_path, days)
    both = validities(pem + b"text between\n" + pem)
    assert len(both) == 2
    assert abs(both[0].begins - time.time()) < 3600
    assert abs(both[0].ends - both[0].begins - days * 86400) <= 86400


def test_what_is_no_certificate() -> None:
    assert validities(b"junk") == []
    for body in (b"MAMCAQE=", b"MIIB", b"MAA="):
        with pytest.raises(ValueError):
            validities(b"-----BEGIN CERTIFICATE-----\n" + body + b"\n-----END CERTIFICATE-----")
