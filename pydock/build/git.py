"""Git repositories as build contexts: ``git://``, ``git@``, ``github.com/`` and URLs that end in ``.git``.

``URL#REF:FOLDER`` takes a branch, tag or commit and a folder of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from pydock.build.gopaths import clean
from pydock.errors import PydockError

_SUFFIX = re.compile(r"\.git(?:#.+)?$")
_PREFIXES = ("git://", "github.com/", "git@")
_SCP = re.compile(r"^[a-zA-Z0-9-]+@[a-zA-Z0-9.-]+:(.*?)(?:#.*)?$")


class Repository(NamedTuple):
    """Where to fetch from, what (``HEAD`` if not named), and the folder that is the context."""

    remote: str
    ref: str
    folder: str


def is_url(text: str) -> bool:
    """Whether the text is an http or https URL."""
    return text.startswith(("http://", "https://"))


def is_git(text: str) -> bool:
    """Whether a build context names a git repository."""
    return text.startswith(_PREFIXES) or bool(is_url(text) and _SUFFIX.search(text))


def parse(text: str) -> Repository:
    """Take a context's address apart."""
    if text.startswith("github.com/"):
        text = "https://" + text
    remote, _, fragment = text.partition("#")
    if not is_url(remote) and not remote.startswith("git://") and not _SCP.match(remote):
        raise PydockError(f"invalid git reference: {text}")
    ref, _, folder = fragment.partition(":")
    if ref.startswith("-"):
        raise PydockError(f"invalid refspec: {ref}")
    return Repository(remote, ref or "HEAD", folder)


def clone(text: str, into: str, environ: Mapping[str, str]) -> str:
    """Fetch a repository into the empty folder ``into``; the folder in it that is the context.

    Raises PydockError with git's own output.
    """
    return clone_repository(parse(text), into, environ)


def commit_of(text: str, environ: Mapping[str, str]) -> str:
    """The full id of the commit that ``text`` names, as its repository says now. Raises PydockError."""
    repository = parse(text)
    if re.fullmatch(r"[0-9a-f]{40}", repository.ref):
        return repository.ref
    lines = _Git("/", environ).lines("ls-remote", "--exit-code", repository.remote, repository.ref)
    found = {name: commit for commit, _, name in (line.partition("\t") for line in lines)}
    for form in ("{}", "refs/tags/{}^{{}}", "refs/tags/{}", "refs/heads/{}"):
        commit = found.get(form.format(repository.ref), "")
        if re.fullmatch(r"[0-9a-f]{40}", commit):
            return commit
    raise PydockError(f"no ref {repository.ref} in {repository.remote}")


def clone_repository(repository: Repository, into: str, environ: Mapping[str, str]) -> str:
    """As :func:`clone`, for an address that is taken apart already."""
    run = _Git(into, environ)
    run("init", into, failed=f"failed to init repo at {into}")
    run("remote", "add", "origin", repository.remote, failed=f"failed add origin repo at {repository.remote}")
    depth = ("--depth", "1") if _shallow(repository, run) else ()
    run("fetch", *depth, "origin", repository.ref, failed="error fetching")
    if repository.ref == "HEAD" or run.quietly("checkout", repository.ref):
        run("checkout", "FETCH_HEAD", failed=f"error checking out {repository.ref}")
    run("submodule", "update", "--init", "--recursive", "--depth=1", failed="error initializing submodules")
    return _inside(into, repository.folder)


def _shallow(repository: Repository, run: _Git) -> bool:
    """A dumb http server cannot give a part of the history, and a commit's own id may not be asked for."""
    if re.fullmatch(r"[0-9a-f]{40}", repository.ref):
        return False
    if not is_url(repository.remote):
        return True
    import requests

    try:
        with requests.get(f"{repository.remote}/info/refs?service=git-upload-pack", stream=True, timeout=30) as answer:
            return answer.headers.get("Content-Type") == "application/x-git-upload-pack-advertisement"
    except requests.RequestException:
        return False


def _inside(root: str, folder: str) -> str:
    """``folder`` of the checkout; a symbolic link that leads out of it is refused."""
    if not folder:
        return root
    found = os.path.realpath(os.path.join(root, clean("/" + folder).lstrip("/")))
    top = os.path.realpath(root)
    if found != top and not found.startswith(top + "/"):
        raise PydockError(f"error setting git context, {folder!r} not within git root")
    if not os.path.isdir(found):
        raise PydockError(f"error setting git context, not a directory: {found}")
    return found


class _Git:
    """git in one folder. The user's configuration holds, questions on the terminal do not come."""

    def __init__(self, folder: str, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = {**environ, "GIT_PROTOCOL_FROM_USER": "0", "GIT_TERMINAL_PROMPT": "0"}

    def __call__(self, *arguments: str, failed: str) -> None:
        code, output = self._run(arguments)
        if code:
            raise PydockError(f"{failed}: {output}: exit status {code}")

    def quietly(self, *arguments: str) -> int:
        """The exit status; what git says is dropped."""
        return self._run(arguments)[0]

    def lines(self, *arguments: str) -> list[str]:
        """What git prints. Raises PydockError with it when git fails."""
        code, output = self._run(arguments)
        if code:
            raise PydockError(f"git {arguments[0]}: {output.strip()}: exit status {code}")
        return output.splitlines()

    def _run(self, arguments: tuple[str, ...]) -> tuple[int, str]:
        from subprocess import DEVNULL, PIPE, STDOUT, run

        try:
            done = run(
                ["git", *arguments],
                cwd=self._folder,
                env=self._environ,
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=STDOUT,
                check=False,
            )
        except FileNotFoundError as error:
            raise PydockError(
                "unable to find 'git': executable file not found in $PATH",
                hint="A git repository as context needs git installed.",
            ) from error
        return done.returncode, done.stdout.decode("utf-8", "surrogateescape")
