"""What the bench works on: folders, files, containers and images, each made once."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

from pydock.engine.connection import Query
from tests.support.live import LiveEngine

PYDOCK = str(Path(sys.executable).with_name("pydock"))


class Bench:
    """The engine, a folder for data, and how big things are (1.0 is the full size)."""

    def __init__(self, engine: LiveEngine, folder: Path, scale: float) -> None:
        self.engine = engine
        self.folder = folder
        self.scale = scale
        self._made: set[str] = set()
        self._fresh = 0

    def count(self, full: int) -> int:
        """``full`` scaled."""
        return max(1, int(full * self.scale))

    def fresh(self) -> str:
        """A path that nothing lies at or ever lay at.

        A file system may take long to fill a folder where many files were just removed: ext4 looks past every
        inode that was freed in the last seconds, which cost three quarters of a copy's time here.
        """
        self._fresh += 1
        return str(self.folder / f"out{self._fresh}")

    def tree(self, full: int) -> str:
        """A folder with that many (scaled) small files."""
        count = self.count(full)
        top = self.folder / f"tree{count}"
        if not top.exists():
            for number in range(count):
                folder = top / f"d{number // 200}"
                if number % 200 == 0:
                    folder.mkdir(parents=True)
                (folder / f"f{number}").write_bytes(b"%d\n" % number * 40)
        return str(top)

    def blob(self, megabytes: int) -> str:
        """A file of that many (scaled) megabytes of bytes that do not compress."""
        size = self.count(megabytes)
        path = self.folder / f"blob{size}"
        if not path.exists():
            block = os.urandom(1 << 20)
            with path.open("wb") as file:
                for _ in range(size):
                    file.write(block)
        return str(path)

    def container(self, name: str, *command: str, start: bool = False) -> str:
        """A container that stays for the whole bench."""
        if name not in self._made:
            call = self.engine.connection.call
            call("POST", "/containers/create", query={"name": name}, body={"Image": "busybox", "Cmd": list(command)})
            if start:
                call("POST", f"/containers/{name}/start")
            self._made.add(name)
        return name

    def filled(self, full: int) -> str:
        """Where in the container ``one`` a copy of :meth:`tree` lies, as ``CONTAINER:PATH``."""
        tree = self.tree(full)
        place = f"{self.container('one', 'true')}:/tmp"
        if tree not in self._made:
            self.pydock("cp", tree, place)
            self._made.add(tree)
        return f"{place}/{os.path.basename(tree)}"

    def noisy(self, full: int) -> str:
        """A container that has written ``full`` (scaled) lines and ended."""
        lines = self.count(full)
        script = f"seq 1 {lines} | sed 's/^/this is a line of output number /'"
        name = self.container(f"noisy{lines}", "sh", "-c", script, start=True)
        self.engine.connection.call("POST", f"/containers/{name}/wait")
        return name

    def big_image(self, megabytes: int) -> str:
        """An image of that many (scaled) megabytes."""
        name = f"big:{self.count(megabytes)}"
        if name in self._made:
            return name
        path = self.folder / "image.tar"
        with tarfile.open(path, "w") as tar:
            tar.add(self.blob(megabytes), "blob")
        repository, _, tag = name.partition(":")
        with path.open("rb") as file:
            query = {"fromSrc": "-", "repo": repository, "tag": tag}
            self.engine.connection.call("POST", "/images/create", query=query, body=file)
        path.unlink()
        self._made.add(name)
        return name

    def project(self, full: int) -> str:
        """A Compose file with that many (scaled) services."""
        path = self.folder / "compose.yaml"
        service = "image: busybox\n    command: sleep 9999\n    network_mode: none\n    stop_signal: SIGKILL\n"
        services = "".join(f"  s{number}:\n    {service}" for number in range(self.count(full)))
        path.write_text(f"name: bench\nservices:\n{services}")
        return str(path)

    def remove_project(self) -> None:
        """Remove every container of :meth:`project`."""
        call = self.engine.connection.call
        query: Query = {"all": True, "filters": '{"label":{"com.docker.compose.project=bench":true}}'}
        for container in call("GET", "/containers/json", query=query):
            call("DELETE", f"/containers/{container['Id']}", query={"force": True})

    def pydock(self, *argv: str) -> None:
        """Run a command that prepares something and is not measured."""
        subprocess.run([PYDOCK, *argv], env=self.engine.environ(), capture_output=True, check=True)
