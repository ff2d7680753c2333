"""What the stack commands share: reading the files that are named, and the warnings of the loader."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.stack.load import Source


def source(app: App, files: Sequence[str]) -> Source:
    """The stack's files, read and parsed; ``-`` is standard input."""
    from pydock.stack.load import Source

    def read(name: str) -> bytes:
        if name == "-":
            return app.streams.stdin.read()
        try:
            with open(os.path.join(app.cwd, name), "rb") as file:
                return file.read()
        except OSError as error:
            raise ConfigError(f"open {name}: {(error.strerror or str(error)).lower()}") from None

    def warn(text: str) -> None:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(app.clock()))
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        app.warn(f'time="{stamp}" level=warning msg="{escaped}"')

    return Source(files, app.cwd, app.environ, read, warn)


def deployable(app: App, files: Sequence[str]) -> dict[str, Any]:
    """The files' configuration, fit to be deployed: what stacks ignore is said, what they refuse is an error."""
    from pydock.stack.check import DEPRECATED, FORBIDDEN, UNSUPPORTED, used
    from pydock.stack.load import Forbidden

    found = source(app, files)
    try:
        config = found.load()
    except Forbidden as error:
        lines = [f"{name}: {FORBIDDEN[name]}" for name in error.names]
        raise ConfigError("Compose file contains unsupported options:\n\n" + "\n\n".join(lines) + "\n") from None
    unsupported = used(found.documents, UNSUPPORTED)
    if unsupported:
        app.warn(f"Ignoring unsupported options: {', '.join(unsupported)}\n")
    deprecated = used(found.documents, DEPRECATED)
    if deprecated:
        lines = [f"{name}: {DEPRECATED[name]}" for name in deprecated]
        app.warn("Ignoring deprecated options:\n\n" + "\n\n".join(lines) + "\n")
    for name, service in (config.get("services") or {}).items():
        _check_image(name, service.get("image", ""))
    return config


def _check_image(service: str, image: str) -> None:
    from pydock.values.references import check_image

    if not image:
        raise ConfigError(f"invalid image reference for service {service}: no image specified")
    try:
        check_image(image)
    except ValueError as error:
        raise ConfigError(f"invalid image reference for service {service}: {error}") from None


def with_stack(stack: str, filters: dict[str, list[str]]) -> dict[str, list[str]]:
    """``filters`` and the one for what belongs to ``stack``."""
    from pydock.cli.deploying import owned

    groups = dict(filters)
    for name, values in owned(stack).items():
        groups[name] = [*groups.get(name, ()), *values]
    return groups
