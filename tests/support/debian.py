"""Images made of this machine's own Debian packages, where no registry of the internet can be asked."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterable
from pathlib import Path

from tests.support.live import base_image

PACKAGES = Path("/usr/lib/python3/dist-packages")
_WITH_FLASK_AND_REDIS = (
    *("flask", "Flask", "jinja2", "Jinja2", "markupsafe", "MarkupSafe", "werkzeug", "Werkzeug", "itsdangerous"),
    *("click", "redis", "async_timeout", "deprecated", "Deprecated", "wrapt", "packaging"),
    *("pip", "setuptools", "pkg_resources", "wheel"),
)


def lacking() -> str:
    """The packages that :func:`python` and :func:`redis` need and this machine lacks; "" if it has all."""
    wanted = {
        "python3-flask": PACKAGES / "flask",
        "python3-redis": PACKAGES / "redis",
        "python3-pip": Path("/usr/bin/pip3"),
        "redis-server": Path("/usr/bin/redis-server"),
    }
    return " ".join(package for package, path in wanted.items() if not path.exists())


def python() -> bytes:
    """A root file system (tar) with ``python``, ``pip``, Flask and the client of redis."""
    interpreter = "/usr/bin/python3"
    version = subprocess.run(
        [interpreter, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    packages = (str(path) for path in PACKAGES.iterdir() if path.name.startswith(_WITH_FLASK_AND_REDIS))
    programs = {interpreter: interpreter, "/bin/python": interpreter, "/usr/bin/pip": "/usr/bin/pip3"}
    return _root(programs, [f"/usr/lib/python{version}", *packages])


def redis() -> bytes:
    """A root file system (tar) with ``redis-server``."""
    return _root({"/usr/bin/redis-server": "/usr/bin/redis-server"}, [])


def _root(programs: dict[str, str], trees: Iterable[str]) -> bytes:
    """Busybox with ``programs`` (path in the image to path here) and ``trees``, and the libraries of them all."""
    out = io.BytesIO(base_image())
    with tarfile.open(fileobj=out, mode="a") as tar:
        seen: set[str] = set()
        files = list(programs.items())
        for source in programs.values():
            files += [(library, library) for library in _libraries(source)]
        for tree in trees:
            tar.add(tree, arcname=tree.lstrip("/"), filter=_wanted)
            for folder, _, names in os.walk(tree):
                for name in names:
                    if name.endswith(".so"):
                        files += [(library, library) for library in _libraries(os.path.join(folder, name))]
        for name, source in files:
            if name not in seen:
                seen.add(name)
                tar.add(os.path.realpath(source), arcname=name.lstrip("/"))
    return out.getvalue()


def _libraries(program: str) -> list[str]:
    """The shared libraries of a program, as the loader finds them."""
    done = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    return [word for word in done.stdout.split() if word.startswith("/")]


def _wanted(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """No caches, and pip may install: the image is no Debian."""
    return None if "__pycache__" in entry.name or entry.name.endswith("EXTERNALLY-MANAGED") else entry
