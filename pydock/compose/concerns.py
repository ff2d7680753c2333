"""What a project would tell the world if it were published: refusals, and questions to its owner."""

from __future__ import annotations

import os
from collections.abc import Iterator

from pydock.compose.model.dotenv import load
from pydock.compose.model.project import Project
from pydock.compose.model.yamlload import documents
from pydock.compose.sensitive import Finding, in_document, in_text
from pydock.errors import PydockError


def check_images(project: Project) -> None:
    """Raise PydockError where a service is built and has no name under which others could pull it."""
    services = sorted(project.services.items())
    names = [name for name, service in services if service.get("build") is not None and not service.get("image")]
    if names:
        listed = "".join(f'- "{name}"\n' for name in names)
        raise PydockError(
            f"your Compose stack cannot be published as it only contains a build section for service(s):\n{listed}"
        )


def check_environment(project: Project) -> None:
    """Raise PydockError where there is environment that ``--with-env`` has not allowed to go out."""
    found: list[str] = []
    for name, service in sorted(project.services.items()):
        if service.get("env_file"):
            found.append(f'service "{name}" has env_file declared.')
        if service.get("environment"):
            found.append(f'service "{name}" has environment variable(s) declared.')
    for key, config in project.configs.items():
        if config.get("environment"):
            found.append(f'config "{config.get("name", key)}" is declare as an environment variable.')
    if found:
        raise PydockError(
            "\n".join(found)
            + "\nTo avoid leaking sensitive data, you must either explicitly allow the sending of environment "
            "variables by using the --with-env flag,\nor remove sensitive data from your Compose configuration"
        )


def questions(project: Project, *, with_env: bool) -> Iterator[str]:
    """What the owner has to agree to, one text each: bind mounts, what looks like a secret, environment.

    Raises PydockError before the last, where ``with_env`` does not allow it at all.
    """
    mounts = _bind_mounts(project)
    if mounts:
        yield (
            "you are about to publish bind mounts declaration within your OCI artifact.\n"
            "only the bind mount declarations will be added to the OCI artifact (not content)\n"
            "please double check that you are not mounting potential user's sensitive directories or data\n"
            f"{mounts}Are you ok to publish these bind mount declarations?"
        )
    secrets = "".join(f'{found.kind}\n"{found.key}": {found.value}\n' for found in _sensitive(project))
    if secrets:
        yield (
            "you are about to publish sensitive data within your OCI artifact.\n"
            "please double check that you are not leaking sensitive data\n"
            f"{secrets}Are you ok to publish these sensitive data?"
        )
    if not with_env:
        check_environment(project)
    environment = _environment(project)
    if environment:
        yield (
            "you are about to publish environment variables within your OCI artifact.\n"
            "please double check that you are not leaking sensitive data\n"
            f"{environment}Are you ok to publish these environment variables?"
        )


def _bind_mounts(project: Project) -> str:
    text = ""
    for name, service in sorted(project.services.items()):
        binds = [mount for mount in service.get("volumes") or () if mount.get("type") == "bind"]
        lines = [f"{m.get('source')}:{m.get('target')}:{'ro' if m.get('read_only') else 'rw'}\n" for m in binds]
        text += name + "".join(lines) if lines else ""
    return text


def _environment(project: Project) -> str:
    text = ""
    for name, service in sorted(project.services.items()):
        values = service.get("environment") or {}
        if values:
            text += f"Service/Config  {name}\n" + "".join(f"{key}={value}\n" for key, value in sorted(values.items()))
    for key, config in project.configs.items():
        if config.get("environment"):
            name = config.get("name", key)
            text += f"Service/Config  {name}\n{name}={config['environment']}\n"
    return text


def _sensitive(project: Project) -> Iterator[Finding]:
    for path in project.files:
        for document in documents(_text(path)):
            yield from in_document(document.value)
    for service in project.services.values():
        for item in service.get("env_file") or ():
            if os.path.isfile(item["path"]):
                yield from in_document(load([item["path"]], project.environment, lambda message: None))
    for section in (project.configs, project.secrets):
        for resource in section.values():
            if resource.get("file") and os.path.isfile(resource["file"]):
                yield from in_text(_text(resource["file"]))


def _text(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()
