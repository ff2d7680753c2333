from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.config.auths import Credential, decode_auth, encode_auth, fault_in_auths, read_entry, write_entry


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("!!", "illegal base64 data at input byte 0"),
        ("YWxp", "Invalid auth configuration file"),
        ("OnB3", "Invalid auth configuration file"),
        ("YWxpY2U6c2VjcmV0==", "illegal base64 data at input byte 16"),
        ("YWx", "illegal base64 data at input byte 0"),
        ("YWxpY=", "illegal base64 data at input byte 5"),
        ("YWxpYW=", "illegal base64 data at input byte 7"),
        ("YWxp====", "illegal base64 data at input byte 4"),
        ("YWxpY2U6c2Vjcm=V0", "illegal base64 data at input byte 14"),
    ],
)
def test_bad_auth_texts(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        decode_auth(text)
    assert str(caught.value) == message
    assert fault_in_auths({"ok": {}, "bad": {"auth": text}}) == message


@given(st.text(alphabet=st.characters(exclude_characters=":\0", codec="utf-8"), min_size=1), st.text(alphabet="a:é ~"))
def test_an_account_survives_the_round_trip(username: str, password: str) -> None:
    assert decode_auth(encode_auth(username, password)) == (username, password)


def test_auth_wins_over_plain_fields() -> None:
    entry = {"auth": base64.b64encode(b"bob:pw").decode(), "username": "x", "identitytoken": "tok"}
    credential = read_entry("host", entry)
    assert credential == Credential("bob", "pw", "host", "tok")
    assert write_entry(credential) == {"auth": entry["auth"], "identitytoken": "tok"}
    assert credential.to_api() == {
        "username": "bob",
        "password": "pw",
        "serveraddress": "host",
        "identitytoken": "tok",
    }


def test_repr_shows_no_secret() -> None:
    text = repr(Credential("bob", "hunter2", "host", "token-a", "token-b"))
    assert "hunter2" not in text
    assert "token" not in text
    assert "bob" in text


def test_anonymous() -> None:
    assert Credential(server="x").is_anonymous
    assert not Credential(identity_token="t").is_anonymous
    assert encode_auth("", "") == ""
