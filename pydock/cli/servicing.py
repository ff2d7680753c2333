"""What a service's spec takes from the cluster and the registry: ids of what it names, the image's digest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.values.networks import Attachment

Fields = dict[str, Any]


def environment(app: App, files: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Variables of files and flags, names alone with the value they have here."""
    from pydock.values.env import read_files, resolved

    def read(name: str) -> bytes:
        try:
            with open(os.path.join(app.cwd, name), "rb") as file:
                return file.read()
        except OSError as error:
            raise PydockError(f"open {name}: {(error.strerror or str(error)).lower()}") from None

    own = [resolved(text, app.environ.get) for text in texts]
    try:
        return read_files(files, own, read, app.environ.get)
    except ValueError as error:
        raise PydockError(str(error)) from None


def network_id(app: App, name: str) -> str:
    """The id of the swarm network ``name``."""
    return str(app.engine.networks.inspect(name, scope="swarm")["Id"])


def attach_networks(app: App, networks: Sequence[Attachment]) -> list[Fields]:
    """Networks as NetworkAttachmentConfigs, in the order of their ids."""
    from pydock.values.services.create import attachments

    return attachments(networks, lambda name: network_id(app, name))


def change_networks(app: App, spec: Fields, add: Sequence[Attachment], remove: Iterable[str]) -> None:
    """Attach the service to networks and detach it from others. A spec's own (old) list moves to its tasks'."""
    task = spec["TaskTemplate"]
    present = task.get("Networks") or spec.get("Networks") or []
    spec.pop("Networks", None)
    gone = {network_id(app, name) for name in remove}
    kept = [network for network in present if network["Target"] not in gone]
    for network in add:
        (made,) = attach_networks(app, [network])
        if any(made["Target"] == other["Target"] for other in kept):
            raise PydockError(f"service is already attached to network {network.name}")
        kept.append(made)
    task["Networks"] = sorted(kept, key=lambda network: str(network["Target"]))
    if not kept:
        del task["Networks"]


def find_secrets(app: App, wanted: Sequence[Fields]) -> list[Fields]:
    """SecretReferences with the ids of the secrets they name."""
    if not wanted:
        return []
    _refuse_duplicates(wanted, "secret")
    ids = _ids(app.engine.secrets, [reference["SecretName"] for reference in wanted])
    return [{**ref, "SecretID": _known(ids, ref["SecretName"], "secret")} for ref in wanted]


def find_configs(app: App, wanted: Sequence[Fields], credential: Fields | None, container: Fields) -> list[Fields]:
    """ConfigReferences with ids; a credential spec that is a config is one more, and gets its id in ``container``."""
    wanted = list(wanted)
    name = (credential or {}).get("Config", "")
    if name:
        wanted.append({"ConfigName": name, "Runtime": {}})
    if not wanted:
        return []
    _refuse_duplicates(wanted, "config")
    ids = _ids(app.engine.configs, [reference["ConfigName"] for reference in wanted])
    found = [{**ref, "ConfigID": _known(ids, ref["ConfigName"], "config")} for ref in wanted]
    if name:
        container["Privileges"]["CredentialSpec"]["Config"] = ids[name]
    return found


def change_secrets(app: App, container: Fields, add: Sequence[Fields], remove: Sequence[str]) -> None:
    """Give the service secrets and take others away."""
    kept = [ref for ref in container.get("Secrets") or () if ref["SecretName"] not in remove]
    _put(container, "Secrets", [*kept, *find_secrets(app, add)])


def change_configs(
    app: App, container: Fields, add: Sequence[Fields], remove: Sequence[str], credential: Fields | None
) -> None:
    """As :func:`change_secrets`; a new credential spec takes the place of the old one and of its config."""
    kept = [ref for ref in container.get("Configs") or () if ref["ConfigName"] not in remove]
    if credential is not None:
        kept = [ref for ref in kept if "Runtime" not in ref]
        privileges = container["Privileges"] = container.get("Privileges") or {}
        privileges["CredentialSpec"] = dict(credential) if any(credential.values()) else None
    _put(container, "Configs", [*kept, *find_configs(app, add, credential, container)])


def _put(container: Fields, name: str, value: list[Fields]) -> None:
    if value:
        container[name] = value
    else:
        container.pop(name, None)


def _refuse_duplicates(wanted: Iterable[Fields], kind: str) -> None:
    seen = set()
    for reference in wanted:
        target = reference["File"]["Name"] if "File" in reference else ""
        if target in seen:
            raise PydockError(f"duplicate {kind} target for {reference[f'{kind.capitalize()}Name']} not allowed")
        seen.add(target)


def _ids(store: Any, names: Iterable[str]) -> dict[str, str]:
    return {item["Spec"]["Name"]: item["ID"] for item in store.list({"name": sorted(set(names))})}


def _known(ids: dict[str, str], name: str, kind: str) -> str:
    if name not in ids:
        raise PydockError(f"{kind} not found: {name}")
    return ids[name]


def send_auth(app: App, image: str) -> str | None:
    """The X-Registry-Auth value for the image's registry, for the nodes to pull with."""
    from pydock.config.credentials import registry_auth
    from pydock.values import references

    try:
        reference = references.parse(image)
    except ValueError as error:
        raise PydockError(str(error)) from None
    return registry_auth(app.config, str(reference), app.environ)


def digest(app: App, task: Fields, auth: str | None, *, resolve: bool) -> list[str]:
    """Give the task's image its tag, and (``resolve``) the digest and platforms that the registry has for it.

    So every node runs the same image. What is returned is a warning where the registry cannot be asked.
    """
    container = task["ContainerSpec"]
    container["Image"] = image = _tagged(container["Image"])
    if not resolve or not app.engine.connection.at_least("1.30"):
        return []
    try:
        found = app.engine.distribution.inspect(image, auth=auth)
    except PydockError as error:
        from pydock.cli.refusals import hint, hints_wanted

        hint(app, error)
        refusal = [error.hint] if error.hint and hints_wanted(app) else []
        return [
            f"image {image} could not be accessed on a registry to record\n"
            f"its digest. Each node will access {image} independently,\n"
            "possibly leading to different nodes running different\n"
            "versions of the image.\n",
            *refusal,
        ]
    container["Image"] = _pinned(image, found["Descriptor"]["digest"])
    platforms = [_platform(platform) for platform in found.get("Platforms") or ()]
    if platforms:
        task["Placement"] = {**(task.get("Placement") or {}), "Platforms": platforms}
    return []


def _tagged(image: str) -> str:
    from pydock.values import references

    try:
        return references.parse(image).with_default_tag().familiar()
    except ValueError:
        return image


def _pinned(image: str, digest: str) -> str:
    from pydock.values import references

    try:
        reference = references.parse(image)
    except ValueError:
        return image
    return image if reference.digest else reference._replace(digest=digest).familiar()


def _platform(platform: Fields) -> Fields:
    """Nodes say ``armv7l`` where images say ``arm``: the architecture is left open there."""
    architecture = platform.get("architecture", "")
    shown = {"Architecture": "" if architecture.lower() == "arm" else architecture, "OS": platform.get("os", "")}
    return {key: value for key, value in shown.items() if value}
