"""``build --why``: each step of a build, and what changed since the last one where it ran again."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.node import Node
    from pydock.build.buildkit.options import Options
    from pydock.build.buildkit.run import Result
    from pydock.build.buildkit.why import Verdict
    from pydock.commands.buildx._report import Report


def account(app: App, node: Node, options: Options, result: Result, report: Report, told: bool) -> None:
    """Remember a build of a folder of ours, for the next one; tell why each step ran where that is asked for."""
    from pydock.build.buildkit import why
    from pydock.build.buildkit.inputs import is_remote
    from pydock.build.buildkit.instructions import stages
    from pydock.build.buildkit.memory import Memories
    from pydock.config.file import home_directory

    local = options.context != "-" and not is_remote(options.context)
    if not local and not told:
        return
    text = _dockerfile(app, options) if local else ""
    vertexes = [step.vertex for step in report.display.trace.steps]
    steps = why.steps_of(vertexes, stages(text, options.arguments))
    made = why.remember(steps, result.files, lambda name: _base(app, node, name))
    memories = Memories(app.environ, home_directory(app.environ))
    key = (os.path.realpath(os.path.join(app.cwd, options.context)), options.dockerfile, options.target)
    before = memories.load(*key) if local and told else None
    if local:
        memories.keep(made, *key)
    if told:
        _print(app, report, why.verdicts(steps, made, before))


def _print(app: App, report: Report, found: list[Verdict]) -> None:
    stderr = app.streams.stderr
    for verdict in found:
        if report.mode in ("json", "rawjson"):
            line = {"step": verdict.step, "cached": verdict.cached, "reasons": verdict.reasons}
            stderr.write(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            reasons = f": {'; '.join(verdict.reasons)}" if verdict.reasons else ""
            title = verdict.step.partition("\n")[0]
            stderr.write(f"{'cached' if verdict.cached else 'ran   '}  {title}{reasons}\n")
    stderr.flush()


def _dockerfile(app: App, options: Options) -> str:
    """The Dockerfile where it is a file of ours."""
    if options.dockerfile_inline or options.dockerfile == "-":
        return options.dockerfile_inline
    folder = os.path.join(app.cwd, options.context)
    names = [os.path.join(app.cwd, options.dockerfile)] if options.dockerfile else []
    for path in names or [os.path.join(folder, "Dockerfile"), os.path.join(folder, "dockerfile")]:
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                return file.read()
        except OSError:
            continue
    return ""


def _base(app: App, node: Node, name: str) -> str:
    """The digest of a base image: as the step names it, or as the engine has it."""
    reference, _, digest = name.partition("@")
    if digest or not node.driver.moby:
        return digest
    try:
        return str(app.engine.images.inspect(reference.removeprefix("docker.io/library/")).get("Id", ""))
    except PydockError:
        return ""
