"""Registries asked for by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydock.cli.diagnosis.findings import ERROR, OK, Finding
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App


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
