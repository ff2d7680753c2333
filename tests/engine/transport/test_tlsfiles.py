from __future__ import annotations

import os
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from pydock.engine.transport.tlsfiles import checking_context, load_authority, load_pair
from pydock.errors import ConfigError

_INFO = "Failed to initialize: failed to retrieve context tls info: "


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("pems")
    for name in ("ours", "other"):
        pair = f"-keyout {name}-key.pem -out {name}.pem"
        _openssl(folder, f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} {pair}")
    _openssl(folder, "rsa -aes128 -passout pass:x -in ours-key.pem -out sealed.pem")
    _openssl(folder, "rsa -traditional -aes128 -passout pass:x -in ours-key.pem -out sealed-traditional.pem")
    (folder / "junk.pem").write_text("junk")
    (folder / "broken.pem").write_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    return folder


def _openssl(folder: Path, arguments: str) -> None:
    subprocess.run(["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True)


def _context() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def test_good_files(folder: Path) -> None:
    context = _context()
    load_authority(context, str(folder / "other.pem"))
    load_pair(context, str(folder / "ours.pem"), str(folder / "ours-key.pem"))
    assert len(context.get_ca_certs()) == 1


@pytest.mark.parametrize(
    ("cert", "key", "message"),
    [
        ("ours", "other-key", _INFO + "tls: private key does not match public key"),
        ("ours", "sealed", _INFO + "tls: failed to parse private key"),
        ("ours", "sealed-traditional", "Failed to initialize: private key is encrypted - support for encrypted "),
        ("ours", "junk", "Failed to initialize: no valid private key found"),
        ("ours", "broken", _INFO + "tls: failed to parse private key"),
        ("junk", "ours-key", _INFO + "tls: failed to find any PEM data in certificate input"),
    ],
)
def test_pairs_that_are_refused(folder: Path, cert: str, key: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_pair(_context(), str(folder / f"{cert}.pem"), str(folder / f"{key}.pem"))
    assert caught.value.message.startswith(message)
    assert str(folder / (cert if cert == "junk" else key)) in (caught.value.hint or "")


def test_an_authority_that_is_none(folder: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_authority(_context(), str(folder / "junk.pem"))
    assert caught.value.message == _INFO + "ca.pem seems invalid"
    assert caught.value.hint == f"{folder}/junk.pem holds no PEM certificate."


def test_files_that_cannot_be_read(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"could not read CA certificate: open /nosuch: no such file or directory"):
        load_authority(_context(), "/nosuch")
    with pytest.raises(ConfigError, match=r"could not read X509 key pair: open /nosuch: no such file or directory"):
        load_pair(_context(), str(folder / "ours.pem"), "/nosuch")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_key_that_is_not_ours_to_read(folder: Path) -> None:
    (folder / "locked.pem").touch(mode=0)
    with pytest.raises(ConfigError, match="permission denied"):
        load_pair(_context(), str(folder / "ours.pem"), str(folder / "locked.pem"))


def test_authorities_need_not_say_what_their_key_is_for() -> None:
    context = checking_context()
    assert not context.verify_flags & ssl.VERIFY_X509_STRICT
    assert context.check_hostname and context.verify_mode == ssl.CERT_REQUIRED
