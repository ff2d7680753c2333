"""From options to what the engine is asked: frontend attributes, exporters, caches. Pure but for reading indexes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydock.build.buildkit.caches import Cache
from pydock.build.buildkit.options import Options
from pydock.build.buildkit.outputs import Output
from pydock.errors import PydockError
from pydock.values import platforms, references

_ENTITLEMENTS = ("network.host", "security.insecure", "device")
_INDEX_LEVELS = ("index", "index-descriptor")
_SWITCH = "Switch to a different driver, or turn on the containerd image store, and try again."


@dataclass
class Driver:
    """What the builder can do. ``moby``: the engine's own BuildKit, whose images go into its store.

    ``containerd_store`` tells whether that store is containerd's; it is asked when it matters. ``loads``: results
    go to the engine where no output is asked for, though the builder is another. ``host_gateway``: the address of
    the host as build containers see it, empty where the builder does not know.
    """

    name: str = "docker"
    moby: bool = True
    containerd_store: Callable[[], bool] = bool
    proxies: Mapping[str, str] = field(default_factory=dict)
    loads: bool = False
    host_gateway: Callable[[], str] = str

    def refuse(self, what: str, page: str) -> PydockError:
        """The error for a feature that this builder lacks."""
        link = f"Learn more at https://docs.docker.com/go/{page}/"
        return PydockError(f"{what} is not supported for the {self.name} driver.\n{_SWITCH}\n{link}")

    @property
    def limited(self) -> bool:
        """Whether it is the engine's own BuildKit on the engine's old image store."""
        return self.moby and not self.containerd_store()


@dataclass
class Request:
    """``pushes``: names that the engine pushes after the build, because its exporter cannot."""

    attributes: dict[str, str] = field(default_factory=dict)
    exporters: list[Output] = field(default_factory=list)
    entitlements: list[str] = field(default_factory=list)
    pushes: list[str] = field(default_factory=list)


def make(options: Options, driver: Driver, default_load: bool = True) -> Request:
    """Check ``options`` against the builder and put them in its terms. Raises PydockError."""
    request = Request()
    if len(_platforms(options.platforms)) > 1 and driver.limited:
        raise driver.refuse("Multi-platform build", "build-multi-platform")
    _caches(options, driver)
    _attestations(options, driver, request)
    request.exporters = _exporters(options, driver, default_load)
    _name(options, request.exporters)
    _moby(options, driver, request)
    _frontend(options, driver, request)
    return request


def take_environment(options: Options, environ: Mapping[str, str]) -> None:
    """What variables say where ``options`` say nothing."""
    if epoch := environ.get("SOURCE_DATE_EPOCH"):
        options.arguments.setdefault("SOURCE_DATE_EPOCH", epoch)
    if _true(environ.get("BUILDX_NO_DEFAULT_ATTESTATIONS")):
        options.attestations.setdefault("provenance", None)


def _caches(options: Options, driver: Driver) -> None:
    if _true(options.arguments.get("BUILDKIT_INLINE_CACHE")):
        options.cache_to.append(Cache("inline"))
    for cache in options.cache_to:
        if cache.kind != "inline" and driver.limited:
            raise driver.refuse("Cache export", "build-cache-backends")


def _attestations(options: Options, driver: Driver, request: Request) -> None:
    wanted = {kind: value for kind, value in options.attestations.items() if value is not None}
    if wanted and driver.limited:
        raise driver.refuse("Attestation", "attestations")
    for kind, value in wanted.items():
        request.attributes[f"attest:{kind}"] = value
    if not driver.limited and "provenance" not in options.attestations and options.call == "build":
        request.attributes["attest:provenance"] = "mode=min,inline-only=true"


def _exporters(options: Options, driver: Driver, default_load: bool) -> list[Output]:
    outputs = [Output(o.kind, o.dest, dict(o.attributes)) for o in options.outputs]
    if options.push:
        images = [o for o in outputs if o.kind == "image"]
        for image in images:
            image.attributes["push"] = "true"
        if not images:
            outputs.append(Output("image", "", {"push": "true"}))
    if options.load and not any(o.kind == "docker" and not o.dest for o in outputs):
        outputs.append(Output("docker"))
    if not outputs and options.call == "build" and driver.moby and default_load:
        outputs = [Output("image")]
    elif not outputs and options.call == "build" and driver.loads and default_load:
        outputs = [Output("docker")]
    annotations: dict[str, str] = {}
    for text in options.annotations:
        key, equals, value = text.partition("=")
        if not equals:
            raise PydockError(f'parse annotations: invalid annotation "{text}", expected key=value')
        kind, colon, rest = key.partition(":")
        level = kind.partition("[")[0] if colon else ""
        if level in _INDEX_LEVELS and driver.limited:
            raise PydockError("index annotations not supported for single platform export")
        if level in (*_INDEX_LEVELS, "manifest", "manifest-descriptor"):
            annotations[f"annotation-{kind}.{rest}"] = value
        else:
            annotations[f"annotation.{key}"] = value
    for output in outputs:
        if output.kind in ("image", "oci", "docker"):
            output.attributes.update(annotations)
    return outputs


def _name(options: Options, outputs: list[Output]) -> None:
    names = []
    for tag in options.tags:
        try:
            references.parse(tag)
        except ValueError as error:
            text = str(error)
            if text.startswith("invalid reference format: repository name"):
                text = "repository name must be lowercase"
            raise PydockError(f'invalid tag "{tag}": {text}') from error
        names.append(tag)
    for output in outputs:
        if names and output.kind in ("image", "oci", "docker"):
            output.attributes["name"] = ",".join(names)
        elif output.kind == "image" and not output.attributes.get("name") and _true(output.attributes.get("push")):
            raise PydockError("tag is needed when pushing to registry")


def _moby(options: Options, driver: Driver, request: Request) -> None:
    kept: list[Output] = []
    for output in request.exporters:
        if output.kind == "cacheonly":  # no result, and not the default one either
            continue
        if output.kind == "docker" and not output.dest and driver.moby:
            output.kind = "image"
        elif output.kind == "docker" and driver.moby and makes_index(options):
            raise PydockError("docker exporter does not support exporting manifest lists, use the oci exporter instead")
        elif output.kind == "docker" and driver.limited:
            raise driver.refuse("Docker exporter", "build-exporters")
        elif output.kind == "oci" and driver.limited:
            raise driver.refuse("OCI exporter", "build-exporters")
        if output.kind == "image" and driver.moby:
            output.kind = "moby"
            if _true(output.attributes.get("push")):
                if _true(output.attributes.get("push-by-digest")):
                    raise PydockError(
                        "push-by-digest is currently not implemented for docker driver,"
                        " please create a new builder instance"
                    )
                if driver.limited:
                    request.pushes += output.attributes.get("name", "").split(",")
        if output.kind == "moby" and any(other.kind == "moby" for other in kept):
            continue
        kept.append(output)
    request.exporters = kept


def _frontend(options: Options, driver: Driver, request: Request) -> None:
    attributes = request.attributes
    if options.pull:
        attributes["image-resolve-mode"] = "pull"
    elif driver.moby:
        attributes["image-resolve-mode"] = "local"
    if _true(options.arguments.get("BUILDKIT_MULTI_PLATFORM")):
        attributes["multi-platform"] = "true"
    if options.target:
        attributes["target"] = options.target
    if options.no_cache_filter:
        attributes["no-cache"] = ",".join(options.no_cache_filter)
    if options.no_cache:
        attributes["no-cache"] = ""
    for key, value in {**driver.proxies, **options.arguments}.items():
        attributes[f"build-arg:{key}"] = value
    for key, value in options.labels.items():
        attributes[f"label:{key}"] = value
    if options.platforms:
        attributes["platform"] = ",".join(_platforms(options.platforms))
    _network(options, request)
    if options.extra_hosts:
        attributes["add-hosts"] = ",".join(_hosts(options.extra_hosts, driver))
    if options.shm_size > 0:
        attributes["shm-size"] = str(options.shm_size)
    if options.ulimits:
        attributes["ulimit"] = ",".join(options.ulimits)
    if options.cgroup_parent:
        attributes["cgroup-parent"] = options.cgroup_parent
    if options.call not in ("build", "define"):
        attributes["frontend.caps"] = "moby.buildkit.frontend.subrequests+forward"
        attributes["requestid"] = f"frontend.{'lint' if options.call == 'check' else options.call}"
    for text in options.entitlements:
        if text.partition("=")[0] not in _ENTITLEMENTS:
            raise PydockError(f"unknown entitlement {text}")
        if text not in request.entitlements:
            request.entitlements.append(text)


def _network(options: Options, request: Request) -> None:
    mode = options.network
    if mode in ("", "default"):
        return
    if mode not in ("host", "none"):
        raise PydockError(
            f'network mode "{mode}" not supported by buildkit - you can define a custom network for your builder'
            " using the network driver-opt in buildx create"
        )
    request.attributes["force-network-mode"] = mode
    if mode == "host":
        request.entitlements.append("network.host")


def makes_index(options: Options) -> bool:
    """Whether the result is an index of manifests: of several platforms, or with attestations that were asked for."""
    return len(_platforms(options.platforms)) > 1 or any(v is not None for v in options.attestations.values())


def _platforms(texts: list[str]) -> list[str]:
    out = []
    for text in texts:
        for part in text.split(","):
            try:
                out.append(str(platforms.parse(part.strip())) if part.strip() != "local" else str(platforms.host()))
            except ValueError as error:
                raise PydockError(str(error)) from error
    return out


def _hosts(texts: list[str], driver: Driver) -> list[str]:
    """``name:ip`` or ``name=ip``, the address perhaps in brackets or ``host-gateway``, as ``name=ip``."""
    out = []
    for text in texts:
        name, separator, address = text.partition("=")
        if not separator:
            name, separator, address = text.partition(":")
        if not separator or not name or not address:
            raise PydockError(f"invalid host {text}")
        if address.startswith("[") and address.endswith("]"):
            address = address[1:-1]
        if address == "host-gateway":
            address = driver.host_gateway()
            if not address:
                reason = f"host-gateway is not supported by the {driver.name} driver"
                raise PydockError(f"unable to derive the IP value for host-gateway: {reason}")
        out.append(f"{name}={address}")
    return out


def _true(text: str | None) -> bool:
    return text in ("1", "t", "T", "true", "TRUE", "True")
