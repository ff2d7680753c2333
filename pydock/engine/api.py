"""The Engine API by areas. An area's module is imported when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydock.engine.archives import Archives
    from pydock.engine.build import Build
    from pydock.engine.configs import Configs
    from pydock.engine.connection import Connection
    from pydock.engine.containers import Containers
    from pydock.engine.distribution import Distribution
    from pydock.engine.exec import Exec
    from pydock.engine.images import Images
    from pydock.engine.networks import Networks
    from pydock.engine.nodes import Nodes
    from pydock.engine.plugins import Plugins
    from pydock.engine.secrets import Secrets
    from pydock.engine.services import Services
    from pydock.engine.swarm import Swarm
    from pydock.engine.system import System
    from pydock.engine.tasks import Tasks
    from pydock.engine.volumes import Volumes


class Engine:
    """One engine; each attribute holds the calls of one area of its API."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def archives(self) -> Archives:
        from pydock.engine.archives import Archives

        return Archives(self.connection)

    @cached_property
    def build(self) -> Build:
        from pydock.engine.build import Build

        return Build(self.connection)

    @cached_property
    def configs(self) -> Configs:
        from pydock.engine.configs import Configs

        return Configs(self.connection)

    @cached_property
    def containers(self) -> Containers:
        from pydock.engine.containers import Containers

        return Containers(self.connection)

    @cached_property
    def distribution(self) -> Distribution:
        from pydock.engine.distribution import Distribution

        return Distribution(self.connection)

    @cached_property
    def exec(self) -> Exec:
        from pydock.engine.exec import Exec

        return Exec(self.connection)

    @cached_property
    def images(self) -> Images:
        from pydock.engine.images import Images

        return Images(self.connection)

    @cached_property
    def networks(self) -> Networks:
        from pydock.engine.networks import Networks

        return Networks(self.connection)

    @cached_property
    def nodes(self) -> Nodes:
        from pydock.engine.nodes import Nodes

        return Nodes(self.connection)

    @cached_property
    def plugins(self) -> Plugins:
        from pydock.engine.plugins import Plugins

        return Plugins(self.connection)

    @cached_property
    def secrets(self) -> Secrets:
        from pydock.engine.secrets import Secrets

        return Secrets(self.connection)

    @cached_property
    def services(self) -> Services:
        from pydock.engine.services import Services

        return Services(self.connection)

    @cached_property
    def swarm(self) -> Swarm:
        from pydock.engine.swarm import Swarm

        return Swarm(self.connection)

    @cached_property
    def system(self) -> System:
        from pydock.engine.system import System

        return System(self.connection)

    @cached_property
    def tasks(self) -> Tasks:
        from pydock.engine.tasks import Tasks

        return Tasks(self.connection)

    @cached_property
    def volumes(self) -> Volumes:
        from pydock.engine.volumes import Volumes

        return Volumes(self.connection)
