"""A project as an OCI artifact: its files as layers, what they refer to renamed so that it lies beside them.

Layers, media types and annotations are those of docker compose, which reads them as :mod:`.model.artifacts` does.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.compose import labels
from pydock.compose.model import artifacts
from pydock.compose.model.interpolate import Interpolator
from pydock.compose.model.project import Project
from pydock.errors import PydockError
from pydock.registry.manifests import OCI_INDEX, OCI_MANIFEST, digest_of

if TYPE_CHECKING:
    from pydock.registry.client import Registry

EMPTY = b"{}"
EMPTY_TYPE = "application/vnd.oci.empty.v1+json"
NEW, OLD = "1.1", "1.0"
"""Forms of the manifest: OCI 1.1 has a type for artifacts, 1.0 only a type of their configuration."""


class Layer(NamedTuple):
    """One file of the artifact."""

    media_type: str
    marks: dict[str, str]
    content: bytes

    @property
    def descriptor(self) -> dict[str, Any]:
        marks = {**self.marks, labels.VERSION: labels.VERSION_VALUE}
        return {**_described(self.media_type, self.content), "annotations": dict(sorted(marks.items())), **_data(self)}


def compose_layer(name: str, content: bytes, **marks: str) -> Layer:
    """The layer of a Compose file."""
    return Layer(artifacts.COMPOSE_FILE, {artifacts.FILE_NAME: os.path.basename(name), **marks}, content)


def project_layers(project: Project, *, with_env: bool) -> list[Layer]:
    """The project's files, those that they extend, and with ``with_env`` the environment files of its services."""
    extended: dict[str, str] = {}
    env_files: dict[str, str] = {}
    layers = []
    for path in project.files:
        layers.append(compose_layer(path, _bundled(path, project.working_dir, project, extended, env_files)))
    done: set[str] = set()
    while waiting := [path for path in extended if path not in done]:
        for path in waiting:
            done.add(path)
            content = _bundled(path, os.path.dirname(path), project, extended, env_files)
            layers.append(compose_layer(extended[path], content, **{artifacts.EXTENDS: "true"}))
    if with_env:
        for path, name in env_files.items():
            if os.path.isfile(path):
                layers.append(Layer(artifacts.ENV_FILE, {artifacts.ENV_NAME: name}, _read(path)))
    return layers


def manifest(layers: list[Layer], form: str, created: str) -> bytes:
    """The manifest of the artifact. Raises PydockError for a ``form`` that is none."""
    if form not in (NEW, OLD):
        raise PydockError(f"unsupported OCI version: {form}")
    kind = EMPTY_TYPE if form == NEW else artifacts.EMPTY_CONFIG
    document: dict[str, Any] = {"schemaVersion": 2, "mediaType": OCI_MANIFEST}
    if form == NEW:
        document["artifactType"] = artifacts.PROJECT_TYPE
    document["config"] = {**_described(kind, EMPTY), "data": base64.b64encode(EMPTY).decode()}
    document["layers"] = [layer.descriptor for layer in layers]
    document["annotations"] = {"org.opencontainers.image.created": created}
    return _compact(document)


def application(subject: bytes, form: str, images: list[dict[str, Any]]) -> bytes:
    """The index that ``--app`` adds: the services' images, and the artifact that they belong to."""
    marks = {labels.VERSION: labels.VERSION_VALUE}
    described = {**_described(OCI_MANIFEST, subject), "annotations": marks}
    if form == NEW:
        described["artifactType"] = artifacts.PROJECT_TYPE
    document = {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": images}
    return _compact({**document, "subject": described, "annotations": marks})


def push(
    registry: Registry, repository: str, tag: str, layers: list[Layer], form: str, created: str
) -> tuple[str, bytes]:
    """Send everything; the form that the registry took, and the manifest.

    Without a ``form`` the newer is tried first. Raises RegistryError.
    """
    from pydock.errors import RegistryError

    first = manifest(layers, form or NEW, created)
    for content in (EMPTY, *(layer.content for layer in layers)):
        digest = digest_of(content)
        if not registry.has_blob(repository, digest):
            registry.upload(repository, registry.begin_upload(repository), digest, content)
    try:
        registry.put_manifest(repository, tag, OCI_MANIFEST, first)
    except RegistryError as error:
        refused = 400 <= error.status < 500 and error.status not in (401, 403, 407)
        if form or not refused:
            raise
        older = manifest(layers, OLD, created)
        registry.put_manifest(repository, tag, OCI_MANIFEST, older)
        return OLD, older
    return form or NEW, first


def _bundled(path: str, folder: str, project: Project, extended: dict[str, str], env_files: dict[str, str]) -> bytes:
    """The text of a Compose file, the files it names replaced by their names in the artifact.

    Those are added to ``extended`` and ``env_files``, path to name.
    """
    import yaml

    text = _read(path).decode("utf-8", "surrogateescape")
    interpolator = Interpolator(project.environment, lambda message: None)
    changes: list[tuple[int, int, str]] = []
    for node in yaml.compose_all(text, Loader=yaml.SafeLoader):
        for key, scalar in _file_nodes(node):
            named = interpolator.document({"name": scalar.value})["name"]
            file = os.path.normpath(os.path.join(folder, named))
            if "://" in named or (key == "extends" and not os.path.exists(file)):
                continue
            suffix, known = (".yaml", extended) if key == "extends" else (".env", env_files)
            name = known.setdefault(file, hashlib.sha256(file.encode()).hexdigest() + suffix)
            changes.append((scalar.start_mark.index, scalar.end_mark.index, name))
    for start, end, name in sorted(changes, reverse=True):
        text = text[:start] + name + text[end:]
    return text.encode("utf-8", "surrogateescape")


def _file_nodes(root: Any) -> list[tuple[str, Any]]:
    """The scalars of a document that name an environment file or a file to extend, with the attribute's name."""
    found: list[tuple[str, Any]] = []
    for service in _values(_value(root, "services")):
        extends = _value(service, "extends")
        file = _value(extends, "file")
        if file is not None:
            found.append(("extends", file))
        env = _value(service, "env_file")
        items = env.value if type(env).__name__ == "SequenceNode" else [env]
        for item in items:
            scalar = _value(item, "path") if type(item).__name__ == "MappingNode" else item
            if type(scalar).__name__ == "ScalarNode":
                found.append(("env_file", scalar))
    return found


def _value(node: Any, key: str) -> Any:
    if type(node).__name__ != "MappingNode":
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _values(node: Any) -> list[Any]:
    return [value for _, value in node.value] if type(node).__name__ == "MappingNode" else []


def _described(kind: str, content: bytes) -> dict[str, Any]:
    return {"mediaType": kind, "digest": digest_of(content), "size": len(content)}


def _data(layer: Layer) -> dict[str, str]:
    return {"data": base64.b64encode(layer.content).decode()} if layer.content else {}


def _compact(document: dict[str, Any]) -> bytes:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
