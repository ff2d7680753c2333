"""``pydock container cp``."""

from __future__ import annotations

from pydock.build import copying, gopaths
from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.counting import Counter
from pydock.cli.transfer import deliver
from pydock.errors import PydockError


@command()
@option("-a", "--archive", kind=kinds.BOOL, help="Give what goes into the container to the container's user")
@option("-L", "--follow-link", kind=kinds.BOOL, help="Copy what a symbolic link SRC_PATH leads to")
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress; so it is when STDOUT is no terminal")
@argument("source", metavar="CONTAINER:SRC_PATH", complete="paths")
@argument("destination", metavar="DEST_PATH|-", complete="paths")
def cp(app: App, source: str, destination: str, archive: bool, follow_link: bool, quiet: bool) -> None:
    """Copy files into or out of a container."""
    if not source:
        raise PydockError("source can not be empty")
    if not destination:
        raise PydockError("destination can not be empty")
    if "quiet" not in app.changed:
        quiet = quiet or not app.streams.stdout.is_terminal
    origin, source_path = copying.split_argument(source)
    target, target_path = copying.split_argument(destination)
    if origin and target:
        raise PydockError("copying between containers is not supported")
    if origin:
        _out(app, origin, source_path, target_path, follow=follow_link, quiet=quiet)
    elif target:
        _in(app, source_path, target, target_path, follow=follow_link, copy_uidgid=archive, quiet=quiet)
    else:
        raise PydockError("must specify at least one container source")


def _in(app: App, source: str, container: str, path: str, *, follow: bool, copy_uidgid: bool, quiet: bool) -> None:
    archives = app.engine.archives
    if source == "-":
        copying.copy_stream_in(archives, app.streams.stdin.fd, container, path, copy_uidgid=copy_uidgid)
        return
    with Counter(app, "Copying to container - ", silent=quiet) as counter:
        meant = copying.copy_in(
            archives,
            source,
            container,
            path,
            cwd=app.cwd,
            follow=follow,
            copy_uidgid=copy_uidgid,
            count=counter.add,
        )
    counter.conclude(f"{container}:{meant}")


def _out(app: App, container: str, source: str, path: str, *, follow: bool, quiet: bool) -> None:
    target = path if path == "-" else gopaths.keep_ending(gopaths.absolute(path, app.cwd), path)
    copying.check_output(target)
    response, origin = copying.open_out(app.engine.archives, container, source, follow=follow)
    with response:
        if path == "-":
            deliver(app, response, "")
            return
        with Counter(app, "Copying from container - ", silent=quiet) as counter:
            left_out = copying.copy_out(response, origin, target, count=counter.add)
    counter.conclude(target)
    for name in left_out:
        app.warn(f"{name}: device not copied")
