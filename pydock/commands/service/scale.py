"""``pydock service scale``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option, running
from pydock.errors import PydockError


@command(since="1.24")
@option("-d", "--detach", kind=kinds.BOOL, since="1.29", help="Do not wait until the services have converged.")
@argument("scales", many=True, metavar="SERVICE=REPLICAS [SERVICE=REPLICAS...]")
def scale(app: App, scales: tuple[str, ...], detach: bool) -> None:
    """Set how many tasks services run."""
    for text in scales:
        if "=" not in text:
            raise PydockError(_usage(app, text))
    errors, scaled = [], []
    for text in scales:  # one by one: of two numbers for a service the last holds
        name, _, count = text.partition("=")
        try:
            _scale(app, name, count)
        except (PydockError, ValueError) as error:
            errors.append(f"{name}: {error}")
        else:
            scaled.append(name)
    if scaled and not detach and app.engine.connection.at_least("1.29"):
        from pydock.cli.convergence import wait_on_service

        for name in scaled:
            try:
                wait_on_service(app, name, quiet=False)
            except PydockError as error:
                errors.append(f"{name}: {error}")
    if errors:
        raise PydockError("\n".join(errors))


def _scale(app: App, name: str, count: str) -> None:
    from pydock.values.numbers import parse_decimal_uint

    try:
        replicas = parse_decimal_uint(count, 64)
    except ValueError as error:
        raise ValueError(f"invalid replicas value {count}: {error}") from None
    service = app.engine.services.inspect(name)
    mode = service["Spec"]["Mode"]
    if mode.get("Replicated") is not None:
        mode["Replicated"]["Replicas"] = replicas
    elif mode.get("ReplicatedJob") is not None:
        mode["ReplicatedJob"]["TotalCompletions"] = replicas
    else:
        raise ValueError("scale can only be used with replicated or replicated-job mode")
    answer = app.engine.services.update(service["ID"], service["Version"]["Index"], service["Spec"])
    for warning in answer.get("Warnings") or ():
        app.warn(warning)
    app.echo(f"{name} scaled to {replicas}")


def _usage(app: App, text: str) -> str:
    command = running()
    return (
        f"invalid scale specifier '{text}'.\nSee '{app.program} service scale --help'.\n\n"
        f"{command.usage_line(app)}\n\n{(command.help or '').rstrip('.')}"
    )
