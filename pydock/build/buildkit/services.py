"""The services of a build's session: what the engine may ask of us while it builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.build.buildkit import caches, ssh
from pydock.build.buildkit.auth import Auth
from pydock.build.buildkit.layout import Layout

if TYPE_CHECKING:
    from pydock.build.buildkit.grpc.channel import Handler
    from pydock.build.buildkit.inputs import Inputs
    from pydock.build.buildkit.notes import Notes
    from pydock.build.buildkit.options import Options
    from pydock.build.buildkit.request import Request
    from pydock.build.buildkit.run import Surroundings

_EXPORT = "export"  # the store for results in the OCI layout


def services(options: Options, asked: Request, found: Inputs, around: Surroundings, notes: Notes) -> dict[str, Handler]:
    """The session's services: those that this build can need."""
    handlers: dict[str, Handler] = Auth(around.accounts, notes.done, around.environ).handlers()
    if found.folders:
        from pydock.build.buildkit import filesync

        handlers[filesync.PATH] = sync = filesync.FileSync(found.folders)
        found.changed, found.listed = sync.changed, sync.listed
    if found.uploads:
        from pydock.build.buildkit import upload

        handlers[upload.PATH] = upload.Uploads(found.uploads)
    if options.secrets:
        from pydock.build.buildkit import secrets

        handlers[secrets.PATH] = secrets.Secrets(options.secrets, around.environ)
    agents = ssh.Agents(options.agents, around.environ)
    found.closing.append(agents.close)
    handlers[ssh.CHECK], handlers[ssh.FORWARD] = agents.check, agents.forward
    files = {n: o for n, o in enumerate(asked.exporters) if o.is_folder or o.is_file}
    if files:
        from pydock.build.buildkit import filesend

        handlers[filesend.PATH] = filesend.FileSend(files, around.write)
    writable = caches.layouts(options.cache_to, "dest", around.cwd)
    for output in asked.exporters:
        if output.is_layout:
            writable[_EXPORT] = Layout(output.dest)
    layouts = {**found.layouts, **caches.layouts(options.cache_from, "src", around.cwd)}
    if layouts or writable:
        from pydock.build.buildkit.contentstore import ContentStores

        handlers.update(ContentStores(layouts, writable).handlers())
    return handlers
