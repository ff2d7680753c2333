"""The user's logins as a build lends them to the engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydock.cli.app import App

if TYPE_CHECKING:
    from pydock.build.buildkit.auth import Login, Token


class Logins:
    """From config.json, its helpers and the environment, as for every other command."""

    def __init__(self, app: App) -> None:
        self._app = app

    def login(self, host: str) -> Login:
        """The login of a registry host."""
        from pydock.build.buildkit.auth import Login
        from pydock.config.credentials import credential_for

        found = credential_for(self._app.config, host, self._app.environ)
        if found.identity_token:
            return Login("", found.identity_token, found.registry_token)
        return Login(found.username, found.password, found.registry_token)

    def seed(self, host: str) -> bytes:
        """What only this user knows."""
        from pydock.config.seeds import seed

        return seed(self._app.config.directory, host)

    def token(self, host: str, realm: str, service: str, scopes: Sequence[str]) -> Token:
        """Fetch a token. The engine knows how it reached the registry, so ``realm`` need not be encrypted."""
        from pydock.build.buildkit.auth import Token
        from pydock.config.credentials import credential_for
        from pydock.registry.auth import Authorizer
        from pydock.registry.http import Transport
        from pydock.registry.trust import Trust

        app = self._app
        transport = Transport(Trust(host, app.environ), app.environ, warn=app.warn)
        try:
            authorizer = Authorizer(transport, credential_for(app.config, host, app.environ), secure=False)
            return Token(*authorizer.token(realm, service, scopes))
        finally:
            transport.close()
