"""Lists of swarm tasks, with the names of their services and nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pydock.errors import EngineError, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.listing import Shape

Task = dict[str, Any]
_FEW = 8  # up to so many services or nodes are asked for one by one, as Docker does; more come in one list


def show_tasks(app: App, tasks: Sequence[Task], shape: Shape, *, resolve: bool) -> None:
    """Print ``tasks``, each slot's latest first. Without ``resolve``, services and nodes are shown by id."""
    from pydock.cli.listing import show
    from pydock.views.task import listing, ordered

    services = service_names(app, (task.get("ServiceID", "") for task in tasks), resolve=resolve)
    names = {task["ID"]: task_name(task, services) for task in tasks}
    rows = ordered(tasks, lambda task: names[task["ID"]])
    nodes = node_names(app, (task.get("NodeID", "") for task in rows), resolve=resolve)
    previous, shown = "", {}
    for task in rows:
        name = names[task["ID"]]
        shown[task["ID"]] = f" \\_ {name}" if name == previous else name
        previous = name
    places = {task["ID"]: nodes.get(task.get("NodeID", ""), "") for task in rows}
    view = listing(shown, places, app.clock(), no_trunc=shape.no_trunc, quiet=shape.quiet)
    show(app, view, rows, shape, setting="tasksFormat")


def task_name(task: Task, services: dict[str, str]) -> str:
    """``SERVICE.SLOT``, or ``SERVICE.NODE`` where a service has one task per node."""
    service = services.get(task.get("ServiceID", ""), task.get("ServiceID", ""))
    return f"{service}.{task['Slot'] if task.get('Slot') else task.get('NodeID', '')}"


def service_names(app: App, ids: Iterable[str], *, resolve: bool = True) -> dict[str, str]:
    """The names of services by id; an id that is not there any more stands for itself."""
    wanted = dict.fromkeys(identity for identity in ids if identity)
    if not resolve:
        return {identity: identity for identity in wanted}
    if len(wanted) > _FEW:
        found = {service["ID"]: service["Spec"]["Name"] for service in app.engine.services.list()}
        return {identity: found.get(identity, identity) for identity in wanted}
    names = {}
    for identity in wanted:
        try:
            names[identity] = app.engine.services.inspect(identity)["Spec"]["Name"]
        except EngineError:
            names[identity] = identity
    return names


def node_names(app: App, ids: Iterable[str], *, resolve: bool = True) -> dict[str, str]:
    """The names of nodes by id; see :func:`service_names`."""
    wanted = dict.fromkeys(identity for identity in ids if identity)
    if not resolve:
        return {identity: identity for identity in wanted}
    if len(wanted) > _FEW:
        found = {node["ID"]: _node_name(node) for node in app.engine.nodes.list()}
        return {identity: found.get(identity, identity) for identity in wanted}
    names = {}
    for identity in wanted:
        try:
            names[identity] = _node_name(app.engine.nodes.inspect(identity))
        except EngineError:
            names[identity] = identity
    return names


def _node_name(node: dict[str, Any]) -> str:
    return str(node["Spec"].get("Name") or node["Description"].get("Hostname") or node["ID"])


def node_reference(app: App, name: str) -> str:
    """``name``, or the id of the node that answers where it is ``self``."""
    if name != "self":
        return name
    own = (app.engine.system.info().get("Swarm") or {}).get("NodeID")
    if not own:
        app.engine.nodes.list()  # where this is no manager, the engine says so better than we can
        raise PydockError("node ID not found in /info")
    return str(own)


def known_nodes(app: App, names: Sequence[str]) -> dict[str, str]:
    """The ids of the named nodes, where they are so many that one list is better than asking for each.

    What is neither an id nor the host name of one node alone is left out: the engine resolves it, or says why not.
    """
    if len(names) <= _FEW:
        return {}
    nodes = app.engine.nodes.list()
    hosts = [node["Description"].get("Hostname", "") for node in nodes]
    ids = {host: node["ID"] for host, node in zip(hosts, nodes, strict=True) if hosts.count(host) == 1}
    ids.update((node["ID"], node["ID"]) for node in nodes)
    return {name: ids[name] for name in names if name in ids}


def matching_tasks(app: App, filters: dict[str, list[str]]) -> list[Task]:
    """All tasks that pass ``filters``, of whatever service and node."""
    found: list[Task] = app.engine.tasks.list(resolve_nodes(app, filters))
    return found


def resolve_nodes(app: App, filters: dict[str, list[str]]) -> dict[str, list[str]]:
    """``filters`` with ``node=self`` replaced by the node's id."""
    if "node" in filters:
        filters = {**filters, "node": [node_reference(app, name) for name in filters["node"]]}
    return filters
