"""Registries asked for by name, and the network inside a container."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydock.cli.diagnosis.findings import ERROR, OK, Finding
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

_LOOK_UP = "cat /etc/resolv.conf; nslookup {name} || getent hosts {name}"


def check(app: App, names: list[str]) -> Iterator[Finding]:
    """Whether each registry answers, and takes the credential that is stored for it."""
    from pydock.cli.registries import open_registry
    from pydock.config.credentials import convert_to_hostname

    for name in names:
        host = convert_to_hostname(name)
        try:
            with open_registry(app, host) as registry:
                registry.check()
                who = registry.credential.username or "a token"
                as_whom = "anonymously" if registry.credential.is_anonymous else f"as {who}, from {registry.origin}"
        except PydockError as error:
            remedy = error.hint or f"{app.program} login {host}, or check address, proxy and certificates."
            yield Finding("registry", ERROR, host, error.message, remedy)
        else:
            yield Finding("registry", OK, host, f"answers {as_whom}")


def check_container(app: App, image: str, name: str) -> Iterator[Finding]:
    """Run ``image`` once: does a container start, and can it resolve ``name``?"""
    connection = app.engine.connection
    body: dict[str, Any] = {
        "Image": image,
        "Entrypoint": ["sh", "-c"],
        "Cmd": [_LOOK_UP.format(name=name)],
        "Labels": {"pydock.doctor": "1"},
    }
    try:
        created = connection.call("POST", "/containers/create", body=body)["Id"]
    except PydockError as error:
        yield Finding("machine", ERROR, "container", error.message, f"Pull the image first: {app.program} pull {image}")
        return
    try:
        connection.call("POST", f"/containers/{created}/start")
        code = connection.call("POST", f"/containers/{created}/wait")["StatusCode"]
    except PydockError as error:
        yield Finding("machine", ERROR, "container", error.message, "See the engine's log.")
        return
    finally:
        connection.call("DELETE", f"/containers/{created}", query={"force": True, "v": True})
    yield Finding("machine", OK, "container", f"{image} starts")
    if code == 0:
        yield Finding("machine", OK, "DNS", f"containers can resolve {name}")
    else:
        remedy = "Set \"dns\" in the engine's daemon.json, or check the host's resolver and firewall."
        yield Finding("machine", ERROR, "DNS", f"a container cannot resolve {name}", remedy)
