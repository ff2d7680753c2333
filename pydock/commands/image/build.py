"""``pydock build``: BuildKit where the engine has it, the classic builder where it is asked for or all there is.

``DOCKER_BUILDKIT=0`` chooses the classic builder with its own flags; an engine without BuildKit falls back to
it. The classic path is ``pydock.build.classic.build(app.engine, app.streams, app.cwd, path, flags, config=app.config,
environ=app.environ)`` where ``flags`` maps the parameter names below to their values.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import Command, argument, command, option
from pydock.errors import ConfigError, EngineError, ProtocolError

if TYPE_CHECKING:
    from pydock.progress import Progress

_DISABLED = """\
DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.
"""
_TAG = kinds.lazy("list", "pydock.build.arguments:parse_tag", many=True)
_ENV_LIST = kinds.lazy("list", "pydock.build.arguments:parse_build_arg", many=True)
_HOST_LIST = kinds.lazy("list", "pydock.values.hosts:parse_extra_host", many=True)
_LABEL_LIST = kinds.Kind("list", many=True)
STEPS = "steps"  # the value of --why without a path
_WHY = kinds.Kind("string", no_value=STEPS)
_WHY_HELP = """\
Say after the build why each step ran. With a path ("--why=PATH", or "--explain-context --why PATH"):
which rule of the ignore file lets it in or leaves it out; nothing is built."""
_ULIMIT = kinds.lazy("ulimit", "pydock.values.ulimits:parse_ulimit", many=True, empty="[]")


@command()
@option("--add-host", kind=kinds.STRINGS, help='Add a line to the build\'s hosts file ("name:ip").')
@option("--allow", kind=kinds.STRING_ARRAY, help='Grant an entitlement ("network.host", "security.insecure").')
@option("--annotation", kind=kinds.STRING_ARRAY, help="Put an annotation on the image.")
@option("--attest", kind=kinds.STRING_ARRAY, help='Attach an attestation ("type=sbom,generator=image").')
@option("--build-arg", kind=kinds.STRING_ARRAY, help="Set a variable that the Dockerfile declares with ARG.")
@option("--build-context", kind=kinds.STRING_ARRAY, help='Offer another context by name ("name=path").')
@option("--builder", help="Use this builder instead of the chosen one.", complete="builders")
@option("--cache-from", kind=kinds.STRING_ARRAY, help='Read cache from there ("user/app:cache", "type=local,src=DIR").')
@option("--cache-to", kind=kinds.STRING_ARRAY, help='Write cache there ("user/app:cache", "type=local,dest=DIR").')
@option("--call", default="build", help='What to do: "build", "check", "outline", "targets".')
@option("--cgroup-parent", help="Run build containers below this cgroup.")
@option("--check", kind=kinds.BOOL, help='The same as "--call=check".')
@option("-D", "--debug", kind=kinds.BOOL, help="Say more about what happens.")
@option("-f", "--file", help='Name of the Dockerfile (default: "PATH/Dockerfile").')
@option("--iidfile", help="Write the image's id to this file.")
@option("--label", kind=kinds.STRING_ARRAY, help="Put a label on the image.")
@option("--load", kind=kinds.BOOL, help='The same as "--output=type=docker".')
@option("--metadata-file", help="Write what the build says of its result to this file.")
@option("--network", default="default", help="Network of RUN instructions.")
@option("--no-cache", kind=kinds.BOOL, help="Do every step again.")
@option("--no-cache-filter", kind=kinds.STRING_ARRAY, help="Do the steps of these stages again.")
@option("-o", "--output", kind=kinds.STRING_ARRAY, help='Where the result goes ("type=local,dest=path").')
@option("--platform", kind=kinds.STRING_ARRAY, help="Platform to build for.")
@option("--progress", default="auto", help='Shape of progress ("auto", "plain", "tty", "quiet", "json", "rawjson").')
@option("--provenance", help='The same as "--attest=type=provenance".')
@option("--pull", kind=kinds.BOOL, help="Look for newer base images at their registries.")
@option("--push", kind=kinds.BOOL, help='The same as "--output=type=registry".')
@option("-q", "--quiet", kind=kinds.BOOL, help="Print the image id only.")
@option("--sbom", help='The same as "--attest=type=sbom".')
@option("--secret", kind=kinds.STRING_ARRAY, help='Lend the build a secret ("id=mysecret,src=/local/file").')
@option("--shm-size", kind=kinds.BYTES, help="Size of /dev/shm in build containers.")
@option("--ssh", kind=kinds.STRING_ARRAY, help='Lend the build an agent or keys ("default|id[=socket|key]").')
@option("-t", "--tag", kind=kinds.STRING_ARRAY, help='Name the image ("name:tag").')
@option("--target", help="Build up to this stage.")
@option("--ulimit", kind=_ULIMIT, help="Limits of build containers.")
@option("--explain-context", kind=kinds.BOOL, help="List what goes into the context, largest first, and build nothing.")
@option("--why", kind=_WHY, help=_WHY_HELP)
@option("--compress", kind=kinds.BOOL, hidden=True)
@option("--cpu-period", kind=kinds.INT, hidden=True)
@option("--cpu-quota", kind=kinds.INT, hidden=True)
@option("-c", "--cpu-shares", kind=kinds.INT, hidden=True)
@option("--cpuset-cpus", hidden=True)
@option("--cpuset-mems", hidden=True)
@option("--disable-content-trust", kind=kinds.BOOL, default=True, hidden=True)
@option("--force-rm", kind=kinds.BOOL, hidden=True)
@option("--isolation", hidden=True)
@option("-m", "--memory", kind=kinds.BYTES, hidden=True)
@option("--memory-swap", kind=kinds.BYTES, hidden=True)
@option("--rm", kind=kinds.BOOL, default=True, hidden=True)
@option("--security-opt", kind=kinds.STRINGS, hidden=True)
@option("--squash", kind=kinds.BOOL, hidden=True)
@argument("path", metavar="PATH | URL | -", complete="files")
def with_buildkit(app: App, path: str, **flags: Any) -> None:
    """Build an image from a Dockerfile and its context."""
    if flags["explain_context"] or flags["why"] not in ("", None, STEPS):
        from pydock.commands.buildx._explain import explain

        explain(app, path, flags["file"] or "", "" if flags["why"] == STEPS else flags["why"] or "")
        return
    if not flags["builder"] and not _has_builder(app) and not has_buildkit(app):
        build_classic(app, path, flags)
        return
    from pydock.commands.buildx._solve import build_image

    build_image(app, path, flags)


@command()
@option("--add-host", kind=_HOST_LIST, help='Add a line to the build\'s hosts file ("name:ip").')
@option("--build-arg", kind=_ENV_LIST, help="Set a variable that the Dockerfile declares with ARG.")
@option("--cache-from", kind=kinds.STRINGS, help="Images to take as sources of cache.")
@option("--cgroup-parent", help="Run build containers below this cgroup.")
@option("--compress", kind=kinds.BOOL, help="Compress the context with gzip.")
@option("--cpu-period", kind=kinds.INT, help="CFS period of build containers.")
@option("--cpu-quota", kind=kinds.INT, help="CFS quota of build containers.")
@option("-c", "--cpu-shares", kind=kinds.INT, help="CPU shares of build containers.")
@option("--cpuset-cpus", help='CPUs that may be used ("0-3", "0,1").')
@option("--cpuset-mems", help='Memory nodes that may be used ("0-3", "0,1").')
@option("--disable-content-trust", kind=kinds.BOOL, default=True, help="Do not verify images.")
@option("-f", "--file", help='Name of the Dockerfile (default: "PATH/Dockerfile").')
@option("--force-rm", kind=kinds.BOOL, help="Remove intermediate containers whatever happens.")
@option("--iidfile", help="Write the image's id to this file.")
@option("--isolation", help="Isolation technology of containers.")
@option("--label", kind=_LABEL_LIST, help="Put a label on the image.")
@option("-m", "--memory", kind=kinds.BYTES, help="Memory limit.")
@option("--memory-swap", kind=kinds.BYTES, help="Memory and swap limit; -1 for no bound on swap.")
@option("--network", default="default", help="Network of RUN instructions.")
@option("--no-cache", kind=kinds.BOOL, help="Do every step again.")
@option("--platform", help="Platform to build for.", since="1.38")
@option("--pull", kind=kinds.BOOL, help="Look for newer base images at their registries.")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print the image id only.")
@option("--rm", kind=kinds.BOOL, default=True, help="Remove intermediate containers after success.")
@option("--security-opt", kind=kinds.STRINGS, help="Security options.")
@option("--shm-size", kind=kinds.BYTES, help="Size of /dev/shm in build containers.")
@option("--squash", kind=kinds.BOOL, help="Squash the new layers into one (experimental engines).")
@option("-t", "--tag", kind=_TAG, help='Name the image ("name:tag").')
@option("--target", help="Build up to this stage.")
@option("--ulimit", kind=_ULIMIT, help="Limits of build containers.")
@argument("path", metavar="PATH | URL | -", complete="files")
def with_classic(app: App, path: str, **flags: Any) -> None:
    """Build an image from a Dockerfile and its context."""
    build_classic(app, path, flags)


class _Build(Command):
    """The command whose flags depend on ``DOCKER_BUILDKIT``; help and completion see those of BuildKit."""

    def run(self, app: App, words: list[str]) -> None:
        if not wants_buildkit(app) and not app.command_path.startswith("buildx"):
            app.warn(_DISABLED)
            self.params, self.callback = with_classic.params, with_classic.callback
        super().run(app, _with_path(words))


def _with_path(words: list[str]) -> list[str]:
    """``--explain-context --why PATH`` as ``--explain-context --why=PATH``: elsewhere ``--why`` takes no value."""
    if "--explain-context" not in words or "--why" not in words[:-1]:
        return words
    at = words.index("--why")
    if words[at + 1].startswith("-"):
        return words
    return [*words[:at], f"--why={words[at + 1]}", *words[at + 2 :]]


build = _Build(
    name="build",
    callback=with_buildkit.callback,
    params=with_buildkit.params,
    help=with_buildkit.help,
    add_help_option=False,
)


def wants_buildkit(app: App) -> bool:
    """What ``DOCKER_BUILDKIT`` says; without it (or empty) BuildKit is wanted."""
    text = app.environ.get("DOCKER_BUILDKIT", "")
    if not text:
        return True
    from pydock.values.numbers import parse_bool

    try:
        return parse_bool(text)
    except ValueError as error:
        raise ConfigError(f"DOCKER_BUILDKIT environment variable expects boolean value: {error}") from error


def _has_builder(app: App) -> bool:
    """Whether a builder other than the engine's own is named or in use."""
    from pydock.commands.buildx import _builders

    return bool(app.group_options.get("builder")) or _builders.store(app).find(_builders.current_name(app)) is not None


def has_buildkit(app: App) -> bool:
    """Whether the engine builds with BuildKit. Engines that do not say so (20.10, Podman) are asked for it."""
    ping = app.engine.connection.ping
    if ping.builder_version == "2":
        return True
    if ping.os_type == "windows":
        return False
    try:
        app.engine.connection.upgrade("POST", "/grpc", protocol="h2c").close()
    except (EngineError, ProtocolError):
        app.warn("WARNING: the engine has no BuildKit; building with its classic builder")
        return False
    return True


def build_classic(app: App, path: str, flags: dict[str, Any]) -> None:
    """Build with the engine's own builder, which knows none of BuildKit's flags."""
    from pydock.build import classic

    with _told(app, flags) as told:
        classic.build(app.engine, app.streams, app.cwd, path, flags, config=app.config, environ=app.environ, told=told)


def _told(app: App, flags: dict[str, Any]) -> AbstractContextManager[Progress | None]:
    """What takes a classic build's progress where it is not to have Docker's form: as JSON, in CI, or nobody."""
    from pydock.cli.progress import progress

    mode = flags.get("progress") or "auto"
    if mode == "auto":
        mode = app.options.progress or mode
    if mode in ("json", "rawjson", "quiet") or app.environ.get("CI"):
        return progress(app, app.streams.stdout, mode)
    return nullcontext()
