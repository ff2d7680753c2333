"""The ``build`` command's BuildKit half: from flags to options, from a result to what is printed and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.options import Options

_OUTLIVED = {
    "isolation": "isolation flag is deprecated with BuildKit.",
    "squash": "experimental flag squash is removed with BuildKit."
    " You should squash inside build using a multi-stage Dockerfile for efficiency.",
}


def build_image(app: App, path: str, flags: dict[str, Any]) -> None:
    """Build with the chosen builder and report as ``docker buildx build`` does."""
    from pydock.build.buildkit import run
    from pydock.commands.buildx._calls import parse_call, print_answer
    from pydock.commands.buildx._report import Report
    from pydock.commands.buildx._surroundings import choose, push_all, surroundings
    from pydock.commands.buildx._why import account
    from pydock.commands.image.build import STEPS

    report = Report(app, flags)
    for name, text in _OUTLIVED.items():
        if flags.get(name):
            app.warn(f"WARNING: {text}")
    try:
        request, style = parse_call(flags["call"], flags["check"])
        options = build_options(app, path, flags, request)
        node = choose(app, flags["builder"], options.platforms)
    except PydockError as error:
        raise PydockError(f"ERROR: {error.message}", hint=error.hint) from error
    display = report.begin(node)
    try:
        try:
            result = run.build(node, options, surroundings(app, path, node, options), display)
            push_all(app, result, display)
        finally:
            report.finish()
    except PydockError as error:
        error.hint = error.hint or _hint(app, path, flags["file"] or "", error.message)
        raise report.failed(error) from error
    if request == "build":
        report.done(node, result)
        account(app, node, options, result, report, told=flags["why"] == STEPS)
    else:
        print_answer(app, request, style, result.metadata)


def build_options(app: App, path: str, flags: dict[str, Any], call: str) -> Options:
    """The flags of ``build`` by parameter name as the options of one build."""
    from pydock.build.buildkit import caches, options, outputs, secrets, ssh
    from pydock.values import ulimits
    from pydock.values.records import parse_record

    return options.Options(
        context=path,
        dockerfile=flags["file"] or "",
        contexts=options.parse_contexts(flags["build_context"]),
        tags=flags["tag"],
        arguments=options.parse_pairs(flags["build_arg"], app.environ),
        labels=options.parse_pairs(flags["label"], None),
        annotations=flags["annotation"],
        target=flags["target"] or "",
        platforms=flags["platform"] or _default_platform(app),
        network=flags["network"] or "",
        no_cache=flags["no_cache"],
        no_cache_filter=flags["no_cache_filter"],
        pull=flags["pull"],
        outputs=outputs.parse_outputs(flags["output"]),
        push=flags["push"],
        load=flags["load"],
        cache_from=caches.parse_caches(flags["cache_from"], app.environ),
        cache_to=caches.parse_caches(flags["cache_to"], app.environ),
        secrets=[secrets.parse_secret(parse_record(text), app.environ) for text in flags["secret"]],
        agents=[ssh.parse_ssh(text) for text in flags["ssh"]],
        attestations=options.parse_attestations(flags["attest"], flags["provenance"], flags["sbom"]),
        entitlements=list(flags["allow"]),
        extra_hosts=flags["add_host"],
        cgroup_parent=flags["cgroup_parent"] or "",
        shm_size=flags["shm_size"] or 0,
        ulimits=[ulimits.text(limit) for limit in flags["ulimit"]],
        call=call,
    )


def _hint(app: App, path: str, dockerfile: str, message: str) -> str | None:
    """Why a file that a step wants is not in the context."""
    import os

    from pydock.build.buildkit.explain import missing

    return missing(os.path.join(app.cwd, path), dockerfile, message) or None


def _default_platform(app: App) -> list[str]:
    text = app.environ.get("DOCKER_DEFAULT_PLATFORM", "")
    return [text] if text else []
