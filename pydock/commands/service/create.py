"""``pydock service create``."""

from __future__ import annotations

from typing import Any

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.commands.service._options import create_flags
from pydock.errors import PydockError


@command(interspersed=False, since="1.24")
@create_flags
@argument("image")
@argument("arguments", many=True, optional=True, metavar="[COMMAND] [ARG...]")
def create(app: App, image: str, arguments: tuple[str, ...], detach: bool, quiet: bool, **values: Any) -> None:
    """Make a service."""
    from pydock.cli.servicing import attach_networks, digest, environment, find_configs, find_secrets, send_auth
    from pydock.values.services.create import new_spec

    values["endpoint_mode"] = values["endpoint_mode"] or "vip"
    try:
        spec = new_spec(image, arguments, values, app.changed, environment(app, values["env_file"], values["env"]))
    except ValueError as error:
        raise PydockError(str(error)) from None
    task = spec["TaskTemplate"]
    networks = attach_networks(app, values["network"])
    if networks:
        task["Networks"] = networks
    if values["secret"]:
        task["ContainerSpec"]["Secrets"] = find_secrets(app, values["secret"])
    configs = find_configs(app, values["config"], values["credential_spec"], task["ContainerSpec"])
    if configs:
        task["ContainerSpec"]["Configs"] = configs
    auth = send_auth(app, image) if values["with_registry_auth"] else None
    warning = digest(app, task, auth, resolve=not values["no_resolve_image"])
    made = app.engine.services.create(spec, auth=auth)
    for text in [*(made.get("Warnings") or ()), *warning]:
        app.warn(text)
    app.echo(made["ID"])
    if not detach and app.engine.connection.at_least("1.29"):
        from pydock.cli.convergence import wait_on_service

        wait_on_service(app, made["ID"], quiet=quiet)
