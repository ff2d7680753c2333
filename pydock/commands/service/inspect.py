"""``pydock service inspect``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydock.cli import inspecting, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.pretty import show_texts, wants_text
from pydock.errors import NotFoundError, PydockError

T = TypeVar("T")


@command(since="1.24")
@option("-f", "--format", help="json, or a template to run over each service")
@option("--pretty", kind=kinds.BOOL, help="Text for people")
@argument("services", many=True, metavar="SERVICE [SERVICE...]")
def inspect(app: App, services: tuple[str, ...], format: str | None, pretty: bool) -> None:
    """Show services in full."""
    wanted, chosen = wants_text(app, pretty, format, "serviceInspectFormat")
    if not wanted:
        fetch = inspecting.fetcher(app, inspecting.SERVICE, {"insertDefaults": "true"})
        inspecting.inspect(app, services, chosen, _named(fetch), raw_json=False)
        return

    def text(service: dict[str, Any]) -> str:
        from pydock.views.servicetext import text

        return text(service, _networks(app, service), app.clock())

    show_texts(app, services, _named(lambda name: app.engine.services.inspect(name, insert_defaults=True)), text)


def _named(fetch: Callable[[str], T]) -> Callable[[str], T]:
    def named(name: str) -> T:
        try:
            return fetch(name)
        except NotFoundError:
            raise PydockError(f"Error: no such service: {name}") from None

    return named


def _networks(app: App, service: dict[str, Any]) -> list[str]:
    spec = service["Spec"]
    attached = spec["TaskTemplate"].get("Networks") or spec.get("Networks") or ()
    names = []
    for network in attached:
        try:
            names.append(app.engine.networks.inspect(network["Target"], scope="swarm")["Name"])
        except NotFoundError:
            continue
    return names
