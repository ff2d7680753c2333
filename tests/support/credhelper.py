"""A real credential helper program for tests: it keeps what it is given in a JSON file."""

from __future__ import annotations

import sys
from pathlib import Path

_PROGRAM = """#!{python} -IS
import json, os, sys
safe, verb = os.environ["BOX_SAFE"], sys.argv[1]
with open(os.environ["BOX_CALLS"], "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
if os.environ.get("BOX_FAIL"):
    print(os.environ["BOX_FAIL"])
    sys.exit(3)
if os.environ.get("BOX_ANSWER"):
    print(os.environ["BOX_ANSWER"])
    sys.exit(0)
kept = json.load(open(safe)) if os.path.exists(safe) else {{}}
request = sys.stdin.read()
if verb == "store":
    document = json.loads(request)
    kept[document["ServerURL"]] = document
elif verb == "list":
    print(json.dumps({{server: entry["Username"] for server, entry in kept.items()}}))
elif request not in kept:
    print("credentials not found in native keychain")
    sys.exit(1)
elif verb == "get":
    print(json.dumps(kept[request]))
elif verb == "erase":
    del kept[request]
json.dump(kept, open(safe, "w"))
"""


def install_helper(directory: Path, name: str) -> dict[str, str]:
    """Write ``docker-credential-NAME`` below ``directory``; the environment in which it is found.

    ``BOX_FAIL`` in that environment makes it fail with a text, ``BOX_ANSWER`` makes it print a text;
    ``BOX_CALLS`` names the file that lists its arguments, one call a line.
    """
    folder = directory / "bin"
    folder.mkdir(exist_ok=True)
    program = folder / f"docker-credential-{name}"
    program.write_text(_PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    return {
        "PATH": str(folder),
        "HOME": str(directory),
        "BOX_SAFE": str(directory / "safe.json"),
        "BOX_CALLS": str(directory / "calls"),
        "BOX_DIRECTORY": str(folder),
    }
