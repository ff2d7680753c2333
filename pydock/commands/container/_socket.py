"""``--use-api-socket``: the engine's socket and the registry logins inside a container."""

from __future__ import annotations

from base64 import b64encode
from typing import Any, BinaryIO

from pydock.cli.app import App
from pydock.commands.container._request import Configuration
from pydock.errors import PydockError

_FOLDER = "/run/secrets/docker"


def share(app: App, configuration: Configuration) -> dict[str, Any]:
    """Mount the socket and point DOCKER_CONFIG at the logins, which are returned for :func:`inject`.

    A container whose environment has DOCKER_CONFIG already gets no logins.
    """
    connection = app.engine.connection
    if connection.ping.os_type == "windows":
        raise PydockError("flag --use-api-socket can't be used with a Windows Docker Engine")
    address: str = connection.dialer.host
    if not address.startswith("unix://"):
        raise PydockError(
            f"flag --use-api-socket can only be used with unix sockets: docker endpoint {address} incompatible"
        )
    mount = {
        "Type": "bind",
        "Source": address.removeprefix("unix://"),
        "Target": "/var/run/docker.sock",
        "BindOptions": {},
    }
    configuration.host.setdefault("Mounts", []).append(mount)
    environment = configuration.config["Env"] or []
    if any(text.startswith("DOCKER_CONFIG=") for text in environment):
        return {}
    from pydock.config.credentials import auth_configs

    logins = {server: _entry(login) for server, login in auth_configs(app.config, app.environ, app.warn).items()}
    if logins:
        configuration.config["Env"] = [*environment, f"DOCKER_CONFIG={_FOLDER}"]
    return logins


def _entry(login: dict[str, str]) -> dict[str, str]:
    """An entry of config.json's ``auths``."""
    entry = {key: login[key] for key in ("identitytoken", "registrytoken") if login.get(key)}
    if login.get("username"):
        pair = f"{login['username']}:{login.get('password', '')}"
        entry["auth"] = b64encode(pair.encode("utf-8", "surrogateescape")).decode()
    return entry


def inject(app: App, container: str, logins: dict[str, Any]) -> None:
    """Put a config.json that holds nothing but the logins into the container."""
    if not logins:
        return
    from json import dumps

    content = dumps({"auths": logins}, indent="\t", sort_keys=True).encode()
    try:
        app.engine.archives.put(container, "/", _archive(f"{_FOLDER}/config.json", content))
    except PydockError as error:
        raise PydockError(
            f"injecting docker config.json into container failed: copying config.json into container failed: {error}"
        ) from error


def _archive(name: str, content: bytes) -> BinaryIO:
    from io import BytesIO
    from tarfile import TarFile, TarInfo

    packed = BytesIO()
    with TarFile(fileobj=packed, mode="w") as archive:
        entry = TarInfo(name)
        entry.mode, entry.size = 0o600, len(content)
        archive.addfile(entry, BytesIO(content))
    packed.seek(0)
    return packed
