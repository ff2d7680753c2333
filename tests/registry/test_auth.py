from __future__ import annotations

import pytest

from pydock.registry.auth import parse_challenge


@pytest.mark.parametrize(
    ("header", "scheme", "parameters"),
    [
        (
            'Bearer realm="https://a/t",service="s s",scope="x:y:pull,push"',
            "bearer",
            {"realm": "https://a/t", "service": "s s", "scope": "x:y:pull,push"},
        ),
        ("Basic realm=plain", "basic", {"realm": "plain"}),
        (r'basic realm="a \"quoted\" one"', "basic", {"realm": 'a "quoted" one'}),
        ("", "", {}),
        ("Negotiate", "negotiate", {}),
    ],
)
def test_challenges(header: str, scheme: str, parameters: dict[str, str]) -> None:
    assert parse_challenge(header) == (scheme, parameters)
