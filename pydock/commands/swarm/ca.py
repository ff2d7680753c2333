"""``pydock swarm ca``."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from pydock.cli import cluster, kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.commands.swarm._options import authority_flags
from pydock.errors import PydockError

_PAUSE = 0.2  # seconds between two looks at a rotation: the engine has no event for it


@command(since="1.30")
@option("--ca-cert", kind=cluster.PEM_FILE, help="New root certificate (a PEM file).")
@option("--ca-key", kind=cluster.PEM_FILE, help="New root key (a PEM file).")
@option("-d", "--detach", kind=kinds.BOOL, help="Do not wait until every node has new certificates.")
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress.")
@option("--rotate", kind=kinds.BOOL, help="Make a new root certificate where none is given.")
@authority_flags
def ca(app: App, detach: bool, quiet: bool, rotate: bool, **values: Any) -> None:
    """Show or renew the swarm's root certificate."""
    from pydock.values.cluster import merge_spec

    swarm = app.engine.swarm.inspect()
    if not rotate:
        for flag in ("ca-cert", "ca-key", "cert-expiry", "external-ca"):
            if flag in app.changed:
                raise PydockError(f"`--{flag}` flag requires the `--rotate` flag to update the CA")
        _show_root(app, swarm)
        return
    _check(app.changed, values)
    spec = swarm["Spec"]
    merge_spec(spec, app.changed, values, values["ca_cert"] or "")
    authority = spec["CAConfig"]
    authority.update(SigningCACert=values["ca_cert"] or "", SigningCAKey=values["ca_key"] or "")
    authority["ForceRotate"] = authority.get("ForceRotate", 0) + 1
    app.engine.swarm.update(swarm["Version"]["Index"], spec)
    if not detach:
        _follow(app, quiet)


def _check(changed: frozenset[str], values: Mapping[str, Any]) -> None:
    if values["external_ca"] and "ca-cert" not in changed:
        raise PydockError(
            "rotating to an external CA requires the `--ca-cert` flag to specify the external CA's cert -"
            " to add an external CA with the current root CA certificate, use the `update` command instead"
        )
    if "ca-cert" in changed and not values["external_ca"] and "ca-key" not in changed:
        raise PydockError(
            "the --ca-cert flag requires that a --ca-key flag and/or --external-ca flag be provided as well"
        )


def _follow(app: App, quiet: bool) -> None:
    """Wait until every node trusts the new root, and show it."""
    shown = ""
    while True:
        swarm = app.engine.swarm.inspect()
        line = _progress(app, swarm)
        if line != shown and not quiet:
            app.echo(line)
            shown = line
        if not swarm.get("RootRotationInProgress"):
            break
        time.sleep(_PAUSE)
    _show_root(app, swarm)


def _progress(app: App, swarm: Mapping[str, Any]) -> str:
    info = swarm["TLSInfo"]
    nodes = app.engine.nodes.list()
    descriptions = [node["Description"].get("TLSInfo") or {} for node in nodes]
    certified = sum(
        all(told.get(field) == info.get(field) for field in ("CertIssuerSubject", "CertIssuerPublicKey"))
        for told in descriptions
    )
    trusting = sum(told.get("TrustRoot") == info.get("TrustRoot") for told in descriptions)
    return (
        f"rotated TLS certificates: {certified}/{len(nodes)} nodes\n"
        f"rotated CA certificates: {trusting}/{len(nodes)} nodes"
    )


def _show_root(app: App, swarm: Mapping[str, Any]) -> None:
    root = (swarm.get("TLSInfo") or {}).get("TrustRoot", "")
    if not root:
        raise PydockError("No CA information available")
    app.echo(root.strip())
