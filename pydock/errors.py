"""Every failure a user can see, with its exit code and an optional hint.

``cli/main.py`` is the only place that turns one of these into bytes on stderr and an exit status.
Layers below ``commands`` raise them; they never print and never exit.
"""

from __future__ import annotations


class PydockError(Exception):
    """A failure with a message for the user.

    ``message`` goes to stderr as it is (one or more lines, no trailing newline); ``hint`` follows it on a
    line of its own, but where ``hint_for_people`` is set (scripts match on Docker's text there) on terminals and
    in CI logs only. ``exit_code`` is what the process ends with.
    """

    exit_code = 1
    hint_for_people = False

    def __init__(self, message: str, *, hint: str | None = None, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if exit_code is not None:
            self.exit_code = exit_code

    def __str__(self) -> str:
        return self.message


class Exit(PydockError):
    """End with ``code`` and say nothing more: a container's own exit status, or errors already printed."""

    def __init__(self, code: int) -> None:
        super().__init__("", exit_code=code)


class UsageError(PydockError):
    """A command line that does not parse. Exit code 125, as Docker's flag errors."""

    exit_code = 125


class ConfigError(PydockError):
    """A configuration file, context or credential that cannot be used."""


class ConnectError(PydockError):
    """The engine cannot be reached. ``reason`` says why: missing, permission, refused, foreign, timeout."""

    hint_for_people = True

    def __init__(self, message: str, *, reason: str = "", hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason


class ProtocolError(PydockError):
    """The engine (or what answers in its place) broke HTTP or the stream it had begun."""


class VersionError(PydockError):
    """A flag or field that the negotiated API version does not have."""


class EngineError(PydockError):
    """An error status from the Engine API. ``detail`` is the engine's own message, ``status`` the HTTP status."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"Error response from daemon: {detail}")
        self.status = status
        self.detail = detail


class NotFoundError(EngineError):
    """404: no such object."""


class ConflictError(EngineError):
    """409: the object's state does not allow it."""


class RegistryError(PydockError):
    """A registry refused or failed; ``status`` is its HTTP status, 0 where none came."""

    def __init__(self, message: str, *, status: int = 0, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.status = status
