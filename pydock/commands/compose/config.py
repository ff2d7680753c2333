"""``pydock compose config``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._project import load_project, request
from pydock.errors import ConfigError

_LISTS = ("services", "volumes", "networks", "models", "profiles", "images")


@command()
@option("--environment", kind=kinds.BOOL, help="Print the variables that interpolation sees")
@option("--explain", kind=kinds.BOOL, help="For every variable: value, where it comes from, and where it is used")
@option("--format", help="How to print it: yaml or json")
@option("--hash", help="Print the configuration hash of these services (comma separated, * for all)")
@option("--images", kind=kinds.BOOL, help="Print the images, one a line")
@option("--lock-image-digests", kind=kinds.BOOL, help="Write an override file with the images' digests")
@option("--models", kind=kinds.BOOL, help="Print the models, one a line")
@option("--networks", kind=kinds.BOOL, help="Print the networks, one a line")
@option("--no-consistency", kind=kinds.BOOL, help="Do not check what the files refer to")
@option("--no-env-resolution", kind=kinds.BOOL, help="Taken and without effect, as in docker compose 2.40")
@option("--no-interpolate", kind=kinds.BOOL, help="Leave variables as they are")
@option("--no-normalize", kind=kinds.BOOL, help="Leave implicit facts out")
@option("--no-path-resolution", kind=kinds.BOOL, help="Leave relative paths as they are")
@option("-o", "--output", help="Write to this file")
@option("--profiles", kind=kinds.BOOL, help="Print the profiles, one a line")
@option("-q", "--quiet", kind=kinds.BOOL, help="Check and print nothing")
@option("--resolve-image-digests", kind=kinds.BOOL, help="Pin images to their digests")
@option("--services", kind=kinds.BOOL, help="Print the services, one a line")
@option("--variables", kind=kinds.BOOL, help="Print the variables of the files and their defaults")
@option("--volumes", kind=kinds.BOOL, help="Print the volumes, one a line")
@argument("names", many=True, optional=True, metavar="[SERVICE...]")
def config(app: App, names: tuple[str, ...], output: str | None, quiet: bool, **flags: Any) -> None:
    """Print the application's files as one, resolved."""
    text = _rendered(app, list(names), flags)
    if quiet:
        return
    if output:
        import os

        with open(os.path.join(app.cwd, output), "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        return
    app.out(text)


def _rendered(app: App, names: list[str], flags: dict[str, Any]) -> str:
    changes = {
        "interpolate": not flags["no_interpolate"],
        "normalise": not flags["no_normalize"],
        "resolve_paths": not flags["no_path_resolution"],
        "consistency": not flags["no_consistency"],
    }
    if flags["explain"] or flags["variables"]:
        from pydock.compose.explain import explain, variables
        from pydock.compose.model.load import Loader

        if flags["variables"]:
            return variables(Loader(request(app, **{**changes, "interpolate": False})), flags["format"])
        return explain(Loader(request(app, **changes)._replace(warn=lambda message: None)))
    if flags["environment"]:
        project = load_project(app, names, **changes)
        return "".join(f"{name}={value}\n" for name, value in sorted(project.environment.items()))
    if flags["no_interpolate"]:
        return _uninterpolated(app, names, flags, changes)
    listed = flags["hash"] is not None or any(flags[kind] for kind in _LISTS)
    project = load_project(app, names, **changes, resolve_environment=not listed)
    if flags["resolve_image_digests"] or flags["lock_image_digests"]:
        from pydock.commands.compose._digests import pin_images

        pin_images(app, project)
    for kind in _LISTS:
        if flags[kind]:
            return "".join(f"{line}\n" for line in _names(project, kind))
    if flags["hash"] is not None:
        return _hashes(project, flags["hash"])
    if flags["lock_image_digests"]:
        from pydock.commands.compose._digests import locked

        return locked(project)
    document = project.document()
    if flags["format"] == "json":
        document.pop("models", None)  # Compose's own JSON of a project has none
    return _document(document, flags["format"])


def _names(project: Any, kind: str) -> list[str]:
    if kind == "services":
        return list(project.ordered())
    if kind == "images":
        return [project.image(name) for name in project.services]
    if kind == "profiles":
        every = {**project.services, **project.disabled}.values()
        return sorted({profile for service in every for profile in service.get("profiles") or ()})
    return list(getattr(project, kind))


def _hashes(project: Any, wanted: str) -> str:
    from pydock.compose.model.confighash import service_hash

    names = sorted(project.services) if wanted == "*" else sorted(wanted.split(","))
    lines = []
    for name in names:
        if name not in project.services:
            sleeping = name in project.disabled
            raise ConfigError(f"no such service: {name}: {'disabled' if sleeping else 'not found'}")
        lines.append(f"{name} {service_hash(project.services[name])}\n")
    return "".join(lines)


def _uninterpolated(app: App, names: list[str], flags: dict[str, Any], changes: dict[str, Any]) -> str:
    from pydock.compose.model.load import Loader

    document = Loader(request(app, **changes)).model()
    services = document.get("services") or {}
    if names:
        document["services"] = {name: services[name] for name in names if name in services}
    for kind in ("services", "volumes", "networks", "models"):
        if flags[kind]:
            return "".join(f"{name}\n" for name in sorted(document.get(kind) or {}))
    extensions = {key: value for key, value in document.items() if key.startswith("x-")}
    plain = {key: document[key] for key in sorted(document) if key not in extensions}
    return _document({**plain, **dict(sorted(extensions.items()))}, flags["format"], escape=False)


def _document(document: dict[str, Any], format: str | None, *, escape: bool = True) -> str:
    from pydock.compose.model.emit import to_json, to_yaml

    if format not in (None, "yaml", "json"):
        raise ConfigError(f'unsupported format "{format}"')
    text = to_json(document) if format == "json" else to_yaml(document)
    return text.replace("$", "$$") if escape else text
