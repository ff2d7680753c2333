"""Create a container: configuration from flags, ``--cidfile``, and the pull of an image that is not there."""

from __future__ import annotations

import os

from pydock.cli.app import App
from pydock.cli.pulling import pull_image, refuse_trust
from pydock.commands.container._files import Files
from pydock.commands.container._options import ContainerOptions
from pydock.commands.container._request import Configuration, configure
from pydock.errors import NotFoundError, PydockError, UsageError
from pydock.values import references

_PULL = ("always", "missing", "never", "")


def prepare(app: App, verb: str, options: ContainerOptions, image: str, command: tuple[str, ...]) -> Configuration:
    """What the flags ask for. UsageError (exit code 125) where they make no sense; ``verb`` is run or create."""
    try:
        if options.pull not in _PULL:
            raise ValueError(f'invalid pull option: \'{options.pull}\': must be one of "always", "missing" or "never"')
        return configure(options, image, command, Files(app.cwd, app.environ), _environment(app, options))
    except ValueError as error:
        raise UsageError(with_help(app, str(error), verb)) from error


def with_help(app: App, message: str, verb: str) -> str:
    """``docker: MESSAGE`` and where to read more."""
    return f"{app.program}: {message}\n\nRun '{app.program} {verb} --help' for more information"


def _environment(app: App, options: ContainerOptions) -> list[str]:
    """The variables of ``-e``, the last of each name, and the proxies that config.json wants in containers."""
    variables: dict[str, str] = {}
    if options.env:
        from pydock.values.env import resolved

        for text in options.env:
            text = resolved(text, app.environ.get)
            variables[text.partition("=")[0]] = text
    if app.config.mapping("proxies"):
        for name, value in app.config.proxies(app.engine.connection.dialer.host).items():
            variables.setdefault(name, f"{name}={value}")
    return list(variables.values())


def create_container(app: App, configuration: Configuration, options: ContainerOptions) -> str:
    """Create the container and return its id. Warnings and the progress of a pull go to standard error."""
    with _CidFile(app.cwd, options.cidfile) as cidfile:
        refuse_trust(app, options.disable_content_trust)
        image = configuration.config["Image"]
        reference = _reference(image)
        if options.use_api_socket:
            from pydock.commands.container import _socket

            credentials = _socket.share(app, configuration)
        platform = _platform(app, options)
        _check_version(app, configuration)
        if options.pull == "always" and reference is not None:
            _pull(app, options, reference)
        configuration.host["ConsoleSize"] = _console_size(app)
        containers = app.engine.containers
        try:
            made = containers.create(configuration.body, name=options.name, platform=platform)
        except NotFoundError:
            if reference is None or options.pull != "missing":
                raise
            if not options.quiet:
                app.warn(f"Unable to find image '{reference.familiar()}' locally")
            _pull(app, options, reference)
            made = containers.create(configuration.body, name=options.name, platform=platform)
        for warning in [*(made.get("Warnings") or []), *_dns_warnings(options)]:
            app.warn(f"WARNING: {warning}")
        identity: str = made["Id"]
        cidfile.write(identity)
        if options.use_api_socket:
            _socket.inject(app, identity, credentials)
        return identity


def _reference(image: str) -> references.Reference | None:
    """The image's reference; None for an id, which cannot be pulled."""
    if references.is_identifier(image):
        return None
    try:
        return references.parse(image).with_default_tag()
    except ValueError as error:
        raise PydockError(str(error)) from error


def _pull(app: App, options: ContainerOptions, reference: references.Reference) -> None:
    app.streams.stdout.flush()
    pull_image(app, reference, platform=options.platform, output=None if options.quiet else app.streams.stderr)


def _platform(app: App, options: ContainerOptions) -> str:
    if not options.platform or not app.engine.connection.at_least("1.41"):
        return ""
    from pydock.values import platforms

    try:
        return str(platforms.parse(options.platform))
    except ValueError as error:
        raise PydockError(f"error parsing specified platform: {error}") from error


def _check_version(app: App, configuration: Configuration) -> None:
    """Refuse what the engine would silently leave out."""
    connection = app.engine.connection
    if connection.at_least("1.44"):
        return
    endpoints = configuration.networking["EndpointsConfig"].values()
    if any(endpoint["MacAddress"] for endpoint in endpoints):
        connection.require("1.44", '"specify mac-address per network"')
    for mount in configuration.host.get("Mounts", ()):
        if mount.get("BindOptions", {}).get("ReadOnlyForceRecursive"):
            raise PydockError("bind-recursive=readonly requires API v1.44 or later")


def _console_size(app: App) -> list[int]:
    """Rows and columns of the terminal on standard output; zeros without one, and for engines that ignore it."""
    if not app.streams.stdout.is_terminal or not app.engine.connection.at_least("1.42"):
        return [0, 0]
    columns, rows = app.streams.stdout.size
    return [rows, columns]


def _dns_warnings(options: ContainerOptions) -> list[str]:
    local = [address for address in options.dns if address.startswith("127.") or address == "::1"]
    return [f"Localhost DNS ({address}) may fail in containers." for address in local[:1]]


class _CidFile:
    """``--cidfile``: made before anything else, gone again unless the id was written to it."""

    def __init__(self, cwd: str, name: str) -> None:
        self._name = name
        self._path = os.path.join(cwd, name)
        self._written = False
        if not name:
            return
        if os.path.exists(self._path):
            raise PydockError(f"container ID file found, make sure the other container isn't running or delete {name}")
        try:
            self._file = open(self._path, "w")  # noqa: SIM115 - closed with the block
        except OSError as error:
            raise PydockError(
                f"failed to create the container ID file: open {name}: {(error.strerror or str(error)).lower()}"
            ) from error

    def __enter__(self) -> _CidFile:
        return self

    def write(self, identity: str) -> None:
        if not self._name:
            return
        try:
            self._file.write(identity)
            self._file.flush()
        except OSError as error:
            raise PydockError(
                f"failed to write the container ID ({identity}) to file: {(error.strerror or str(error)).lower()}"
            ) from error
        self._written = True

    def __exit__(self, *_: object) -> None:
        if self._name:
            self._file.close()
            if not self._written:
                os.remove(self._path)
