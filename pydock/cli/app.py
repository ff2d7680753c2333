"""The one state of a command: streams, environment, folder, clock, and lazily configuration and engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.render.sanitise import visible

if TYPE_CHECKING:
    from pydock.config.file import ConfigFile
    from pydock.engine.api import Engine
    from pydock.engine.transport.endpoint import Endpoint
    from pydock.terminal.streams import Streams


_SSH_WIDTH = 8


class Globals(NamedTuple):
    """The options before the command, as given; None or empty where they were not."""

    config: str | None = None
    context: str | None = None
    debug: bool = False
    hosts: Sequence[str] = ()
    log_level: str = "info"
    tls: bool = False
    tls_verify: bool | None = None
    tls_ca: str | None = None
    tls_cert: str | None = None
    tls_key: str | None = None
    colour: str = "auto"
    timeout: int = 0
    retry: int = 0
    jobs: int = 0
    explain: bool = False
    yes: bool = False
    progress: str | None = None


class App:
    """Built once in ``cli/main.py`` and handed down to every command."""

    def __init__(
        self,
        streams: Streams,
        environ: Mapping[str, str],
        cwd: str,
        clock: Callable[[], float],
        program: str = "pydock",
        options: Globals | None = None,
    ) -> None:
        self.streams = streams
        self.environ = environ
        self.cwd = cwd
        self.clock = clock
        self.program = program
        self.options = options if options is not None else Globals()
        self.command_path = ""
        self.changed: frozenset[str] = frozenset()
        self.group_changed: frozenset[str] = frozenset()
        self.group_options: dict[str, Any] = {}
        # Engines that outlive this command, by endpoint and headers: a batch's. None: they end with it.
        self.engines: dict[object, Engine] | None = None
        self._config: ConfigFile | None = None
        self._endpoint: Endpoint | None = None
        self._engine: Engine | None = None

    @property
    def debug(self) -> bool:
        return self.options.debug

    @property
    def in_batch(self) -> bool:
        """Whether this is one line of a batch."""
        return self.engines is not None

    @property
    def config(self) -> ConfigFile:
        """config.json, read once. A file that does not parse is warned of and then as good as empty."""
        if self._config is None:
            from pydock.config.file import ConfigFile, config_directory

            self._config = ConfigFile(config_directory(self.options.config, self.environ), on_warning=self.warn)
        return self._config

    @property
    def endpoint(self) -> Endpoint:
        """The engine's address, by the order of ``--host``, ``--context``, the environment and config.json."""
        if self._endpoint is None:
            from pydock.cli.endpoint import resolve

            self._endpoint = resolve(self)
        return self._endpoint

    @property
    def engine(self) -> Engine:
        """The Engine API at :attr:`endpoint`; nothing is dialled before the first request."""
        if self._engine is None:
            from pydock.cli.endpoint import connect

            self._engine = connect(self)
        return self._engine

    def width(self, most: int) -> int:
        """How many things to do at once: ``--jobs``, or ``most``, but few over ssh: a server takes ten sessions a
        connection and drops what knocks while ten others do."""
        if self.options.jobs:
            return self.options.jobs
        return min(most, _SSH_WIDTH) if self.endpoint.host.startswith("ssh://") else most

    def use_engine(self, engine: Engine) -> None:
        """Take ``engine`` for the rest of the command (tests, and commands that talk to several)."""
        self._engine = engine

    def out(self, data: bytes | bytearray | memoryview | str, *, template: str = "") -> None:
        """Write to standard output. On a terminal text loses what the terminal would act on (bytes never do).

        ``template`` is the user's format that made the text: its own escape sequences stay.
        """
        stdout = self.streams.stdout
        stdout.write(visible(stdout, data, template) if isinstance(data, str) else data)

    def echo(self, text: str = "") -> None:
        """Write one line to standard output, as :meth:`out` does."""
        self.out(text + "\n")

    def styled(self, text: str) -> None:
        """Write text with escape sequences of our own to standard output as it is."""
        self.streams.stdout.write(text)

    def warn(self, text: str) -> None:
        """Write one line to standard error, after what standard output holds; as :meth:`out` does."""
        stderr = self.streams.stderr
        self.streams.stdout.flush()
        stderr.write(visible(stderr, text + "\n"))
        stderr.flush()

    def close(self) -> None:
        """Let go of the engine's connections, unless other lines of a batch use them."""
        if self._engine is not None and self._engine not in list((self.engines or {}).values()):
            self._engine.connection.close()
        self._engine = None
