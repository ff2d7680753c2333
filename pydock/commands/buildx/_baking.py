"""The building half of ``bake``: all targets at once, one progress for all."""

from __future__ import annotations

import json
import os
import threading
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.bake.privileges import Privileges
    from pydock.build.buildkit.node import Node
    from pydock.build.buildkit.options import Options
    from pydock.build.buildkit.run import Display, Prepared, Result
    from pydock.commands.buildx.bake import Plan, Started
    from pydock.render.progress.buildkit_events import Batch

_PATIENCE = 0.2
Targets = dict[str, dict[str, Any]]


class Prefixed:
    """A display whose steps carry their target's name."""

    def __init__(self, inner: Display, name: str) -> None:
        self.tick_seconds = inner.tick_seconds
        self._inner = inner
        self._name = name

    def update(self, batch: Batch) -> None:
        vertexes = tuple(v._replace(name=self._titled(v.name)) for v in batch.vertexes)
        self._inner.update(batch._replace(vertexes=vertexes))

    def tick(self) -> None:
        self._inner.tick()

    def _titled(self, name: str) -> str:
        return f"[{self._name} {name[1:]}" if name.startswith("[") else f"[{self._name}] {name}"


class Shared:
    """A display that many threads may use."""

    def __init__(self, inner: Display) -> None:
        self.tick_seconds = inner.tick_seconds
        self._inner = inner
        self._lock = threading.Lock()

    def update(self, batch: Batch) -> None:
        with self._lock:
            self._inner.update(batch)

    def tick(self) -> None:
        with self._lock:
            self._inner.tick()


def build_all(app: App, started: Started, plan: Plan, flags: dict[str, Any], allowed: Privileges) -> None:
    """Build the targets of ``plan``, with what ``allowed`` grants."""
    from pydock.commands.buildx._privileges import settle

    report, node, _ = started
    display = Shared(settle(app, started, plan, allowed))
    run = _Run(app, node, {**plan.needed, **plan.targets}, display, flags)
    try:
        try:
            node.boot(display)
            results = run.build(list(plan.targets))
        finally:
            run.close()
            report.finish()
    except PydockError as error:
        prefix = f"target {run.failed}: " if len(plan.targets) > 1 and run.failed else ""
        raise report.failed(error, prefix) from error
    report.warnings()
    report.tell_unused(node, results.values())
    _metadata(app, node, results, flags["metadata_file"])


class _Run:
    def __init__(self, app: App, node: Node, targets: Targets, display: Display, flags: dict[str, Any]) -> None:
        self.app = app
        self.node = node
        self.targets = targets
        self.display = display
        self.flags = flags
        self.prepared: list[Prepared] = []
        self.defined: dict[str, Result] = {}
        self.results: dict[str, Result] = {}
        self.failures: list[BaseException] = []
        self.failed = ""
        self._lock = threading.RLock()

    def build(self, names: list[str]) -> dict[str, Result]:
        """Build the targets at once; the first that fails cancels the rest, and is raised."""
        from pydock.build.buildkit.solving import interrupts
        from pydock.commands.buildx._calls import parse_call, print_answer

        request, style = parse_call(self.flags["call"], self.flags["check"])
        if request != "build":
            for name in names:
                answer = self._prepare(name, request).define(self._display(name, len(names)))
                print_answer(self.app, request, style, answer.metadata)
            return {}
        display = {name: self._display(name, len(names)) for name in names}
        threads = [threading.Thread(target=self._build, args=(name, display[name]), daemon=True) for name in names]
        with interrupts(self._cancel):
            for thread in threads:
                thread.start()
            for thread in threads:
                while thread.is_alive():
                    thread.join(_PATIENCE)
        if self.failures:
            raise self.failures[0]
        return self.results

    def close(self) -> None:
        """End every session."""
        while self.prepared:
            self.prepared.pop().close()

    def _build(self, name: str, display: Display) -> None:
        from pydock.commands.buildx._surroundings import push_all

        try:
            prepared = self._prepare(name, "build")
            if self.failures:
                return
            result = prepared.build(display)
            push_all(self.app, result, display)
            self.results[name] = result
        except BaseException as error:  # raised again by the thread that waits
            self.failed = self.failed or name
            self.failures.append(error)
            self._cancel()

    def _cancel(self) -> None:
        for prepared in list(self.prepared):
            prepared.cancel()

    def _display(self, name: str, count: int) -> Display:
        return Prefixed(self.display, name) if count > 1 or len(self.targets) > 1 else self.display

    def _prepare(self, name: str, request: str) -> Prepared:
        with self._lock:
            return self._prepared(name, request)

    def _prepared(self, name: str, request: str) -> Prepared:
        from pydock.build.buildkit.run import Prepared
        from pydock.commands.buildx._surroundings import surroundings

        target = self.targets[name]
        inputs = {}
        for context, value in (target.get("contexts") or {}).items():
            if value.startswith("target:"):
                inputs[context] = self._define(value.removeprefix("target:"))
        options = options_of(self.app, target, request)
        around = surroundings(self.app, target["context"], self.node, options, name)
        prepared = Prepared(self.node, options, around)
        self.prepared.append(prepared)
        if around.note is not None:
            around.note(prepared.solve.Ref)
        for context, result in inputs.items():
            prepared.add_input(context, result)
        return prepared

    def _define(self, name: str) -> Result:
        if name not in self.defined:
            prepared = self._prepare(name, "define")
            self.defined[name] = prepared.define(self._display(name, 2))
        return self.defined[name]


def options_of(app: App, target: dict[str, Any], request: str) -> Options:
    """A resolved target as the options of a build. ``define`` runs the frontend without an output."""
    from pydock.build.buildkit import caches, options, outputs, secrets, ssh
    from pydock.build.buildkit.bake.targets import record
    from pydock.values import sizes, ulimits
    from pydock.values.records import parse_record

    attest = [record(item) for item in target.get("attest", ())]
    keys = [(item["id"], item.get("paths", ())) for item in target.get("ssh", ())]
    contexts = {k: v for k, v in (target.get("contexts") or {}).items() if not v.startswith("target:")}
    dockerfile = target.get("dockerfile", "Dockerfile")
    folder = target["context"].removeprefix("cwd://") or "."
    local = os.path.isdir(os.path.join(app.cwd, folder))
    made = options.Options(
        context=folder,
        dockerfile=os.path.join(folder, dockerfile) if local and dockerfile != "-" else dockerfile,
        dockerfile_inline=target.get("dockerfile-inline", ""),
        contexts={options.context_name(name): path.removeprefix("cwd://") or "." for name, path in contexts.items()},
        tags=list(target.get("tags", ())),
        arguments=dict(target.get("args", {})),
        labels=dict(target.get("labels", {})),
        annotations=list(target.get("annotations", ())),
        target=target.get("target", ""),
        platforms=list(target.get("platforms", ())),
        network=target.get("network", ""),
        no_cache=bool(target.get("no-cache")),
        no_cache_filter=list(target.get("no-cache-filter", ())),
        pull=bool(target.get("pull")),
        outputs=outputs.parse_outputs([record(item) for item in target.get("output", ())]),
        cache_from=caches.parse_caches([record(item) for item in target.get("cache-from", ())], app.environ),
        cache_to=caches.parse_caches([record(item) for item in target.get("cache-to", ())], app.environ),
        secrets=[secrets.parse_secret(parse_record(record(i)), app.environ) for i in target.get("secret", ())],
        agents=[ssh.Agent(name, tuple(paths)) for name, paths in keys],
        attestations=options.parse_attestations(attest, None, None),
        entitlements=list(target.get("entitlements", ())),
        extra_hosts=[f"{name}={address}" for name, address in target.get("extra-hosts", {}).items()],
        shm_size=sizes.parse_bytes(target["shm-size"]) if "shm-size" in target else 0,
        ulimits=[ulimits.text(ulimits.parse_ulimit(text)) for text in target.get("ulimits", ())],
        call="build" if request in ("build", "define") else request,
    )
    if request == "define":
        made.outputs, made.tags, made.cache_to, made.call = [], [], [], "define"
    return made


def _metadata(app: App, node: Node, results: dict[str, Result], path: str | None) -> None:
    if not path:
        return
    from pydock.build.buildkit.metadata import metadata

    mode = app.environ.get("BUILDX_METADATA_PROVENANCE", "min")
    data = {name: dict(sorted(metadata(node, result, mode).items())) for name, result in sorted(results.items())}
    try:
        with open(os.path.join(app.cwd, path), "w", encoding="utf-8") as file:
            file.write(json.dumps(data, indent=2, ensure_ascii=False))
    except OSError as error:
        raise PydockError(f"open {path}: {(error.strerror or str(error)).lower()}") from error
