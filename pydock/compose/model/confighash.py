"""The hash by which Compose tells whether a container, network or volume still matches its configuration.

SHA-256 of the JSON that docker compose makes of the same structure, so that both clients can work on one project
without recreating each other's containers.
"""

from __future__ import annotations

import hashlib

from pydock.compose.model.emit import to_json
from pydock.compose.model.shapes import Struct

_IGNORED = ("build", "pull_policy", "scale", "depends_on", "profiles")


def hashed_service(service: Struct) -> Struct:
    """The part of ``service`` that a container is made of."""
    kept = service.copy()
    for key in _IGNORED:
        kept.pop(key, None)
    deploy = kept.get("deploy")
    if deploy is not None:
        deploy = deploy.copy()
        deploy.pop("replicas", None)
        kept["deploy"] = deploy
    if kept.get("env_file"):
        kept["env_file"] = [file["path"] if file.get("required") else file for file in kept["env_file"]]
    return kept


def service_hash(service: Struct) -> str:
    """The hash in a container's ``com.docker.compose.config-hash``."""
    return _digest(hashed_service(service))


def network_hash(network: Struct) -> str:
    """The hash in a network's ``com.docker.compose.config-hash``."""
    return _digest(network)


def volume_hash(volume: Struct) -> str:
    """The hash in a volume's ``com.docker.compose.config-hash``."""
    kept = volume.copy()
    kept.setdefault("driver", "local")
    return _digest(kept)


def _digest(struct: Struct) -> str:
    text = to_json(struct, pretty=False)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
