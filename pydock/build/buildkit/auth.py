"""Registry credentials for the engine: it asks for a host's, and we answer from config.json and its helpers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pydock.build.buildkit.grpc.channel import Call, Handler
from pydock.build.buildkit.grpc.status import UNAVAILABLE, GrpcError
from pydock.build.buildkit.proto import session_pb2

_SERVICE = "/moby.filesync.v1.Auth/"


class Login(NamedTuple):
    """A user with a password or, with an empty user, an identity token."""

    username: str = ""
    secret: str = ""


class Auth:
    """``find`` gives the login of a registry host (``docker.io``: Docker Hub), an empty one without an account."""

    def __init__(self, find: Callable[[str], Login]) -> None:
        self._find = find
        self._logins: dict[str, Login] = {}

    def handlers(self) -> dict[str, Handler]:
        """The calls of the service; without token authority the engine fetches tokens itself."""
        return {
            _SERVICE + "Credentials": self.credentials,
            _SERVICE + "GetTokenAuthority": self.authority,
        }

    def credentials(self, call: Call) -> None:
        """The login of a host."""
        request = session_pb2.CredentialsRequest.FromString(call.receive() or b"")
        login = self._login(request.Host)
        answer = session_pb2.CredentialsResponse(Username=login.username, Secret=login.secret)
        call.send(answer.SerializeToString())

    def authority(self, call: Call) -> None:
        """Say that tokens are not made here."""
        call.receive()
        raise GrpcError(UNAVAILABLE, "client side tokens disabled")

    def _login(self, host: str) -> Login:
        host = "docker.io" if host == "registry-1.docker.io" else host
        if host not in self._logins:
            self._logins[host] = self._find(host)
        return self._logins[host]
