"""Images of a project pinned to the digests that their registries have."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.compose.model.project import Project
from pydock.errors import PydockError


def pin_images(app: App, project: Project) -> None:
    """Give every service's image the digest of its registry, in place. Raises PydockError naming the image."""
    from pydock.config.credentials import registry_auth
    from pydock.values.references import parse

    for service in project.services.values():
        image = service.get("image")
        if not image or "@" in image:
            continue
        reference = parse(image)
        tag = reference.tag or "latest"
        name = f"{reference.name}:{tag}"
        try:
            auth = registry_auth(app.config, image, app.environ)
            digest = app.engine.distribution.inspect(name, auth=auth)["Descriptor"]["digest"]
        except PydockError as error:
            raise PydockError(f"failed to resolve digest for {name}: {error}") from None
        service["image"] = f"{name}@{digest}"


def locked(project: Project) -> str:
    """An override file that pins the images and says nothing else."""
    from pydock.compose.model.emit import to_yaml

    images = {name: {"image": service["image"]} for name, service in project.services.items() if "image" in service}
    return to_yaml({"services": images})
