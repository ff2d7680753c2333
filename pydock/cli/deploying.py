"""Putting a stack into the swarm: what is missing is created, what is there is updated."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydock.errors import EngineError, NotFoundError, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.stack.convert import Namespace

Fields = dict[str, Any]


def owned(stack: str) -> dict[str, list[str]]:
    """The filter for what belongs to ``stack``."""
    from pydock.stack.convert import NAMESPACE

    return {"label": [f"{NAMESPACE}={stack}"]}


def check_manager(app: App) -> None:
    """PydockError where this engine is no manager of a swarm."""
    if not (app.engine.system.info().get("Swarm") or {}).get("ControlAvailable"):
        raise PydockError(
            'this node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to'
            " swarm and try again"
        )


def check_external(app: App, names: Iterable[str]) -> None:
    """PydockError where a network that must be there is not, or is of this machine alone."""
    from pydock.values.networks import is_user_defined

    for name in names:
        if not is_user_defined(name):
            continue
        try:
            scope = app.engine.networks.inspect(name).get("Scope", "")
        except NotFoundError:
            raise PydockError(
                f'network "{name}" is declared as external, but could not be found. You need to create a swarm-scoped'
                " network before the stack is deployed"
            ) from None
        if scope != "swarm":
            raise PydockError(
                f'network "{name}" is declared as external, but it is not in the right scope: "{scope}" instead of'
                ' "swarm"'
            )


def create_networks(app: App, stack: Namespace, bodies: Mapping[str, Fields]) -> None:
    """Create the networks that the stack does not have."""
    present = {network["Name"] for network in app.engine.networks.list(owned(stack.name))}
    for name, body in bodies.items():
        if name in present:
            continue
        app.echo(f"Creating network {name}")
        _attempt(f"failed to create network {name}", app.engine.networks.create, name, body)


def store(app: App, stack: Namespace, kind: str, items: Mapping[str, Fields]) -> None:
    """Create or update the stack's secrets or configs (``kind``)."""
    from pydock.stack.convert import stored

    calls = app.engine.secrets if kind == "secret" else app.engine.configs
    specs = [
        stored(stack, name, item, None if item.get("driver") else _read(item.get("file", "")))
        for name, item in items.items()
        if not item.get("external")
    ]
    for spec in specs:
        name = spec["Name"]
        try:
            found = calls.inspect(name)
        except NotFoundError:
            app.echo(f"Creating {kind} {name}")
            _attempt(f"failed to create {kind} {name}", calls.create, spec)
            continue
        identity, version = found["ID"], found["Version"]["Index"]
        _attempt(f"failed to update {kind} {name}", calls.update, identity, version, spec)


def service_specs(app: App, stack: Namespace, config: Fields) -> dict[str, Fields]:
    """The specs of all services by full name, with the ids of their secrets and configs."""
    from pydock.cli.servicing import find_configs, find_secrets
    from pydock.stack.convert import references, service

    specs = {}
    for name, item in (config.get("services") or {}).items():
        try:
            spec = service(stack, name, item, config)
            container = spec["TaskTemplate"]["ContainerSpec"]
            wanted = references(stack, "secret", item.get("secrets") or [], config.get("secrets") or {})
            if wanted:
                container["Secrets"] = find_secrets(app, wanted)
            wanted = references(stack, "config", item.get("configs") or [], config.get("configs") or {})
            credential = _scoped_credential(stack, container, config)
            if wanted or credential:
                container["Configs"] = find_configs(app, wanted, credential, container)
        except PydockError as error:
            raise PydockError(f"service {name}: {error.message}") from None
        specs[spec["Name"]] = spec
    return specs


def _scoped_credential(stack: Namespace, container: Fields, config: Fields) -> Fields | None:
    credential = container["Privileges"]["CredentialSpec"]
    if not credential or not credential["Config"]:
        return None
    known = (config.get("configs") or {}).get(credential["Config"]) or {}
    credential["Config"] = known.get("name") or stack.scope(credential["Config"])
    return dict(credential)


class Deployed:
    """One service that was deployed: ``before`` is its earlier spec, None where it is new."""

    def __init__(self, identity: str, name: str, before: Fields | None) -> None:
        self.identity = identity
        self.name = name
        self.before = before


def deploy_services(
    app: App, stack: Namespace, specs: Mapping[str, Fields], *, send_auth: bool, resolve: str
) -> list[Deployed]:
    """Create and update services. ``resolve`` says when registries are asked for digests: always, changed, never."""
    from pydock.cli.servicing import digest
    from pydock.cli.servicing import send_auth as credentials

    present = existing(app, stack.name)
    done = []
    for name, spec in specs.items():
        task = spec["TaskTemplate"]
        auth = credentials(app, task["ContainerSpec"]["Image"]) if send_auth else None
        found = present.get(name)
        if found is None:
            app.echo(f"Creating service {name}")
            digest(app, task, auth, resolve=resolve != "never")
            made = _attempt(f"failed to create service {name}", app.engine.services.create, spec, auth=auth)
            done.append(Deployed(made["ID"], name, None))
            continue
        app.echo(f"Updating service {name} (id: {found['ID']})")
        warnings = _settle_image(app, spec, found["Spec"], auth, resolve)
        task["ForceUpdate"] = found["Spec"]["TaskTemplate"].get("ForceUpdate", 0)
        version = found["Version"]["Index"]
        update = app.engine.services.update
        answer = _attempt(f"failed to update service {name}", update, found["ID"], version, spec, auth=auth)
        for text in [*(answer.get("Warnings") or ()), *warnings]:
            app.warn(text)
        done.append(Deployed(found["ID"], name, found["Spec"]))
    return done


def existing(app: App, stack: str) -> dict[str, Fields]:
    """The stack's services by name."""
    return {service["Spec"]["Name"]: service for service in app.engine.services.list(owned(stack))}


def _settle_image(app: App, spec: Fields, present: Fields, auth: str | None, resolve: str) -> list[str]:
    """An image that the files name as before keeps its digest, unless the registry is to be asked always."""
    from pydock.cli.servicing import digest
    from pydock.stack.convert import IMAGE

    task = spec["TaskTemplate"]
    same = task["ContainerSpec"]["Image"] == (present.get("Labels") or {}).get(IMAGE)
    if same and resolve != "always":
        task["ContainerSpec"]["Image"] = present["TaskTemplate"]["ContainerSpec"]["Image"]
        platforms = (present["TaskTemplate"].get("Placement") or {}).get("Platforms")
        if platforms:
            task["Placement"]["Platforms"] = platforms
        return []
    return digest(app, task, auth, resolve=resolve != "never")


def prune_services(app: App, stack: Namespace, config: Fields) -> None:
    """Delete the stack's services that its files name no more."""
    wanted = {stack.scope(name) for name in config.get("services") or ()}
    remove(app, "service", [service for name, service in existing(app, stack.name).items() if name not in wanted])


def remove(app: App, kind: str, items: Iterable[Fields]) -> bool:
    """Delete services, secrets, configs or networks (``kind``); whether all went."""
    calls: Any = {
        "service": app.engine.services,
        "secret": app.engine.secrets,
        "config": app.engine.configs,
        "network": app.engine.networks,
    }[kind]
    fine = True
    for item in sorted(items, key=_name):  # one by one: each is announced before it goes
        app.echo(f"Removing {kind} {_name(item)}")
        try:
            calls.remove(item.get("ID") or item["Id"])
        except EngineError as error:
            app.warn(f"Failed to remove {kind} {item.get('ID') or item['Id']}: {error.message}")
            fine = False
    return fine


def _name(item: Fields) -> str:
    return str(item["Spec"]["Name"] if "Spec" in item else item["Name"])


def _attempt(what: str, call: Callable[..., Any], *arguments: Any, **settings: Any) -> Any:
    try:
        return call(*arguments, **settings)
    except EngineError as error:
        raise PydockError(f"{what}: {error.message}") from None


def _read(path: str) -> bytes:
    try:
        with open(os.path.expanduser(path), "rb") as file:
            return file.read()
    except OSError as error:
        raise PydockError(f"open {path}: {(error.strerror or str(error)).lower()}") from None
