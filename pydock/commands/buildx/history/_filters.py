"""Filters of build records: checked as buildx checks them, and in BuildKit's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydock.errors import PydockError

_NAMES = ("ref", "repository", "status")
_BOUNDS = ("startedAt", "completedAt", "duration")
_FILTER = re.compile(r"([^=!<>]*)(!=|<=|>=|=|<|>)(.*)", re.DOTALL)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_REMOTES = ("origin", "upstream")


def history_filters(texts: Sequence[str]) -> list[str]:
    """One BuildKit filter that all of ``texts`` must meet. Raises PydockError."""
    joined = ",".join(_filter(text) for text in texts)
    return [joined] if joined else []


def _filter(text: str) -> str:
    match = _FILTER.fullmatch(text)
    if match is None:
        raise PydockError(f'invalid filter "{text}"')
    name, operator, value = match.groups()
    if name.startswith("not ") and operator == "=":  # as all other lists take it
        name, operator = name[len("not ") :].lstrip(), "!="
    if name not in (*_NAMES, *_BOUNDS) or operator in ("<=", ">="):
        raise PydockError(f'unsupported filter "{text}"')
    if name in _NAMES:
        if operator not in ("=", "!="):
            raise PydockError(f'invalid separator for "{text}", expected = or !=')
        equal = "~=" if name == "ref" else "=="
        return f"{name}{equal if operator == '=' else '!='}{value}"
    if operator in ("=", "!="):
        raise PydockError(f'invalid separator for "{text}", expected <=, <, >= or >')
    if not (_is_duration(value) or (name != "duration" and _TIME.fullmatch(value))):
        raise PydockError(f"invalid {'duration' if name == 'duration' else 'time'} {value}")
    return text


def _is_duration(text: str) -> bool:
    from pydock.values.durations import parse_duration

    try:
        parse_duration(text)
    except ValueError:
        return False
    return True


def repository_filter(folder: str, environ: Mapping[str, str]) -> str:
    """The builds of the git repository around ``folder``, by its remote. Raises PydockError where it has none."""
    import subprocess

    for remote in _REMOTES:
        command = ["git", "-C", folder, "remote", "get-url", remote]
        try:
            found = subprocess.run(command, env=dict(environ), capture_output=True, text=True, check=False)
        except OSError:
            break
        if found.returncode == 0 and found.stdout.strip():
            return f"repository={_without_password(found.stdout.strip())}"
    reason = f"no remote URL found for either {' or '.join(_REMOTES)}"
    raise PydockError(f"could not get remote URL for local filter: {reason}")


def _without_password(url: str) -> str:
    return re.sub(r"(?<=://)[^/@]*@", "", url)
