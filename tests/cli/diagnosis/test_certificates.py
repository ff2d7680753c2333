from __future__ import annotations

import os
from pathlib import Path

from pydock.cli.diagnosis.certificates import certificate
from pydock.cli.diagnosis.findings import ERROR, OK, WARNING
from tests.config.test_certificates import _make


def test_dates_of_certificates(tmp_path: Path) -> None:
    _make(tmp_path, 90)
    path = str(tmp_path / "cert")
    now = os.stat(path).st_mtime

    def severity(days: float) -> str:
        return certificate(path, now + days * 86400, "engine").severity

    assert [severity(days) for days in (-1, 0, 80, 100)] == [ERROR, OK, WARNING, ERROR]
    assert certificate("/nosuch", now, "engine").severity == ERROR
