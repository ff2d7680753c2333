"""What looks like a secret, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.sensitive import in_document, in_text

AWS = "AKIA" + "A" * 16
GITHUB = "ghp_" + "a" * 36


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"e": {"DB_PASSWORD": "hunter22"}}, [("Keyword Detector", "e.DB_PASSWORD")]),
        ({"e": ["DB_PASSWORD=hunter22"]}, [("Keyword Detector", "e.DB_PASSWORD")]),
        ({"e": {"A": AWS}}, [("AWS Client ID", "e.A")]),
        ({"l": [GITHUB, "x"]}, [("Github authentication", "l[0]")]),
        ({"e": {"U": "postgres://u:pass@host/db"}}, [("URL with password", "e.U")]),
        ({"e": {"K": "-----BEGIN RSA PRIVATE KEY-----"}}, [("Private Key", "e.K")]),
        ({"e": {"DB_PASSWORD": "${DB_PASSWORD}"}}, []),
        ({"e": {"U": "postgres://u:$PW@host/db"}}, []),
        ({"e": {"DB_PASSWORD_FILE": "/run/secrets/db"}}, []),
        ({"e": {"PASSWORD": ""}}, []),
        ({"image": "registry.example/app:1", "command": "sleep 5"}, []),
    ],
)
def test_documents(document: Any, found: list[tuple[str, str]]) -> None:
    assert [(f.kind, f.key) for f in in_document(document)] == found


def test_lines() -> None:
    text = f"# x\nexport API_KEY='abcdefgh'\n{GITHUB}\nplain\n"
    assert [(f.kind, f.key, f.value) for f in in_text(text)] == [
        ("Keyword Detector", "API_KEY", "abcdefgh"),
        ("Github authentication", "line 3", GITHUB),
    ]
