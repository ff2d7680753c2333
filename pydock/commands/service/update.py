"""``pydock service update``."""

from __future__ import annotations

from typing import Any

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.commands.service._options import update_flags
from pydock.errors import PydockError


@command(since="1.24")
@update_flags
@argument("service")
def update(app: App, service: str, detach: bool, quiet: bool, rollback: bool, **values: Any) -> None:
    """Change a service."""
    found = app.engine.services.inspect(service)
    if rollback and app.changed - {"rollback", "detach", "quiet"}:
        raise PydockError("other flags may not be combined with --rollback")
    server_side = rollback and app.engine.connection.at_least("1.28")
    if rollback and not server_side and not found.get("PreviousSpec"):
        raise PydockError("service does not have a previous specification to roll back to")
    spec = found["PreviousSpec"] if rollback and not server_side else found["Spec"]
    warnings, auth = _change(app, spec, values)
    answer = app.engine.services.update(
        found["ID"],
        found["Version"]["Index"],
        spec,
        auth=auth,
        auth_from="" if values["with_registry_auth"] else "previous-spec" if rollback and not server_side else "spec",
        rollback="previous" if server_side else "",
    )
    for text in [*(answer.get("Warnings") or ()), *warnings]:
        app.warn(text)
    app.echo(service)
    if not detach and app.engine.connection.at_least("1.29"):
        from pydock.cli.convergence import wait_on_service

        wait_on_service(app, found["ID"], quiet=quiet)


def _change(app: App, spec: dict[str, Any], values: dict[str, Any]) -> tuple[list[str], str | None]:
    """Put the flags into ``spec`` and settle what the cluster must be asked for; warnings, and what to send as auth."""
    from pydock.cli.servicing import change_configs, change_networks, change_secrets, digest, environment, send_auth
    from pydock.values.services.update import update_spec

    try:
        update_spec(spec, values, app.changed, environment(app, (), values["env_add"]))
    except ValueError as error:
        raise PydockError(str(error)) from None
    task = spec["TaskTemplate"]
    container = task["ContainerSpec"]
    if app.changed & {"network-add", "network-rm"}:
        change_networks(app, spec, values["network_add"], values["network_rm"])
    change_secrets(app, container, values["secret_add"], values["secret_rm"])
    change_configs(app, container, values["config_add"], values["config_rm"], values["credential_spec"])
    auth = send_auth(app, container["Image"]) if values["with_registry_auth"] else None
    if "image" not in app.changed:
        return [], auth
    return digest(app, task, auth, resolve=not values["no_resolve_image"]), auth
