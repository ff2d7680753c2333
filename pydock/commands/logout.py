"""``pydock logout``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.config.credentials import INDEX_SERVER, convert_to_hostname, forget
from pydock.errors import ConfigError, Exit


@command()
@argument("server", optional=True)
def logout(app: App, server: str | None) -> None:
    """Forget a registry's credentials."""
    if not server:
        keys, shown = [INDEX_SERVER], INDEX_SERVER
    else:
        shown = convert_to_hostname(server)
        keys = [server, shown, f"http://{shown}", f"https://{shown}"]
        if shown == "docker.io":
            keys.append(INDEX_SERVER)
    app.echo(f"Removing login credentials for {shown}")
    faults: dict[str, ConfigError] = {}
    for key in dict.fromkeys(keys):
        try:
            forget(app.config, key, app.environ)
        except ConfigError as error:
            faults[key] = error
    if faults:
        app.warn("WARNING: could not erase credentials:")
        for key, fault in faults.items():
            app.warn(f"{key}: {fault.message}")
        raise Exit(1)
