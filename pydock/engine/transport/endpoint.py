"""Where an engine is and how to trust it: the value that ``config`` resolves and the connection dials."""

from __future__ import annotations

from typing import NamedTuple


class TLSMaterial(NamedTuple):
    """Certificate files for one engine. A path is None where nothing was given; an existing file otherwise.

    ``skip_verify`` encrypts without checking who answers (``--tls`` without ``--tlsverify``). With ``ca``
    None the system's authorities decide.
    """

    ca: str | None = None
    cert: str | None = None
    key: str | None = None
    skip_verify: bool = False


class Endpoint(NamedTuple):
    """One engine.

    ``name`` is the context's name (``default`` for flags, environment and the plain default); ``host`` is a
    complete address: ``unix:///path``, ``tcp://host:port[/prefix]``, ``ssh://[user@]host[:port][/socket]``,
    ``npipe:////./pipe/name`` or ``fd://...``. ``tls`` is None for plain text. ``configured`` is False only
    where nothing named an engine and the platform's default socket was taken. ``source`` says which rule
    chose it, in words for people: ``--host``, ``--context``, ``DOCKER_HOST``, ``DOCKER_CONTEXT``,
    ``currentContext``, ``default``. ``protected``: destructive commands ask first. ``ssh_persist``: how long an
    ssh master outlives the command (``10m``, as ssh reads it), "" for not at all.
    """

    name: str
    host: str
    tls: TLSMaterial | None = None
    configured: bool = True
    source: str = "default"
    protected: bool = False
    ssh_persist: str = ""
