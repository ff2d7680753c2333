"""What pydock says of itself where Docker's client describes itself.

Scripts compare these fields with versions of Docker: ``Version`` is the release whose command line pydock follows,
``GitCommit`` and ``GoVersion`` say who really answers, ``BuildTime`` when this copy was written to its disk.
"""

from __future__ import annotations

from typing import Any

from pydock import DOCKER_VERSION, __version__


def client_version(api_version: str, newest: str, context: str) -> dict[str, Any]:
    """``api_version`` is the negotiated one, ``newest`` the highest that pydock speaks."""
    import sys

    from pydock.values import platforms

    here = platforms.host()
    return {
        "Version": DOCKER_VERSION,
        "ApiVersion": api_version,
        "DefaultAPIVersion": newest,
        "GitCommit": f"pydock-{__version__}",
        "GoVersion": f"python{sys.version.split()[0]}",
        "Os": here.os,
        "Arch": here.architecture,
        "BuildTime": _written(),
        "Context": context,
    }


def _written() -> str:
    """When this copy's files were written; empty inside an archive."""
    import os
    import time

    try:
        return time.asctime(time.gmtime(os.stat(__file__).st_mtime))
    except OSError:
        return ""
