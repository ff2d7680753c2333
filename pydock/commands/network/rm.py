"""``pydock network rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import SKIP, many, outcomes
from pydock.cli.prompts import confirm
from pydock.errors import EngineError, NotFoundError, PydockError

_INGRESS = (
    "WARNING! Before removing the routing-mesh network, make sure all the nodes in your swarm run the same docker"
    " engine version. Otherwise, removal may not be effective and functionality of newly create ingress networks"
    " will be impaired.\nAre you sure you want to continue?"
)


@command()
@option("-f", "--force", kind=kinds.BOOL, help="Do not complain of networks that are not there.")
@argument("networks", many=True, metavar="NETWORK [NETWORK...]")
def rm(app: App, networks: list[str], force: bool) -> None:
    """Delete networks."""

    def remove(name: str) -> object:
        if _is_ingress(app, name) and not confirm(app, _INGRESS):  # a swarm has one: no two questions at once
            return SKIP
        try:
            app.engine.networks.remove(name)
        except NotFoundError:
            if not force:
                raise
            return SKIP
        return None

    failed = False
    for name, result, error in outcomes(app, networks, remove, concurrent=many(networks)):
        if error is not None:
            app.warn(error.message)
            failed = True
        elif result is not SKIP:
            app.echo(name)
    if failed:
        raise PydockError("exit status 1")


def _is_ingress(app: App, name: str) -> bool:
    try:
        return bool(app.engine.networks.inspect(name).get("Ingress"))
    except EngineError:
        return False
