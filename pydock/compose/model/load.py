"""From files and environment to a :class:`Project`: the order in which Compose reads, merges, checks and completes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.compose.model import canonical, dotenv
from pydock.compose.model.consistency import check_document, check_project
from pydock.compose.model.decode import decode
from pydock.compose.model.extends import apply_extends
from pydock.compose.model.files import Sources, check_keys, find
from pydock.compose.model.interpolate import Interpolator
from pydock.compose.model.merge import apply_tags, merge, unique
from pydock.compose.model.normalise import normalise
from pydock.compose.model.paths import home_of, resolve
from pydock.compose.model.project import Project
from pydock.compose.model.remote import Checkout, checkout, confine, confine_document, is_remote
from pydock.compose.model.shapes import SECTIONS
from pydock.compose.model.validate import validate
from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.registry.client import Registry

Warn = Callable[[str], None]


class Request(NamedTuple):
    """What the command line and its surroundings say about the project.

    ``files``, ``env_files`` and ``profiles`` are the flags' values; ``environ`` the process environment; ``warn``
    hears warnings; ``read_stdin`` gives the file ``-``; ``registry`` opens the registry at a host.
    """

    cwd: str
    environ: Mapping[str, str]
    warn: Warn
    read_stdin: Callable[[], bytes]
    registry: Callable[[str], Registry] | None = None
    files: Sequence[str] = ()
    env_files: Sequence[str] = ()
    profiles: Sequence[str] = ()
    project_name: str = ""
    project_directory: str = ""
    interpolate: bool = True
    normalise: bool = True
    consistency: bool = True
    resolve_paths: bool = True
    resolve_environment: bool = True
    keep_unused: bool = False


class Loader:
    """Loads one project; afterwards ``sources`` and ``interpolator`` tell where values came from."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.sources = Sources(request.read_stdin)
        self.home = home_of(request.environ)
        self.checkouts: list[Checkout] = []
        self.environment = self._base_environment()
        folder = self._folder_of_flags()
        self.dotenv: dict[str, dict[str, str]] = {}
        self._read_env_files(folder or request.cwd)
        named = find(list(request.files), self.environment, request.cwd, folder or request.cwd, request.warn)
        self.files = [name if name == "-" else self.local(name) for name in named]
        first = self.files[0]
        self.working_dir = folder or (request.cwd if first == "-" else os.path.dirname(first))
        self._read_env_files(self.working_dir)
        self.interpolator = Interpolator(self.environment, request.warn)
        self.name = self._project_name()
        self.environment["COMPOSE_PROJECT_NAME"] = self.name

    def _base_environment(self) -> dict[str, str]:
        return dict(self.request.environ)

    def _folder_of_flags(self) -> str:
        folder = self.request.project_directory
        return os.path.normpath(os.path.join(self.request.cwd, folder)) if folder else ""

    def _read_env_files(self, folder: str) -> None:
        """Add the variables of ``--env-file``, ``COMPOSE_ENV_FILES`` or ``folder``'s ``.env``; what is set stays."""
        given = list(self.request.env_files)
        if not given and self.environment.get("COMPOSE_ENV_FILES"):
            given = self.environment["COMPOSE_ENV_FILES"].split(",")
        if given:
            paths = [os.path.normpath(os.path.join(self.request.cwd, path)) for path in given]
        else:
            default = os.path.join(folder, ".env")
            disabled = self.environment.get("COMPOSE_DISABLE_ENV_FILE", "").lower() in ("1", "true", "t")
            paths = [default] if os.path.isfile(default) and not disabled else []
        for path in paths:
            if path in self.dotenv:
                return
        values = dotenv.load(paths, self.environment, self.request.warn)
        for path in paths:
            self.dotenv[path] = values
        for name, value in values.items():
            self.environment.setdefault(name, value)

    def _project_name(self) -> str:
        given = self.request.project_name or self.environment.get("COMPOSE_PROJECT_NAME", "")
        if given:
            if normal_name(given) != given:
                raise ConfigError(
                    f'invalid project name "{given}": must consist only of lowercase alphanumeric characters, hyphens, '
                    "and underscores as well as start with a letter or number"
                )
            self._top_level()
            return given
        for top in reversed(self._top_level()):
            name = top.get("name")
            if isinstance(name, str) and name:
                text = Interpolator(self.environment, self.request.warn).document({"name": name})["name"]
                return normal_name(text)
        remote = self.checkout_of(self.files[0])
        return normal_name(os.path.basename(self.request.cwd if remote else self.working_dir))

    def _top_level(self) -> list[dict[str, Any]]:
        """The top-level mapping of each document; syntax errors surface here."""
        tops: list[dict[str, Any]] = []
        for path in self.files:
            for document in self.sources.documents(path):
                value = document.value
                if isinstance(value, list):
                    raise ConfigError("yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into cli.named")
                if isinstance(value, dict):
                    tops.append(value)
        return tops

    def model(self) -> dict[str, Any]:
        """The merged, canonical document before decoding (what ``--no-interpolate`` prints)."""
        document = self._merged(self.files, self.working_dir, self.interpolator, ())
        if not document:
            raise ConfigError("empty compose file")
        if not self.name:
            raise ConfigError("project name must not be empty")
        if self.request.normalise:
            document["name"] = self.name
            normalise(document, self.name, self.environment)
        return document

    def _merged(
        self, files: Sequence[str], folder: str, interpolator: Interpolator, included: tuple[str, ...]
    ) -> dict[str, Any]:
        document: dict[str, Any] = {}
        for path in files:
            document = self._add_file(document, path, folder, interpolator, included)
        canonical.set_defaults(document)
        check_document(document)
        if self.request.resolve_paths:
            resolve(document, folder, self.home)
        return document

    def _raw(self, path: str, interpolator: Interpolator) -> list[tuple[dict[str, Any], bool]]:
        """The documents of a file: string keys checked, variables replaced."""
        found: list[tuple[dict[str, Any], bool]] = []
        for source in self.sources.documents(path):
            value = source.value
            if value is None:
                continue
            if not isinstance(value, dict):
                raise ConfigError("top-level object must be a mapping")
            check_keys(value)
            found.append((interpolator.document(value) if self.request.interpolate else _copy(value), source.tagged))
        if not found:
            raise ConfigError("empty compose file")
        return found

    def _add_file(
        self,
        document: dict[str, Any],
        path: str,
        folder: str,
        interpolator: Interpolator,
        included: tuple[str, ...],
    ) -> dict[str, Any]:
        for value, tagged in self._raw(path, interpolator):
            if tagged and document:
                value = apply_tags(document, value)
            apply_extends(value, path, folder, lambda other: self._extended_file(other, interpolator, path))
            own = self.checkout_of(path)
            if own is not None and not included:
                confine_document(value, own.root, folder, own.named)
            self._include(value, path, folder, interpolator, included)
            if tagged:
                value = apply_tags({}, value)
            document = unique(merge(document, value))
            validate(document, path)
            if document.pop("version", None) is not None:
                self._obsolete(path)
            canonical.canonical(document, self.request.warn, lenient=not self.request.interpolate)
            canonical.drop_empty(document)
            document = unique(document)
        return document

    def _obsolete(self, path: str) -> None:
        self.request.warn(
            f"{path}: the attribute `version` is obsolete, it will be ignored, "
            "please remove it to avoid potential confusion"
        )

    def local(self, name: str, folder: str = "") -> str:
        """The path of a file that a flag or an ``include`` of ``folder`` names; it is fetched where it is remote."""
        if not is_remote(name):
            return os.path.normpath(os.path.join(folder, name))
        found = checkout(name, self.request.environ, self.home, self.request.registry)
        self.checkouts.append(found)
        return found.file

    def checkout_of(self, path: str) -> Checkout | None:
        """The repository or artifact that the file ``path`` came with; None for the user's own."""
        return next((c for c in self.checkouts if path.startswith(c.root + os.sep)), None)

    def _extended_file(self, path: str, interpolator: Interpolator, extending: str) -> tuple[dict[str, Any], str]:
        path = os.path.normpath(path)
        own = self.checkout_of(extending)
        if own is not None:
            confine(own.root, path, own.named)
        document: dict[str, Any] = {}
        for value, _ in self._raw(path, interpolator):
            document = unique(merge(document, value))
        canonical.canonical(document, self.request.warn, lenient=not self.request.interpolate)
        services = document.get("services")
        references = {
            name: service["extends"].pop("file")
            for name, service in (services.items() if isinstance(services, dict) else ())
            if isinstance(service, dict) and isinstance(service.get("extends"), dict) and "file" in service["extends"]
        }
        resolve(document, os.path.dirname(path), self.home)
        for name, file in references.items():
            document["services"][name]["extends"]["file"] = file
        return document, path

    def _include(
        self, document: dict[str, Any], path: str, folder: str, interpolator: Interpolator, included: tuple[str, ...]
    ) -> None:
        from pydock.compose.model.include import apply_include

        if "include" in document:
            apply_include(self, document, path, folder, interpolator, included)

    def project(self) -> Project:
        """The decoded project: profiles applied, consistency checked, environment resolved."""
        request = self.request
        document = self.model()
        project = Project(self.name, self.working_dir, self.files, self.environment)
        project.env_files = [os.path.normpath(os.path.join(request.cwd, path)) for path in request.env_files]
        for section, shape in SECTIONS.items():
            setattr(project, section, decode(section, document, shape))
        self._shell_values(project)
        project.extensions = {key: value for key, value in document.items() if key.startswith("x-")}
        profiles = list(request.profiles) or self.environment.get("COMPOSE_PROFILES", "").split(",")
        project.enable_profiles(profiles)
        if request.consistency:
            check_project(project)
        if not request.keep_unused:
            project.drop_unused()
        return project

    def _shell_values(self, project: Project) -> None:
        """Give environment entries without a value the one that the shell or ``.env`` has."""
        for service in project.services.values():
            environment = service.get("environment") or {}
            for name, value in environment.items():
                if value is None:
                    environment[name] = self.environment.get(name)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


def normal_name(name: str) -> str:
    """A project name as Compose makes it from any text: lower case, known characters, a letter or digit first."""
    return re.sub("[^-_a-z0-9]", "", name.lower()).lstrip("_-")


def load(request: Request) -> Project:
    """The project that ``request`` describes, its services' environment files read."""
    from pydock.compose.model.environment import resolve_services

    loader = Loader(request)
    project = loader.project()
    if request.resolve_environment:
        resolve_services(project, request.warn)
    return project
