"""BuildKit in a container of its own (driver ``docker-container``): its life, and connections into it."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.build.buildkit.control import Control
from pydock.build.buildkit.request import Driver
from pydock.build.buildkit.steps import Step
from pydock.engine.archives import Archives
from pydock.engine.containers import Containers
from pydock.engine.exec import Exec
from pydock.engine.frames import STDERR, Demultiplexer
from pydock.engine.images import Images
from pydock.engine.system import System
from pydock.engine.volumes import Volumes
from pydock.errors import ConflictError, NotFoundError, PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.container_options import Settings
    from pydock.build.buildkit.run import Display
    from pydock.build.buildkit.session import Session
    from pydock.engine.connection import Connection, Upgraded

CONFIG = "buildkitd.toml"
_FOLDER = "/etc/buildkit"
_STATE = "/var/lib/buildkit"
_CGROUP = "/docker/buildx"
_TRIES = 15
_STEP = 0.12


class ContainerNode:
    """``flags`` and ``files`` (name -> base64) are the daemon's; ``auth`` gives a registry's X-Registry-Auth."""

    def __init__(
        self,
        builder: str,
        name: str,
        connection: Connection,
        settings: Settings,
        *,
        flags: Sequence[str] = (),
        files: Mapping[str, str] | None = None,
        auth: Callable[[str], str | None] = lambda image: None,
    ) -> None:
        self.builder = builder
        self.name = name
        self.driver = Driver("docker-container", moby=False, loads=settings.load)
        self.container = f"buildx_buildkit_{name}"
        self._connection = connection
        self._containers = Containers(connection)
        self._settings = settings
        self._flags = list(flags)
        self._files = files or {}
        self._auth = auth

    def status(self) -> str:
        """``running``, ``stopped``, or ``inactive`` where there is no container."""
        try:
            state = self._containers.inspect(self.container).get("State") or {}
        except NotFoundError:
            return "inactive"
        return "running" if state.get("Running") else "stopped"

    def control(self) -> Control:
        return Control(self.dial())

    def dial(self) -> ExecStream:
        """A new connection to the daemon's socket."""
        return ExecStream(self._exec("buildctl", "dial-stdio"))

    def lend(self, session: Session, control: Control) -> None:
        session.tunnel(control)

    def boot(self, display: Display) -> None:
        """Make the container, or start it, and wait until its daemon answers."""
        status = self.status()
        if status == "running":
            return
        with Step(display, "[internal] booting buildkit") as step:
            if status == "inactive":
                self._pull(step)
                with step.part(f"creating container {self.container}"):
                    self._create()
                    self._wait()
            else:
                with step.part(f"starting container {self.container}"):
                    self._containers.start(self.container)
                    self._wait()

    def stop(self) -> None:
        """Stop the container."""
        if self.status() == "running":
            self._containers.stop(self.container)

    def remove(self, *, keep_state: bool, keep_daemon: bool) -> None:
        """Remove the container (``keep_daemon``: do not) and its volume (``keep_state``: do not)."""
        if keep_daemon or self.status() == "inactive":
            return
        self.stop()
        self._containers.remove(self.container, force=True, volumes=True)
        if not keep_state:
            Volumes(self._connection).remove(f"{self.container}_state")

    def _pull(self, step: Step) -> None:
        from pydock.engine.jsonlines import messages
        from pydock.values import references

        images, name = Images(self._connection), self._settings.image
        reference = references.parse(name).with_default_tag()
        failure: PydockError | None = None
        with step.part(f"pulling image {name}"):
            try:
                tag = reference.digest or reference.tag or ""
                with images.pull(reference.name, tag, auth=self._auth(name)) as answer:
                    for message in messages(answer):
                        if message.get("error"):
                            raise PydockError(str(message["error"]))
            except PydockError as error:
                failure = error
        if failure is not None:
            try:
                images.inspect(name)
            except PydockError:
                raise failure from None
            with step.part(f"pulling failed, using local image {name}"):
                pass

    def _create(self) -> None:
        host: dict[str, Any] = {"Privileged": True, "Init": True, **self._settings.host}
        host["Mounts"] = [{"Type": "volume", "Source": f"{self.container}_state", "Target": _STATE}]
        info = System(self._connection).info()
        if info.get("CgroupDriver") == "cgroupfs":
            host.setdefault("CgroupParent", _CGROUP)
        if any(option.startswith("name=userns") for option in info.get("SecurityOptions") or ()):
            host["UsernsMode"] = "host"
        command = [*self._flags, *(("--config", f"{_FOLDER}/{CONFIG}") if CONFIG in self._files else ())]
        body = {
            "Image": self._settings.image,
            "Env": list(self._settings.environment) or None,
            "Cmd": command or None,
            "HostConfig": host,
        }
        try:
            self._containers.create(body, name=self.container)
        except ConflictError:
            return  # another client was faster and starts it
        if self._files:
            Archives(self._connection).put(self.container, "/etc", io.BytesIO(_archive(self._files)))
        self._containers.start(self.container)

    def _wait(self) -> None:
        for attempt in range(1, _TRIES + 2):
            code, output = self._run("buildctl", "debug", "workers")
            if not code:
                return
            if attempt <= _TRIES:
                time.sleep(attempt * _STEP)
        raise PydockError(output.strip() or f"exit code {code}")

    def _run(self, *command: str) -> tuple[int, str]:
        identity = self._exec_identity(command)
        stream = ExecStream(Exec(self._connection).attach(identity, {"Detach": False, "Tty": False}))
        output = b""
        try:
            while data := stream.recv(1 << 16):
                output += data
        finally:
            stream.close()
        code = int(Exec(self._connection).inspect(identity).get("ExitCode") or 0)
        return code, (output + stream.errors).decode(errors="replace")

    def _exec(self, *command: str) -> Upgraded:
        return Exec(self._connection).attach(self._exec_identity(command), {"Detach": False, "Tty": False})

    def _exec_identity(self, command: Sequence[str]) -> str:
        streams = {"AttachStdin": True, "AttachStdout": True, "AttachStderr": True}
        return Exec(self._connection).create(self.container, {**streams, "Cmd": list(command)})


class ExecStream:
    """A process's standard input and output as one connection; ``errors`` keeps what it wrote to standard error."""

    def __init__(self, upgraded: Upgraded) -> None:
        self._upgraded = upgraded
        self._frames = Demultiplexer()
        self._ready = bytearray()
        self.errors = b""

    def recv(self, size: int, /) -> bytes:
        while not self._ready:
            data = self._upgraded.recv()
            if not data:
                return b""
            for stream, payload in self._frames.feed(data):
                if stream == STDERR:
                    self.errors += payload
                else:
                    self._ready += payload
        out = bytes(self._ready[:size])
        del self._ready[:size]
        return out

    def sendall(self, data: bytes, /) -> None:
        self._upgraded.sendall(data)

    def close_write(self) -> None:
        """Say that nothing more will be sent."""
        self._upgraded.close_write()

    def close(self) -> None:
        self._upgraded.close()


def _archive(files: Mapping[str, str]) -> bytes:
    """The configuration files as a tar for ``/etc``."""
    import tarfile

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        folders = {"buildkit"}
        for name in files:
            parts = name.split("/")[:-1]
            folders.update("/".join(["buildkit", *parts[: n + 1]]) for n in range(len(parts)))
        for name in sorted(folders):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, 0o755, int(time.time())
            tar.addfile(entry)
        for name, content in sorted(files.items()):
            data = base64.b64decode(content)
            entry = tarfile.TarInfo(f"buildkit/{name}")
            entry.mode, entry.size, entry.mtime = 0o644, len(data), int(time.time())
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()
