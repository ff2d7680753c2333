"""Services with the number of their tasks, whichever engine counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydock.cli.app import App


def list_services(app: App, filters: dict[str, list[str]], *, status: bool) -> list[dict[str, Any]]:
    """The services that pass ``filters`` by name; with ``status`` each has its ``ServiceStatus``.

    Engines before API 1.41 do not count: their tasks are listed and counted here.
    """
    from pydock.views.common import natural_key

    services = app.engine.services.list(filters, status=status)
    if status and services and not app.engine.connection.at_least("1.41"):
        _count(app, services)
    return sorted(services, key=lambda service: natural_key(service["Spec"]["Name"]))


def _count(app: App, services: list[dict[str, Any]]) -> None:
    down = {node["ID"] for node in app.engine.nodes.list() if node["Status"].get("State") == "down"}
    counts = {service["ID"]: {"RunningTasks": 0, "DesiredTasks": 0, "CompletedTasks": 0} for service in services}
    for service in services:
        replicated = service["Spec"]["Mode"].get("Replicated")
        counts[service["ID"]]["DesiredTasks"] = (replicated or {}).get("Replicas") or 0
        service["ServiceStatus"] = counts[service["ID"]]
    for task in app.engine.tasks.list({"service": list(counts)}):
        service = next(item for item in services if item["ID"] == task["ServiceID"])
        if task["DesiredState"] != "shutdown" and service["Spec"]["Mode"].get("Global") is not None:
            counts[task["ServiceID"]]["DesiredTasks"] += 1
        if task["Status"]["State"] == "running" and task.get("NodeID") not in down:
            counts[task["ServiceID"]]["RunningTasks"] += 1
