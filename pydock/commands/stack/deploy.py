"""``pydock stack deploy``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.stacking import deployable
from pydock.errors import PydockError

_ROLLBACK_TIMEOUT = 600 * 1_000_000_000


@command(since="1.25")
@option("-c", "--compose-file", kind=kinds.STRINGS, since="1.25", help='A compose file, or "-" for standard input.')
@option("-d", "--detach", kind=kinds.BOOL, default=True, default_text="true", help="Do not wait for convergence.")
@option("--orchestrator", kind=kinds.STRING, hidden=True, help="Has no effect: there is Swarm only.")
@option("--plan", kind=kinds.BOOL, help="Say what would change and why, and change nothing.")
@option("--prune", kind=kinds.BOOL, since="1.27", help="Delete services that the files name no more.")
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress.")
@option("--resolve-image", kind=kinds.STRING, default="always", since="1.30",
        help="When to ask the registry for digests: always, changed or never.")  # fmt: skip
@option("--rollback-on-failure", kind=kinds.BOOL, help="Wait; where a service fails, put all back as they were.")
@option("--rollback-timeout", kind=kinds.DURATION, default=_ROLLBACK_TIMEOUT, default_text="10m0s",
        help="With --rollback-on-failure: what has not converged by then has failed (0: wait on).")  # fmt: skip
@option("--with-registry-auth", kind=kinds.BOOL, help="Hand the registry's credentials to the nodes.")
@argument("stack")
def deploy(app: App, stack: str, compose_file: list[str], detach: bool, plan: bool, quiet: bool, **values: Any) -> None:
    """Make or update a stack from compose files."""
    from pydock.stack.convert import Namespace

    if not stack.strip("\"' \t\n"):
        raise PydockError(f'invalid stack name: "{stack}"')
    config = deployable(app, compose_file)
    resolve = _resolution(app, values["resolve_image"])
    namespace = Namespace(stack)
    if plan:
        from pydock.cli.stackplan import show_plan

        show_plan(app, namespace, config, prune=values["prune"])
        return
    rollback = values["rollback_on_failure"]
    if detach and not rollback and "detach" not in app.changed:
        app.warn("Since --detach=false was not specified, tasks will be created in the background.")
        app.warn("In a future release, --detach=false will become the default.")
    done = _deploy(app, namespace, config, values, resolve)
    if rollback:
        from pydock.cli.stackplan import guard

        guard(app, done, quiet=quiet, timeout=values["rollback_timeout"])
    elif not detach:
        from pydock.cli.convergence import wait_on_all

        wait_on_all(app, {item.identity: item.name for item in done}, quiet=quiet)


def _deploy(app: App, namespace: Any, config: dict[str, Any], values: dict[str, Any], resolve: str) -> list[Any]:
    from pydock.cli import deploying
    from pydock.stack.convert import networks

    deploying.check_manager(app)
    if values["prune"]:
        deploying.prune_services(app, namespace, config)
    bodies, external = networks(namespace, config)
    deploying.check_external(app, external)
    deploying.create_networks(app, namespace, bodies)
    deploying.store(app, namespace, "secret", config.get("secrets") or {})
    deploying.store(app, namespace, "config", config.get("configs") or {})
    specs = deploying.service_specs(app, namespace, config)
    return deploying.deploy_services(app, namespace, specs, send_auth=values["with_registry_auth"], resolve=resolve)


def _resolution(app: App, word: str) -> str:
    if word not in ("always", "changed", "never"):
        raise PydockError(f"Invalid option {word} for flag --resolve-image")
    return word if app.engine.connection.at_least("1.30") else "never"
