"""``pydock buildx history inspect``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.buildx.history._failures import failure, failure_text

if TYPE_CHECKING:
    from pydock.build.buildkit.proto.control_pb2 import BuildHistoryRecord
    from pydock.commands.buildx.history._records import Records

_CONFIG = (
    ("Network", "force-network-mode"),
    ("ExtraHosts", "add-hosts"),
    ("Hostname", "hostname"),
    ("CgroupParent", "cgroup-parent"),
    ("ImageResolveMode", "image-resolve-mode"),
    ("MultiPlatform", "multi-platform"),
    ("NoCache", "no-cache"),
    ("ShmSize", "shm-size"),
    ("Ulimit", "ulimit"),
)
_SWITCHES = ("MultiPlatform", "NoCache")
_STATUS = {"Completed": "completed", "Error": "failed"}
_HEAD = ("Name", "Ref", "Context", "Dockerfile", "Target")
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("Name", "Ref", "Context", "Dockerfile", "Target", "VCSRepository", "VCSRevision"), ""),
    **{name: [] for name in ("Platform", "NamedContexts", "BuildArgs", "Labels", "Materials", "Attachments")},
    **dict.fromkeys(("CompletedAt", "Error"), None),
    "Errors": [],
    "KeepGitDir": False,
}
_TITLES = {
    "ExtraHosts": "Extra Hosts",
    "CgroupParent": "Cgroup Parent",
    "ImageResolveMode": "Image Resolve Mode",
    "MultiPlatform": "Multi Platform",
    "NoCache": "No Cache",
    "ShmSize": "Shm Size",
    "Ulimit": "Resource Limits",
}


@command(counting=True)
@option("--format", default="pretty", help="Shape of the output.")
@argument("ref", optional=True)
def inspect(app: App, ref: str | None, format: str) -> None:
    """Show one build in full."""
    import json

    from pydock.commands.buildx.history import _records

    with _records.opened(app) as found:
        record = _records.pick(found, ref)
        data = _document(app, found, record)
        if format == "pretty":
            app.out(_pretty(app, found, data, named=bool(ref)))
        elif format == "json":
            app.echo(json.dumps(data, indent=2, ensure_ascii=False))
        else:
            app.out(_templated(format, data) + "\n", template=format)


def _document(app: App, found: Records, record: BuildHistoryRecord) -> dict[str, Any]:
    from pydock.build.buildkit.metadata import provenance_of, results
    from pydock.commands.buildx.history import _records

    state = _records.origin(app, found, record)
    attributes = record.FrontendAttrs
    data: dict[str, Any] = {
        "Name": _records.name_of(record, state),
        "Ref": record.Ref,
        "Context": _context(app, state) or attributes.get("context", ""),
        "Dockerfile": _dockerfile(state) or attributes.get("filename", ""),
        "Target": attributes.get("target", ""),
        "Platform": attributes.get("platform", "").split(",") if attributes.get("platform") else None,
        "StartedAt": _records.time_text(record.CreatedAt.seconds, record.CreatedAt.nanos),
    }
    if record.HasField("CompletedAt"):
        data["CompletedAt"] = _records.time_text(record.CompletedAt.seconds, record.CompletedAt.nanos)
    data["Duration"] = int(_records.seconds_of(record, app.clock()) * 1e9)
    data["Status"] = _STATUS.get(_records.status_of(record), "running")
    if record.HasField("error"):
        data["Error"] = failure(found.control, record)
    data["NumCompletedSteps"] = record.numCompletedSteps
    data["NumTotalSteps"] = record.numTotalSteps
    data["NumCachedSteps"] = record.numCachedSteps
    data["BuildArgs"] = _pairs(_records.sorted_values(record, "build-arg:"))
    data["Labels"] = _pairs(_records.sorted_values(record, "label:"))
    data["Config"] = {name: value for name, key in _CONFIG if (value := _setting(name, attributes.get(key)))}
    materials, attachments = [], []
    for info in results(record):
        attachments += [{"Digest": d.digest, "Type": d.media_type} for d in info.Results.values()]
        for item in info.Attestations:
            kind = item.annotations.get("in-toto.io/predicate-type") or item.media_type
            attachments.append({"Digest": item.digest, "Type": kind})
        predicate = provenance_of(found.control, info) or {}
        for material in predicate.get("materials") or ():
            digests = [f"{kind}:{value}" for kind, value in sorted((material.get("digest") or {}).items())]
            materials.append({"URI": material.get("uri", ""), "Digests": digests})
    data["Materials"] = materials
    data["Attachments"] = attachments
    kept = ("StartedAt", "Duration", "Status", "NumCompletedSteps", "NumTotalSteps", "NumCachedSteps", "Config")
    return {key: value for key, value in data.items() if value or key in kept}


def _setting(name: str, text: str | None) -> str | bool:
    """A frontend attribute as the configuration shows it; a switch that is there without a value is on."""
    if name not in _SWITCHES:
        return text or ""
    return text is not None and text.lower() not in ("0", "f", "false")


def _context(app: App, state: dict[str, str]) -> str:
    import os

    path = state.get("LocalPath", "")
    if not path:
        return ""
    relative = os.path.relpath(path, app.cwd)
    return path if relative.startswith("..") else relative


def _dockerfile(state: dict[str, str]) -> str:
    """Where the Dockerfile was, seen from the context."""
    path, context = state.get("DockerfilePath", ""), state.get("LocalPath", "")
    return path.removeprefix(f"{context}/") if context else path


def _pairs(values: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in values]


def _templated(format: str, data: dict[str, Any]) -> str:
    """``format`` for the document. Raises PydockError in buildx's words."""
    from pydock.errors import PydockError
    from pydock.render.template import ParseError, TemplateError, compile_template

    try:
        return compile_template(format, "inspect").execute(_Output(data))
    except TemplateError as error:
        what = "parse" if isinstance(error, ParseError) else "execute"
        raise PydockError(f"failed to {what} format template: {error.message}") from error


class _Output:
    """The document as a template sees it: a Go struct whose empty fields are empty."""

    go_type = "history.inspectOutput"

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def go_member(self, name: str) -> Any:
        """A field; KeyError where there is none."""
        return self._data[name] if name in self._data else _EMPTY[name]

    def go_members(self) -> list[str]:
        return sorted({*_EMPTY, *self._data})

    def go_json(self) -> dict[str, Any]:
        return self._data


def _pretty(app: App, found: Records, data: dict[str, Any], named: bool) -> str:
    from pydock.build.buildkit.grpc.status import code_name
    from pydock.commands.buildx.history import _records
    from pydock.render.table import tabbed

    seconds = data["Duration"] / 1e9
    total, cached = data["NumTotalSteps"], data["NumCachedSteps"]
    share = f" ({cached * 100 // total}% cached)" if total else ""
    head = [(key, data[key]) for key in _HEAD if data.get(key) and not (named and key == "Ref")]
    if data.get("Platform"):
        head.append(("Platforms", ", ".join(data["Platform"])))
    times = [
        ("Started", data["StartedAt"][:19].replace("T", " ")),
        ("Duration", _records.duration_text(seconds)),
    ]
    if data["Status"] == "running":
        times.append(("Status", "Running"))
    if data.get("Error"):
        times.append(("Error", f"{code_name(data['Error']['Code'])} {data['Error']['Message']}"))
    times.append(("Build Steps", f"{data['NumCompletedSteps']}/{total}{share}"))
    blocks = [tabbed([(f"{key}:", value) for key, value in rows]) for rows in (head, times)]
    config = [
        (f"{_TITLES.get(key, key)}:", "true" if value is True else value) for key, value in data["Config"].items()
    ]
    if config:
        blocks.append(tabbed(config))
    for key, title in (("BuildArgs", "BUILD ARG"), ("Labels", "LABEL")):
        if data.get(key):
            blocks.append(tabbed([(title, "VALUE"), *((p["Name"], p["Value"]) for p in data[key])]))
    if data.get("Materials"):
        rows = [("URI", "DIGEST"), *((m["URI"], ", ".join(m["Digests"])) for m in data["Materials"])]
        blocks.append("Materials:\n" + tabbed(rows))
    if data.get("Attachments"):
        table = [("DIGEST", "PLATFORM", "TYPE"), *((a["Digest"], "", a["Type"]) for a in data["Attachments"])]
        blocks.append("Attachments:\n" + tabbed(table))
    if data.get("Error"):
        blocks.append(failure_text(data["Error"]).rstrip("\n"))
    closing = [f"Print build logs: {app.program} buildx history logs {data['Ref']}"]
    place = f"{found.builder}/{found.node}/{data['Ref']}"
    closing.append(f"View build in Docker Desktop: docker-desktop://dashboard/build/{place}")
    return "\n".join([*blocks, "\n".join(closing) + "\n"])
