"""``stack deploy --plan`` and ``--rollback-on-failure``: what a deployment changes, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.deploying import Deployed
    from pydock.stack.convert import Namespace

Fields = dict[str, Any]


def show_plan(app: App, stack: Namespace, config: Fields, *, prune: bool) -> None:
    """Print what a deployment would do to each service, why, and which services' tasks would restart."""
    from pydock.cli.deploying import check_manager, existing
    from pydock.stack.plan import changes, restarts

    check_manager(app)
    present = existing(app, stack.name)
    wanted = [_spec(stack, name, item, config) for name, item in (config.get("services") or {}).items()]
    targets = {network["Id"]: network["Name"] for network in app.engine.networks.list()}
    for spec in wanted:
        name = spec["Name"]
        if name not in present:
            app.echo(f"create {name}: {spec['TaskTemplate']['ContainerSpec']['Image']}")
            continue
        found = list(changes(present.pop(name)["Spec"], spec, targets))
        if not found:
            app.echo(f"keep {name}")
            continue
        app.echo(f"update {name}: {'tasks restart' if restarts(found) else 'tasks go on'}")
        for change in found:
            app.echo(f"  {change}")
    for name in sorted(present):
        app.echo(f"{'remove' if prune else 'leave'} {name}: not in the files")


def _spec(stack: Namespace, name: str, item: Fields, config: Fields) -> Fields:
    from pydock.stack.convert import references, service

    spec = service(stack, name, item, config)
    for kind in ("secret", "config"):
        found = references(stack, kind, item.get(f"{kind}s") or [], config.get(f"{kind}s") or {})
        if found:
            spec["TaskTemplate"]["ContainerSpec"][f"{kind.capitalize()}s"] = found
    return spec


def guard(app: App, done: Sequence[Deployed], *, quiet: bool, timeout: int) -> None:
    """Wait for the services; where one fails, put every one back to its earlier spec and delete the new ones.

    One that has not converged after ``timeout`` nanoseconds (0: no bound) has failed: the engine itself goes on
    for ever with a task that fits on no node.
    """
    from pydock.cli.convergence import wait_on_all

    try:
        wait_on_all(app, {item.identity: item.name for item in done}, quiet=quiet, timeout=timeout)
    except PydockError as error:
        app.warn(error.message)
        for line in _take_back(app, done):
            app.warn(line)
        raise PydockError("the deployment failed and was rolled back") from None


def _take_back(app: App, done: Sequence[Deployed]) -> Iterator[str]:
    for item in done:
        try:
            if item.before is None:
                app.engine.services.remove(item.identity)
                yield f"Removed service {item.name}: it was new"
            else:
                now = app.engine.services.inspect(item.identity)
                app.engine.services.update(item.identity, now["Version"]["Index"], item.before)
                yield f"Put service {item.name} back to its earlier definition"
        except PydockError as error:
            yield f"Could not roll back service {item.name}: {error.message}"
