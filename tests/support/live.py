"""Real engines for tests: private, on temporary paths, in a network namespace of their own.

Needs root, a dockerd (or podman) and a static busybox; registries need docker-registry. PYDOCK_TEST_ENGINES
may name further folders with a dockerd and its helpers, separated by colons.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import PydockError

GUARD = 120.0
USER, PASSWORD = "alice", "secret"
_HTPASSWD = "alice:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n"
_PODMAN_REGISTRIES = """\
unqualified-search-registries = ["docker.io"]
[[registry]]
location = "localhost:5000"
insecure = true
[[registry]]
location = "localhost:5002"
insecure = true
"""
# Without limits, builds ask for such that only CAP_SYS_RESOURCE sets; containers of the service take none of these.
# Networks are the machine's, shared by all services, unless they have a folder of their own.
_PODMAN_SETTINGS = """\
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[network]
network_config_dir = "{folder}/networks"
"""
_WATCHERS = ("containerd-shim-runc-v2", "conmon")
_SYSTEM = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Unavailable(Exception):
    """Why no engine can run here, in a few words."""


class Result(NamedTuple):
    """What a command left behind."""

    exit_code: int
    stdout: str
    stderr: str


class LiveEngine:
    """One engine that runs until :meth:`stop`. ``kind`` is ``dockerd`` or ``podman``; ``options`` are dockerd's.

    ``room``: bytes of a disk of its own for all it stores (as ``64m``); the machine's disk if it is empty.
    """

    def __init__(self, kind: str, path: str, *options: str, room: str = "") -> None:
        self.kind = kind
        self._options = options
        self._folder = Path(tempfile.mkdtemp(prefix="pydock-live-"))
        self.socket = str(self._folder / "engine.sock")
        self.host = f"unix://{self.socket}"
        self.home = self._folder / "home"
        self.work = self._folder / "work"
        self.home.mkdir()
        self.work.mkdir()
        self.path = path
        self._helpers: list[subprocess.Popen[bytes]] = []
        self._registries: dict[str, Registry] = {}
        certificate(self._folder)
        if room:
            mount_disk(self._folder / "data", room)
        self._process = self._start()
        self.connection = Connection(Endpoint("live", self.host))
        try:
            self._wait()
            self.load_base()
        except BaseException:
            self.stop()
            raise
        self.version = str(self.connection.call("GET", "/version")["Version"])

    def _start(self) -> subprocess.Popen[bytes]:
        folder = self._folder
        if self.kind == "podman":
            (folder / "registries.conf").write_text(_PODMAN_REGISTRIES)
            (folder / "containers.conf").write_text(_PODMAN_SETTINGS.format(folder=folder))
            command = ["podman", "--runtime", "runc", "--root", f"{folder}/data", "--runroot", f"{folder}/exec"]
            command += ["system", "service", "--time=0", self.host]
        else:
            command = ["dockerd", "--host", self.host, "--data-root", f"{folder}/data", "--exec-root", f"{folder}/exec"]
            namespace = folder.name.replace("_", "x")  # containerd takes no underscore next to a dash
            command += ["--pidfile", f"{folder}/pid", "--containerd-namespace", namespace]
            command += ["--containerd-plugins-namespace", f"{namespace}-plugins", "--experimental"]
            command += [*_image_store(self.path), *self._options]
        script = 'ip link set lo up; exec "$@"'
        environ = {"PATH": self.path, "HOME": str(self.home), "SSL_CERT_FILE": f"{folder}/cert.pem"}
        environ["CONTAINERS_REGISTRIES_CONF"] = f"{folder}/registries.conf"
        environ["CONTAINERS_CONF"] = f"{folder}/containers.conf"
        with (folder / "log").open("ab") as log:
            return subprocess.Popen(
                ["unshare", "--net", "sh", "-c", script, "sh", *command],
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + GUARD
        while True:
            if self._process.poll() is not None:
                raise Unavailable(f"{self.kind} does not start here: {self.log[-300:].strip()}")
            try:
                self.connection.call("GET", "/version")
                return
            except PydockError:
                if time.monotonic() > deadline:
                    raise Unavailable(f"{self.kind} does not answer: {self.log[-300:].strip()}") from None
                time.sleep(0.1)

    @property
    def log(self) -> str:
        return (self._folder / "log").read_text(errors="replace")

    def load_base(self) -> None:
        """(Re)make the image ``busybox``: the machine's static busybox under all its names."""
        query = {"fromSrc": "-", "repo": "busybox", "tag": "latest", "changes": ['CMD ["sh"]', "ENV PATH=/bin"]}
        self.connection.call("POST", "/images/create", query=query, body=io.BytesIO(base_image()))

    def inside(self, argv: Sequence[str]) -> list[str]:
        """``argv`` as it runs in the engine's network."""
        return ["nsenter", f"--net=/proc/{self._process.pid}/ns/net", *argv]

    def command(self, *argv: str) -> list[str]:
        """The command line of ``pydock argv`` in the engine's network."""
        return self.inside([sys.executable, "-m", "pydock", *argv])

    def environ(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What a user's environment would be."""
        fresh = {"PATH": _SYSTEM, "HOME": str(self.home), "TERM": "xterm", "LANG": "C.UTF-8"}
        return {**fresh, "DOCKER_HOST": self.host, **(more or {})}

    def pydock(
        self, *argv: str, stdin: bytes = b"", environ: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> Result:
        """Run ``pydock argv`` as a process of its own."""
        done = subprocess.run(
            self.command(*argv),
            input=stdin,
            capture_output=True,
            env=self.environ(environ),
            cwd=cwd or self.work,
            timeout=GUARD,
            check=False,
        )
        texts = [text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr)]
        return Result(done.returncode, *texts)

    def ok(self, *argv: str, stdin: bytes = b"", cwd: Path | None = None) -> str:
        """Standard output of a command that must succeed."""
        result = self.pydock(*argv, stdin=stdin, cwd=cwd)
        assert result.exit_code == 0, f"pydock {' '.join(argv)}: {result}"
        return result.stdout

    def clean(self) -> None:
        """Remove all containers, volumes, user networks, every image but the base, and what config.json keeps."""
        (self.home / ".docker" / "config.json").unlink(missing_ok=True)
        call = self.connection.call
        for container in call("GET", "/containers/json", query={"all": True}):
            call("DELETE", f"/containers/{container['Id']}", query={"force": True, "v": True})
        call("POST", "/networks/prune")
        for volume in call("GET", "/volumes")["Volumes"] or ():
            call("DELETE", f"/volumes/{volume['Name']}", query={"force": True})
        for image in call("GET", "/images/json"):
            for tag in image.get("RepoTags") or [image["Id"]]:
                if tag not in ("busybox:latest", "<none>:<none>", "docker.io/library/busybox:latest"):
                    try:
                        call("DELETE", f"/images/{tag}", query={"force": True})
                    except PydockError:
                        pass  # the parent of another

    def registry(self, *, auth: bool = False, tls: bool = False) -> Registry:
        """A registry on the engine's loopback, started once for each kind."""
        key = f"auth={auth} tls={tls}"
        if key not in self._registries:
            self._registries[key] = Registry(self, auth, tls)
        return self._registries[key]

    def spawn(self, argv: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
        """A helper in the engine's network that :meth:`stop` ends."""
        with log.open("ab") as out:
            process = subprocess.Popen(
                self.inside(argv), stdin=subprocess.DEVNULL, stdout=out, stderr=out, env={"PATH": _SYSTEM}
            )
        self._helpers.append(process)
        return process

    @property
    def run_flags(self) -> list[str]:
        """What ``run`` and ``create`` need here: podman's service asks for limits that only CAP_SYS_RESOURCE sets."""
        if self.kind == "podman":
            return ["--network=none", "--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024"]
        return []

    @property
    def process_id(self) -> int:
        """The process whose namespaces are the engine's."""
        return self._process.pid

    @property
    def folder(self) -> Path:
        return self._folder

    def another(self, *, room: str = "") -> LiveEngine:
        """A further engine like this one."""
        return LiveEngine(self.kind, self.path, *self._options, room=room)

    def kill(self) -> None:
        """SIGKILL, as when the engine crashes."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """Stop it in order and start it again on the same data, in a network namespace anew."""
        self.connection.close()
        self._process.terminate()
        self._process.wait(GUARD)
        self._process = self._start()
        self._wait()

    def stop(self) -> None:
        """End the engine and everything it left."""
        self.connection.close()
        for helper in self._helpers:
            helper.terminate()
            helper.wait()
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(GUARD)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        _kill_session(self._process.pid)
        _end_shims(f"{self._folder}/")
        _unmount(str(self._folder))
        shutil.rmtree(self._folder, ignore_errors=True)


class Registry:
    """docker-registry in the engine's network; ``address`` is what image names begin with."""

    def __init__(self, engine: LiveEngine, auth: bool, tls: bool) -> None:
        number = 5000 + 2 * auth + tls
        self.address = f"localhost:{number}"
        lines = []
        if tls:
            lines = [f"  tls: {{certificate: {engine.folder}/cert.pem, key: {engine.folder}/key.pem}}"]
        if auth:
            path = engine.folder / "htpasswd"
            path.write_text(_HTPASSWD)
            lines += [f"auth: {{htpasswd: {{realm: test, path: {path}}}}}"]
        start_registry(engine, number, lines)


def start_registry(engine: LiveEngine, number: int, lines: Sequence[str]) -> None:
    """docker-registry on a port; ``lines`` end its configuration, those of ``http:`` first. Returns when it answers."""
    program = shutil.which("docker-registry", path=_SYSTEM)
    if program is None:
        raise Unavailable("docker-registry is not installed")
    folder = engine.folder / f"registry{number}"
    folder.mkdir()
    head = ["version: 0.1", "log: {level: error}", "storage:"]
    head += [f"  filesystem: {{rootdirectory: {folder}/data}}", "  delete: {enabled: true}", "http:"]
    head += [f"  addr: 127.0.0.1:{number}"]
    (folder / "config.yml").write_text("\n".join([*head, *lines]) + "\n")
    start_server(engine, [program, "serve", str(folder / "config.yml")], folder / "log", number)


def start_server(engine: LiveEngine, argv: Sequence[str], log: Path, number: int) -> None:
    """A program that serves a port in the engine's network. Returns when the port answers."""
    process = engine.spawn(argv, log)
    probe = [sys.executable, "-c", f"import socket; socket.create_connection(('127.0.0.1', {number}))"]
    deadline = time.monotonic() + GUARD
    while subprocess.run(engine.inside(probe), capture_output=True, check=False).returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise Unavailable(f"{os.path.basename(argv[0])} does not start: {log.read_text()}")
        time.sleep(0.1)


def available() -> list[tuple[str, str]]:
    """(kind, PATH) of every engine that can be tried here. Raises Unavailable."""
    if os.geteuid() != 0:
        raise Unavailable("a private engine needs root")
    for tool in ("unshare", "nsenter", "ip", "busybox"):
        if shutil.which(tool, path=_SYSTEM) is None:
            raise Unavailable(f"{tool} is not installed")
    found = [("dockerd", _SYSTEM)] if shutil.which("dockerd", path=_SYSTEM) else []
    for folder in filter(None, os.environ.get("PYDOCK_TEST_ENGINES", "").split(":")):
        if not os.access(f"{folder}/usr/sbin/dockerd", os.X_OK):
            raise Unavailable(f"PYDOCK_TEST_ENGINES: there is no {folder}/usr/sbin/dockerd")
        found.append(("dockerd", f"{folder}/usr/sbin:{folder}/usr/bin:{_SYSTEM}"))
    if not found:
        raise Unavailable("dockerd is not installed (make setup installs it)")
    return found


def podman() -> tuple[str, str]:
    """(kind, PATH) of podman. Raises Unavailable."""
    available()
    if shutil.which("podman", path=_SYSTEM) is None:
        raise Unavailable("podman is not installed")
    return "podman", _SYSTEM


def base_image() -> bytes:
    """A tar of a root file system: the static busybox under all its names."""
    program = shutil.which("busybox", path="/bin:/usr/bin")
    assert program is not None
    names = subprocess.run([program, "--list"], capture_output=True, text=True, check=True).stdout.split()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for folder in ("bin", "tmp", "etc", "root", "dev", "proc", "sys"):
            tar.addfile(_entry(folder, tarfile.DIRTYPE, 0o1777 if folder == "tmp" else 0o755))
        with open(program, "rb") as file:
            entry = _entry("bin/busybox", tarfile.REGTYPE, 0o755)
            entry.size = os.fstat(file.fileno()).st_size
            tar.addfile(entry, file)
        for name in names:
            if name != "busybox":
                link = _entry(f"bin/{name}", tarfile.SYMTYPE, 0o777)
                link.linkname = "busybox"
                tar.addfile(link)
        for path, text in (("etc/passwd", b"root:x:0:0::/root:/bin/sh\n"), ("etc/group", b"root:x:0:\n")):
            entry = _entry(path, tarfile.REGTYPE, 0o644)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
    return out.getvalue()


def certificate(folder: Path) -> None:
    """cert.pem and key.pem for localhost in ``folder``, signed by themselves."""
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)


def mount_disk(folder: Path, size: str) -> None:
    """A disk in memory, of that size, at a new folder. It is the caller's to unmount."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)


def free_port() -> int:
    """A TCP port that is free on the host's loopback at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _image_store(path: str) -> list[str]:
    """The store for images that all engines have. Since 29 containerd's is the default, which tests ask for by name."""
    version = subprocess.run(
        ["dockerd", "--version"], capture_output=True, text=True, check=False, env={"PATH": path}
    ).stdout.split()
    newest = len(version) > 2 and int(version[2].partition(".")[0]) >= 29
    return ["--feature", "containerd-snapshotter=false"] if newest else []


def _entry(name: str, kind: bytes, mode: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.mtime = kind, mode, 1_700_000_000
    return entry


def _kill_session(leader: int) -> None:
    """What the engine started and left (its containerd after a kill) is in its session."""
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            fields: list[Any] = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader:
                os.kill(int(name), signal.SIGKILL)
        except (OSError, IndexError, ValueError):
            continue


def _end_shims(folder: str) -> None:
    """What a killed engine leaves: its containers, and those who watch them, each in a session of its own."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_text(errors="replace").split("\0")
            if words[0].endswith(_WATCHERS) and any(word.startswith(folder) for word in words):
                children = (entry / f"task/{entry.name}/children").read_text().split()
                for pid in (*children, entry.name):
                    os.kill(int(pid), signal.SIGKILL)
        except OSError:
            continue


def _unmount(folder: str) -> None:
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for mount in sorted((m for m in mounts if m.startswith(folder + "/")), reverse=True):
        subprocess.run(["umount", "-l", mount], capture_output=True, check=False)
