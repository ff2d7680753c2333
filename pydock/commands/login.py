"""``pydock login``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.config.auths import Credential
from pydock.config.credentials import INDEX_SERVER, Found, convert_to_hostname, lookup, note_shown, save
from pydock.errors import ConfigError, ConnectError, EngineError, Exit, RegistryError, UsageError

_PLAIN_TEXT = """
WARNING! Your credentials are stored unencrypted in '{path}'.
Configure a credential helper to remove this warning. See
https://docs.docker.com/go/credential-store/
"""


@command()
@option("-p", "--password", help="Password or access token; others on this machine can see it")
@option("--password-stdin", kind=kinds.BOOL, help="Read the password from standard input")
@option("-u", "--username", help="Account name")
@option("--scope", help="job: start a shell that has the credentials, and erase them when it ends")
@argument("server", optional=True)
def login(
    app: App,
    server: str | None,
    username: str | None,
    password: str | None,
    password_stdin: bool,
    scope: str | None,
) -> None:
    """Sign in to a registry."""
    if scope not in (None, "job"):
        raise UsageError(f'invalid argument "{scope}" for "--scope" flag: must be job')
    username, password = given(app, username, password, password_stdin)
    key = server_name(server)
    stored = Credential(server=key)
    if not username and not password:
        stored = lookup(app.config, key, app.environ).credential._replace(server=key, identity_token="")
        if scope is None and stored.username and stored.password and _try_stored(app, stored):
            return
    credential, status = verify(app, ask(app, username, password, stored))
    if scope is None:
        keep(app, credential, status)
    else:
        from pydock.cli.joblogin import run_job

        app.warn(f"{status}; the credentials are gone when this shell ends")
        raise Exit(run_job(app, credential, ()))


def given(app: App, username: str | None, password: str | None, password_stdin: bool) -> tuple[str, str]:
    """What the command line says, with a password from standard input read."""
    if "password" in app.changed and password_stdin:
        raise ConfigError("conflicting options: cannot specify both --password and --password-stdin")
    if password_stdin and not username:
        raise ConfigError("the --password-stdin option requires --username to be set")
    if "username" in app.changed and not username:
        raise ConfigError("username is empty")
    if "password" in app.changed:
        if not password:
            raise ConfigError("password is empty")
        app.warn("WARNING! Using --password via the CLI is insecure. Use --password-stdin.")
    if password_stdin:
        text = app.streams.stdin.read().decode("utf-8", "surrogateescape")
        password = text.removesuffix("\n").removesuffix("\r")
    return username or "", password or ""


def server_name(server: str | None) -> str:
    """The key for credentials of what the user typed: Docker Hub where nothing was."""
    if not server or server in ("docker.io", INDEX_SERVER):
        return INDEX_SERVER
    return convert_to_hostname(server)


def _try_stored(app: App, stored: Credential) -> bool:
    """Sign in with what is stored; False, and why on standard error, when the registry refuses."""
    app.warn(f"Authenticating with existing credentials... [Username: {stored.username}]\n")
    _note(app, "To login with a different account, run 'docker logout' followed by 'docker login'")
    try:
        credential, status = verify(app, stored)
    except (EngineError, RegistryError) as error:
        if isinstance(error, EngineError) and error.status == 401:
            app.warn("Stored credentials invalid or expired")
        else:
            app.warn(f"Login did not succeed, error: {error.message}")
        return False
    keep(app, credential, status)
    return True


def _note(app: App, text: str) -> None:
    if app.streams.stderr.is_terminal and app.streams.stderr.colour:
        text = "\n         ".join(f"\x1b[3m{line}\x1b[0m" for line in text.split("\n"))
        app.streams.stderr.write(f"\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m{text}\n\n\n")
    else:
        app.warn(" Info -> " + text.replace("\n", "\n         ") + "\n\n")


def ask(app: App, username: str, password: str, stored: Credential) -> Credential:
    """The account to use: what was given, and the rest asked on the terminal. Raises ConfigError."""
    from pydock.cli.prompts import secret

    stdin = app.streams.stdin
    username = username.strip()
    hub = stored.server == INDEX_SERVER
    if not (username and password.strip()) and not stdin.is_terminal:
        raise ConfigError("Error: Cannot perform an interactive login from a non TTY device")
    if not username:
        if hub:
            app.warn(f"{app.program} has no web-based login - falling back to command line login...\n")
            app.echo("Sign in with your Docker ID or email address, and a password or a personal access token.\n")
        app.out(f"Username ({stored.username}): " if stored.username else "Username: ")
        app.streams.stdout.flush()
        username = stdin.readline().strip() or stored.username
        if not username:
            raise ConfigError("Error: Non-null Username Required")
    if not password.strip():
        password = secret(app, "Password: ")
        if not password:
            raise ConfigError("Error: Password Required")
    credential = Credential(username, password, stored.server)
    note_shown(app.config, stored.server, Found(credential, "what was given to this command"))
    return credential


def verify(app: App, credential: Credential) -> tuple[Credential, str]:
    """What to keep of a credential that the registry took, and its word. Raises EngineError, RegistryError."""
    from pydock.engine.auth import check

    try:
        verdict = check(app.engine.connection, credential.to_api())
    except ConnectError:
        return without_engine(app, credential)
    if app.options.explain:
        raise Exit(0)  # nobody has been asked, so there is nothing to keep
    if verdict.identity_token:
        credential = credential._replace(password="", identity_token=verdict.identity_token)
    return credential, verdict.status


def without_engine(app: App, credential: Credential) -> tuple[Credential, str]:
    """Ask the registry itself. Raises RegistryError."""
    from pydock.registry.client import sign_in

    return credential, sign_in(credential, app.environ)


def keep(app: App, credential: Credential, status: str) -> None:
    """Store the credential where config.json says."""
    try:
        written = save(app.config, credential, app.environ)
    except ConfigError as error:
        raise ConfigError(f"Error saving credentials: {error.message}", hint=error.hint) from error
    if written is not None:
        app.warn(_PLAIN_TEXT.format(path=written))
    if status:
        app.echo(status)
