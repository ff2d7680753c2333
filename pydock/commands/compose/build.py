"""``pydock compose build``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._images import build_services
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import reporting
from pydock.errors import ConfigError


@command()
@option("--build-arg", kind=kinds.STRING_ARRAY, help="Set a variable that Dockerfiles declare with ARG")
@option("--builder", help="Use this builder")
@option("--check", kind=kinds.BOOL, help="Check the Dockerfiles and build nothing")
@option("--compress", kind=kinds.BOOL, hidden=True, default_text="true", help="Does nothing any more")
@option("--force-rm", kind=kinds.BOOL, hidden=True, default_text="true", help="Does nothing any more")
@option("-m", "--memory", kind=kinds.BYTES, default_text="0", help="Memory limit of build containers")
@option("--no-cache", kind=kinds.BOOL, help="Do every step again")
@option("--no-rm", kind=kinds.BOOL, hidden=True, default_text="false", help="Does nothing any more")
@option("--parallel", kind=kinds.BOOL, hidden=True, default_text="true", help="Does nothing any more")
@option("--print", kind=kinds.BOOL, help="Print what would be built as a bake file")
@option("--progress", hidden=True, help="As the group's --progress")
@option("--provenance", help="Add a provenance attestation")
@option("--pull", kind=kinds.BOOL, help="Look for newer base images")
@option("--push", kind=kinds.BOOL, help="Push the images")
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress")
@option("--sbom", help="Add a bill of materials")
@option("--ssh", help="Lend builds an agent or keys (default|id[=socket|key])")
@option("--with-dependencies", kind=kinds.BOOL, help="Build what the services depend on, too")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def build(app: App, services: tuple[str, ...], **flags: Any) -> None:
    """Build the images of services."""
    if flags["progress"]:
        app.group_options["progress"] = flags["progress"]
    project = load_project(app, services, dependencies=flags["with_dependencies"], keep_unused=True)
    names = [name for name, service in project.services.items() if service.get("build") is not None]
    if not names:
        if app.streams.stderr.is_terminal:
            app.warn("No services to build")
        return
    given = {
        "build_args": flags["build_arg"],
        "no_cache": flags["no_cache"],
        "pull": flags["pull"],
        "push": flags["push"],
        "memory": flags["memory"] or 0,
        "ssh": flags["ssh"] or "",
        "check": flags["check"],
        "builder": flags["builder"] or "",
        "provenance": flags["provenance"] or "",
        "sbom": flags["sbom"] or "",
    }
    if flags["print"]:
        import json

        from pydock.compose.bakefile import bake_file

        app.echo(json.dumps(bake_file(project, names, given), indent=2, ensure_ascii=False))
        return
    if flags["push"] and any(not project.services[name].get("image") for name in names):
        raise ConfigError("--push needs an image name for every service that is built")
    with reporting(app, quiet=flags["quiet"]) as report:
        build_services(app, project, names, report, quiet=flags["quiet"], **given)
