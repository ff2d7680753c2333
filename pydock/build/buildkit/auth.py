"""Registry credentials for the engine. Where a registry works with tokens we fetch them, and it sees no password.

It may use the token of an earlier session if that was the same user's with the same login: it asks for a public
key once, and later for a signature. The key is made of its salt and of a seed that only this user has.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from pydock.build.buildkit.grpc.channel import Call, Handler
from pydock.build.buildkit.grpc.status import UNAVAILABLE, GrpcError
from pydock.build.buildkit.proto import session_pb2 as messages

_SERVICE = "/moby.filesync.v1.Auth/"
_LIFETIME = 60
_TRUE = ("1", "t", "T", "true", "TRUE", "True")


class Login(NamedTuple):
    """A user with a password or, with an empty user, an identity token; ``token``: a bearer token, given as it is."""

    username: str = ""
    secret: str = ""
    token: str = ""


class Token(NamedTuple):
    """A bearer token; ``expires`` in seconds from ``issued`` (a Unix time), 0 where the server does not say."""

    text: str
    expires: int = 0
    issued: int = 0


class Accounts(Protocol):
    """The user's logins. Every method may raise PydockError."""

    def login(self, host: str) -> Login:
        """The login of a registry host (``docker.io``: Docker Hub), an empty one without an account."""

    def seed(self, host: str) -> bytes:
        """What only this user knows, the same in every session."""

    def token(self, host: str, realm: str, service: str, scopes: Sequence[str]) -> Token:
        """Fetch a token from the server ``realm`` with the login of ``host``."""


class Auth:
    """``tell`` shows people what an account is used for."""

    def __init__(self, accounts: Accounts, tell: Callable[[str], None], environ: Mapping[str, str]) -> None:
        self._accounts = accounts
        self._tell = tell
        self._engine_fetches = environ.get("BUILDKIT_NO_CLIENT_TOKEN", "") in _TRUE
        self._logins: dict[str, Login] = {}
        self._shared: set[str] = set()
        self._lock = threading.Lock()  # credential helpers are asked one at a time

    def handlers(self) -> dict[str, Handler]:
        """The calls of the service."""
        return {
            _SERVICE + "Credentials": self.credentials,
            _SERVICE + "FetchToken": self.fetch,
            _SERVICE + "GetTokenAuthority": self.authority,
            _SERVICE + "VerifyTokenAuthority": self.verify,
        }

    def credentials(self, call: Call) -> None:
        """The login of a host that wants to see it with every request."""
        host = messages.CredentialsRequest.FromString(call.receive() or b"").Host
        login = self._login(host)
        if login.secret and host not in self._shared:
            self._shared.add(host)
            self._tell(f"[auth] sharing credentials for {host}")
        answer = messages.CredentialsResponse(Username=login.username, Secret=login.secret)
        call.send(answer.SerializeToString())

    def fetch(self, call: Call) -> None:
        """A token for some scopes of a host."""
        request = messages.FetchTokenRequest.FromString(call.receive() or b"")
        login = self._login(request.Host)
        if login.token:
            token = Token(login.token)
        else:
            if login.secret:
                scopes = " ".join(scope.removeprefix("repository:") for scope in request.Scopes)
                self._tell(f"[auth] {scopes} token for {request.Host}")
            token = self._accounts.token(_known_as(request.Host), request.Realm, request.Service, request.Scopes)
        answer = messages.FetchTokenResponse(
            Token=token.text, ExpiresIn=token.expires or _LIFETIME, IssuedAt=token.issued
        )
        call.send(answer.SerializeToString())

    def authority(self, call: Call) -> None:
        """The public key by which the engine will know this user again."""
        from pydock.build.buildkit.ed25519 import public_key

        request = messages.GetTokenAuthorityRequest.FromString(call.receive() or b"")
        key = public_key(self._key(request.Host, request.Salt))
        call.send(messages.GetTokenAuthorityResponse(PublicKey=key).SerializeToString())

    def verify(self, call: Call) -> None:
        """A signature with that key: the payload follows the 64 bytes."""
        from pydock.build.buildkit.ed25519 import sign

        request = messages.VerifyTokenAuthorityRequest.FromString(call.receive() or b"")
        signature = sign(self._key(request.Host, request.Salt), request.Payload)
        answer = messages.VerifyTokenAuthorityResponse(Signed=signature + request.Payload)
        call.send(answer.SerializeToString())

    def _key(self, host: str, salt: bytes) -> bytes:
        """Without an account everybody has the same key, and so the same tokens."""
        import hmac

        if self._engine_fetches:
            raise GrpcError(UNAVAILABLE, "client side tokens disabled")
        secret = self._accounts.seed(host) if self._login(host).secret else b""
        return hmac.digest(salt, secret, "sha256")

    def _login(self, host: str) -> Login:
        with self._lock:
            if host not in self._logins:
                self._logins[host] = self._accounts.login(_known_as(host))
            return self._logins[host]


def _known_as(host: str) -> str:
    return "docker.io" if host == "registry-1.docker.io" else host
