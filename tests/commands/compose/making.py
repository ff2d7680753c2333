"""A fake engine that remembers the containers of a project: what it makes it lists, starts, stops and removes."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from tests.support.engine import Answer, FakeEngine, Request

IMAGE = "sha256:" + "1" * 64


class Making:
    """Containers by name, which is their id as well; ``images`` are those that the engine has."""

    def __init__(self, fake: FakeEngine, *images: str) -> None:
        self.fake = fake
        self.bodies: dict[str, Any] = {}
        self.running: set[str] = set()
        for image in images or ("busybox",):
            fake.may("GET", f"/images/{image}/json", json={"Id": IMAGE, "Config": {}})
        fake.may("GET", "/containers/json", self._list)
        fake.may("POST", "/containers/create", self._create)

    def asked(self, since: int = 0) -> Counter[str]:
        """How often each kind of request came, names left out, after the first ``since``."""
        return Counter(_kind(request) for request in self.fake.requests[since:])

    def _list(self, request: Request) -> Answer:
        return Answer(json=[self._row(name) for name in list(self.bodies)])

    def _row(self, name: str) -> dict[str, Any]:
        body = self.bodies[name]
        state = "running" if name in self.running else "created"
        row = {"Id": name, "Names": [f"/{name}"], "State": state, "Status": "Up", "Created": 0}
        return {**row, "Image": body["Image"], "ImageID": IMAGE, "Labels": body["Labels"]}

    def _create(self, request: Request) -> Answer:
        name = request.query["name"][0]
        self.bodies[name] = request.json
        self.fake.may("GET", f"/containers/{name}/json", partial(self._inspect, name))
        self.fake.may("POST", f"/containers/{name}/start", partial(self._start, name))
        self.fake.may("POST", f"/containers/{name}/stop", partial(self._stop, name))
        self.fake.may("DELETE", f"/containers/{name}", partial(self._remove, name))
        return Answer(201, {"Id": name, "Warnings": []})

    def _inspect(self, name: str, request: Request) -> Answer:
        config = {"Labels": self.bodies[name]["Labels"], "Image": self.bodies[name]["Image"], "Tty": False}
        state = {"Status": "running" if name in self.running else "created"}
        return Answer(json={"Id": name, "Name": f"/{name}", "Config": config, "State": state, "Image": IMAGE})

    def _start(self, name: str, request: Request) -> Answer:
        self.running.add(name)
        return Answer(204)

    def _stop(self, name: str, request: Request) -> Answer:
        self.running.discard(name)
        return Answer(204)

    def _remove(self, name: str, request: Request) -> Answer:
        del self.bodies[name]
        return Answer(204)


def _kind(request: Request) -> str:
    first, *rest = request.path.strip("/").split("/")
    if len(rest) > 1:
        rest = ["*", rest[-1]]
    elif request.method == "DELETE":
        rest = ["*"]
    return f"{request.method} /{'/'.join([first, *rest])}"
