"""Logins and tokens for the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from pydock.build.buildkit.auth import Auth, Login, Token
from pydock.build.buildkit.ed25519 import public_key, sign
from pydock.build.buildkit.grpc.channel import Channel
from pydock.build.buildkit.grpc.status import UNAVAILABLE, GrpcError
from pydock.build.buildkit.proto import session_pb2 as messages
from tests.support.grpc import served

_SERVICE = "/moby.filesync.v1.Auth/"


class _Accounts:
    def __init__(self, *logins: Login) -> None:
        self.asked: list[str] = []
        self.tokens: list[tuple[str, str, str, list[str]]] = []
        self._logins = list(logins)

    def login(self, host: str) -> Login:
        self.asked.append(host)
        return self._logins[0]

    def seed(self, host: str) -> bytes:
        return b"seed of " + host.encode()

    def token(self, host: str, realm: str, service: str, scopes: Sequence[str]) -> Token:
        self.tokens.append((host, realm, service, list(scopes)))
        return Token("fetched", 0, 7)


_ALICE = Login("alice", "secret")


def _fetch(client: Channel, host: str = "r:1") -> messages.FetchTokenResponse:
    scopes = ["repository:a/b:pull", "repository:c:push"]
    request = messages.FetchTokenRequest(ClientID="c", Host=host, Realm="http://t", Service="s", Scopes=scopes)
    data = client.unary(_SERVICE + "FetchToken", request.SerializeToString())
    return messages.FetchTokenResponse.FromString(data)


def _public(accounts: _Accounts, salt: bytes = b"salt", environ: Mapping[str, str] | None = None) -> bytes:
    request = messages.GetTokenAuthorityRequest(Host="r:1", Salt=salt).SerializeToString()
    with served(Auth(accounts, print, environ or {}).handlers()) as client:
        data = client.unary(_SERVICE + "GetTokenAuthority", request)
    return messages.GetTokenAuthorityResponse.FromString(data).PublicKey


def test_logins_are_looked_up_and_told_once() -> None:
    accounts, told = _Accounts(_ALICE), list[str]()
    request = messages.CredentialsRequest(Host="registry-1.docker.io").SerializeToString()
    with served(Auth(accounts, told.append, {}).handlers()) as client:
        for _ in range(2):
            data = client.unary(_SERVICE + "Credentials", request)
            assert messages.CredentialsResponse.FromString(data).Secret == "secret"
    assert accounts.asked == ["docker.io"] and told == ["[auth] sharing credentials for registry-1.docker.io"]


def test_tokens_are_fetched_here() -> None:
    accounts, told = _Accounts(_ALICE), list[str]()
    with served(Auth(accounts, told.append, {}).handlers()) as client:
        answer = _fetch(client)
    assert (answer.Token, answer.ExpiresIn, answer.IssuedAt) == ("fetched", 60, 7)
    assert accounts.tokens == [("r:1", "http://t", "s", ["repository:a/b:pull", "repository:c:push"])]
    assert told == ["[auth] a/b:pull c:push token for r:1"]


def test_a_given_token_is_handed_on() -> None:
    accounts = _Accounts(Login(token="given"))
    with served(Auth(accounts, print, {}).handlers()) as client:
        assert _fetch(client).Token == "given"
    assert accounts.tokens == []


def test_nobody_is_told_of_anonymous_tokens() -> None:
    told: list[str] = []
    with served(Auth(_Accounts(Login()), told.append, {}).handlers()) as client:
        assert _fetch(client).Token == "fetched"
    assert told == []


def test_keys_belong_to_a_user_and_a_salt() -> None:
    key = _public(_Accounts(_ALICE))
    assert len(key) == 32 and key == _public(_Accounts(_ALICE)) != _public(_Accounts(_ALICE), b"other")
    assert key != _public(_Accounts(Login())) == _public(_Accounts(Login()))


def test_signatures_are_followed_by_what_is_signed() -> None:
    import hmac

    request = messages.VerifyTokenAuthorityRequest(Host="r:1", Payload=b"payload", Salt=b"salt")
    with served(Auth(_Accounts(_ALICE), print, {}).handlers()) as client:
        data = client.unary(_SERVICE + "VerifyTokenAuthority", request.SerializeToString())
    key = hmac.digest(b"salt", b"seed of r:1", "sha256")
    assert messages.VerifyTokenAuthorityResponse.FromString(data).Signed == sign(key, b"payload") + b"payload"
    assert public_key(key) == _public(_Accounts(_ALICE))


def test_the_engine_fetches_tokens_where_that_is_asked_for() -> None:
    with pytest.raises(GrpcError, match="client side tokens disabled") as caught:
        _public(_Accounts(_ALICE), environ={"BUILDKIT_NO_CLIENT_TOKEN": "1"})
    assert caught.value.code == UNAVAILABLE
