from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from pydock.errors import RegistryError
from pydock.registry.trust import Trust, failure, is_loopback, proxies_for


@pytest.mark.parametrize("host", ["localhost", "localhost:5000", "127.0.0.1", "127.9.9.9:1", "[::1]:5", "::1"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["localhost.evil.example", "127.0.0.1.example", "10.0.0.1", "example", "127.0.0"])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_proxies() -> None:
    environ = {"HTTPS_PROXY": "proxy:3128", "NO_PROXY": ".internal,exact.example,10.0.0.1:80"}
    assert proxies_for("https://ghcr.io/v2/", environ) == {"https": "http://proxy:3128"}
    for url in ("http://ghcr.io/", "https://a.internal/", "https://exact.example/", "https://localhost:5/"):
        assert proxies_for(url, environ) == {}
    assert proxies_for("https://x/", {"https_proxy": "http://p", "no_proxy": "*"}) == {}


def test_only_the_registry_itself_may_go_unchecked() -> None:
    trust = Trust("reg.example:5", {}, insecure=True)
    assert trust.verify("reg.example:5") is False
    assert trust.verify("elsewhere") is not False


def test_folders_of_certificates(tmp_path: Path) -> None:
    trust = Trust("h", {"HOME": "/nosuch"}, folder=str(tmp_path))
    assert trust.context("h") is None
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "ca.crt").write_text("junk")
    with pytest.raises(RegistryError, match=r"cannot use .*ca\.crt"):
        trust.context("h")
    (tmp_path / "h" / "ca.crt").unlink()
    (tmp_path / "h" / "client.cert").write_text("junk")
    with pytest.raises(RegistryError, match=r"missing key .*client\.key"):
        trust.context("h")


def test_failures_in_words() -> None:
    error = ssl.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired")
    assert failure(error) == "tls: the certificate has expired"
    assert failure(OSError(5, "Input/output error")) == "input/output error"


def test_the_file_that_matters_to_a_refused_certificate(tmp_path: Path) -> None:
    trust = Trust("h", {"HOME": "/nosuch"}, folder=str(tmp_path))
    unknown = "tls: the certificate is signed by an unknown authority"
    assert f"{tmp_path}/h/ca.crt" in (trust.remedy("h", unknown) or "")
    assert trust.remedy("h", "tls: the certificate has expired") is None
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "own.crt").write_text("")
    assert f"checked with {tmp_path}/h/own.crt" in (trust.remedy("h", "tls: the certificate has expired") or "")
    assert trust.remedy("h", "connect: connection refused") is None
