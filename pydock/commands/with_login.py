"""``pydock with-login``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.joblogin import run_job
from pydock.commands.login import ask, given, server_name, verify
from pydock.config.auths import Credential
from pydock.config.credentials import lookup
from pydock.errors import Exit


@command(interspersed=False)
@option("-p", "--password", help="Password or access token; others on this machine can see it")
@option("--password-stdin", kind=kinds.BOOL, help="Read the password from standard input")
@option("-u", "--username", help="Account name; without one, what is stored for the registry")
@argument("server")
@argument("words", many=True, optional=True, metavar="-- COMMAND [ARG...]")
def with_login(
    app: App,
    server: str,
    words: tuple[str, ...],
    username: str | None,
    password: str | None,
    password_stdin: bool,
) -> None:
    """Run one command with registry credentials that vanish after it."""
    username, password = given(app, username, password, password_stdin)
    stored = Credential(server=server_name(server))
    if not username and not password:
        found = lookup(app.config, stored.server, app.environ).credential._replace(server=stored.server)
        if not found.is_anonymous:
            raise Exit(run_job(app, found, _command(words)))
    credential, _ = verify(app, ask(app, username, password, stored))
    raise Exit(run_job(app, credential, _command(words)))


def _command(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[:1] == ("--",) else words
