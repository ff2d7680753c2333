"""Commands as Click objects with pflag's parser: ``@command``, ``@option``, ``@argument``.

A callback gets the :class:`~pydock.cli.app.App` and then its parameters by name. A group that takes flags
of its own (``compose``, ``buildx``) declares them in its package::

    # pydock/commands/compose/__init__.py
    @group_command(compose_option...)            # the same @option decorators
    def group(app: App, file: list[str], ...) -> None: ...

Its callback runs before the command's, normally to leave what the flags say in ``app.group_options``.
A group's flags are taken before the command word only, as Docker does; ``persistent=True`` on an option
makes every command below accept it too (``buildx --builder``): there its value overrides the group's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pydock.cli import kinds
from pydock.cli.parser import FlagSet, parse
from pydock.cli.protect import guard
from pydock.errors import Exit, PydockError, UsageError, VersionError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.kinds import Kind

Callback = Callable[..., Any]
_TYPED = "pydock.typed"
C = TypeVar("C", bound=Callable[..., Any])
K = TypeVar("K", bound="Command")


class ArgumentError(UsageError):
    """Too few or too many arguments. Exit code 1, as Docker's."""

    exit_code = 1


class Flag(click.Option):
    """An option with a :class:`~pydock.cli.kinds.Kind`; see :func:`option`."""

    def __init__(
        self,
        names: Sequence[str],
        *,
        kind: Kind = kinds.STRING,
        help: str = "",
        default: Any = None,
        default_text: str | None = None,
        since: str | None = None,
        hidden: bool = False,
        deprecated: str | None = None,
        persistent: bool = False,
        choices: Sequence[str] = (),
        complete: str = "",
        variable: str = "",
        ostype: str = "",
        experimental: bool = False,
    ) -> None:
        super().__init__(list(names), type=click.UNPROCESSED, help=help, hidden=hidden or deprecated is not None)
        self.kind = kind
        self.initial = default
        self.since = since
        self.deprecation = deprecated
        self.persistent = persistent
        self.ostype = ostype
        self.experimental = experimental
        self.choices = tuple(choices)
        self.complete = complete
        self.variable = variable
        self.long = next((n[2:] for n in self.opts if n.startswith("--")), "")
        self.short: str | None = next((n[1:] for n in self.opts if not n.startswith("--")), None)
        self.no_value = kind.no_value
        self.default_text = default_text

    def fresh(self, environ: Mapping[str, str]) -> Any:
        """The value when the flag is absent: its ``variable`` of the environment, or the default.

        Kinds that collect get a list of their own.
        """
        if self.variable and environ.get(self.variable):
            return self.kind.parse(environ[self.variable])
        if self.kind.many:
            return list(self.initial or ())
        if self.initial is None and self.kind is kinds.BOOL:
            return False
        return self.initial

    @property
    def shown_default(self) -> str:
        """The default as help shows it, "" for none: zero values are not shown."""
        if self.default_text is not None:
            return self.default_text
        if self.kind.many or self.initial is None:
            return self.kind.empty
        if isinstance(self.initial, bool):
            return "true" if self.initial else ""
        return str(self.initial) if self.initial not in (0, "") else ""


class Positional(click.Argument):
    """An argument: one, optional, or (``many``) all that are left."""

    def __init__(
        self, name: str, *, many: bool = False, optional: bool = False, metavar: str | None = None, complete: str = ""
    ) -> None:
        super().__init__([name], nargs=-1 if many else 1, required=not optional, metavar=metavar)
        self.many = many
        self.complete = complete


class Command(click.Command):
    """A command whose words pflag's rules split. ``interspersed``: flags may follow arguments."""

    interspersed = True
    path = ""
    show_path = ""
    usage = ""
    since: str | None = None
    terse = False  # usage errors are one line, exit code 1: all of Compose's, and of a few others
    counting = False  # a wrong number of arguments is told in one line, as cobra does
    wordy = False  # it is told at length though the command is terse
    spare = False  # arguments beyond the last are ignored
    sign = ""  # what errors begin with, but those of flags
    inherited: tuple[Flag, ...] = ()

    def copy(self: K) -> K:
        """The same command to be called once: what is set on it for that stays out of other lines of a batch."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin

    def flags(self) -> list[Flag]:
        """The command's flags, its groups' persistent ones and ``--help``."""
        own = [param for param in self.params if isinstance(param, Flag)]
        taken = {flag.long for flag in own}
        own += [flag for flag in self.inherited if flag.long not in taken]
        shorts = {flag.short for flag in own}
        names = ["--help"] if "h" in shorts else ["-h", "--help"]
        return [*own, Flag(names, kind=kinds.BOOL, help="Print this help", hidden=True)]

    def positionals(self) -> list[Positional]:
        return [param for param in self.params if isinstance(param, Positional)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        app: App = ctx.obj
        ctx.meta[_TYPED] = tuple(args)
        flags = self.flags()
        values, words = self.read(app, args, flags)
        self._check(app, words)
        values.update(self._bind(words))
        self._gate(app, flags)
        self._hand_up(app, values)
        ctx.params.update(values)
        return []

    def read(self, app: App, args: list[str], flags: list[Flag]) -> tuple[dict[str, Any], list[str]]:
        """The flags' values by parameter name, and the arguments. ``--help`` ends the command here."""
        values = {flag.name or "": flag.fresh(app.environ) for flag in flags}
        changed: set[str] = set()

        collected: set[str] = set()

        def assign(flag: Flag, text: str) -> None:
            name = flag.name or ""
            value = flag.kind.parse(text)
            if flag.deprecation and flag.long not in changed:
                app.echo(f"Flag --{flag.long} has been deprecated, {flag.deprecation}")
            if not flag.kind.many:
                values[name] = value
            else:
                if name not in collected:  # two flags may share a list: --net and --network
                    values[name] = []
                    collected.add(name)
                values[name].extend(value if flag.kind.spread else (value,))
            changed.add(flag.long)

        words = self._split(app, args, FlagSet(flags), assign)
        if values.pop("help", False):
            app.out(self.page(app))
            raise Exit(0)
        app.changed = frozenset(changed)
        return values, words

    def _hand_up(self, app: App, values: dict[str, Any]) -> None:
        """What a persistent flag of the group says here is the group's, not the callback's."""
        own = {param.name for param in self.params}
        for flag in self.inherited:
            if flag.name not in own:
                value = values.pop(flag.name or "")
                if flag.long in app.changed:
                    app.group_options[flag.name or ""] = value

    def _split(self, app: App, args: list[str], flags: FlagSet[Flag], assign: Callable[[Flag, str], None]) -> list[str]:
        try:
            return parse(args, flags, assign, interspersed=self.interspersed)
        except UsageError as error:
            if self.terse:
                error.exit_code = 1
                raise
            error.message += (
                f"\n\n{self.usage_line(app)}\n\nRun '{app.program} {self.show_path} --help' for more information"
            )
            raise

    def page(self, app: App) -> str:
        """The help page."""
        from pydock.cli.help import command_help

        return command_help(self, app)

    def usage_line(self, app: App) -> str:
        """``Usage:  docker rm [OPTIONS] CONTAINER [CONTAINER...]``."""
        usage = self.usage.replace("{program}", app.program)
        return f"Usage:  {app.program} {self.show_path} {usage}".rstrip()

    def _check(self, app: App, words: Sequence[str]) -> None:
        arguments = self.positionals()
        low = sum(argument.required for argument in arguments)
        high = None if any(argument.many for argument in arguments) else len(arguments)
        if len(words) < low or (high is not None and len(words) > high and not self.spare):
            name = f"{app.program} {self.show_path}"
            if self.counting and not high:
                raise ArgumentError(f'unknown command "{words[0]}" for "{name}"')
            if (self.terse and not self.wordy) or self.counting:
                raise ArgumentError(_terse_arity(low, None if self.spare else high, len(words)))
            # "SRun" is Docker's own slip in the text for a single optional argument.
            verb = "See" if high is None else "SRun" if high and not low else "Run"
            raise ArgumentError(
                f"{app.program}: '{name}' {_arity_text(low, high)}\n\n"
                f"{self.usage_line(app)}\n\n{verb} '{name} --help' for more information"
            )

    def _bind(self, words: Sequence[str]) -> dict[str, Any]:
        bound: dict[str, Any] = {}
        left = list(words)
        for argument in self.positionals():
            name = argument.name or ""
            if argument.many:
                bound[name], left = tuple(left), []
            else:
                bound[name] = left.pop(0) if left else None
        return bound

    def _gate(self, app: App, flags: Iterable[Flag]) -> None:
        """A command or flag that the engine's API version does not have is refused by Docker's own words."""
        if self.since:
            app.engine.connection.require(self.since, f'"{app.program} {self.show_path}"')
        for flag in flags:
            if flag.since and flag.long in app.changed:
                app.engine.connection.require(flag.since, f'"--{flag.long}"')
            if (flag.ostype or flag.experimental) and flag.long in app.changed:
                _require_daemon(app, flag)

    def run(self, app: App, words: list[str]) -> None:
        """Parse ``words`` and call the function."""
        try:
            with self.make_context(self.show_path, words, obj=app) as ctx:
                self.invoke(ctx)
        except PydockError as error:
            if isinstance(error, ArgumentError) or not isinstance(error, (UsageError, Exit)):
                error.message = self.sign + error.message.removeprefix(self.sign)
            raise

    def invoke(self, ctx: click.Context) -> Any:
        assert self.callback is not None
        guard(ctx.obj, self.path)
        return self.callback(ctx.obj, **ctx.params)


class GroupCommand(Command):
    """The flags of a group of commands."""

    interspersed = False

    def page(self, app: App) -> str:
        from pydock.cli.help import group_help

        return group_help(self.show_path, app, self.flags())

    def enter(self, app: App, words: list[str]) -> list[str]:
        """Take the group's flags off ``words``, run its function, and return what is left."""
        values, left = self.read(app, words, self.flags())
        app.group_changed = app.changed
        assert self.callback is not None
        self.callback(app, **values)
        return left


def running() -> Command:
    """The command that runs in this thread, with the path it was typed by."""
    found = click.get_current_context().command
    assert isinstance(found, Command)
    return found


def typed() -> tuple[str, ...]:
    """The words after the path of the command that runs in this thread."""
    words: tuple[str, ...] = click.get_current_context().meta[_TYPED]
    return words


def _require_daemon(app: App, flag: Flag) -> None:
    ping = app.engine.connection.ping
    if flag.experimental and not ping.experimental:
        raise VersionError(f'"--{flag.long}" is only supported on a Docker daemon with experimental features enabled')
    if flag.ostype and flag.ostype != ping.os_type:
        raise VersionError(
            f'"--{flag.long}" is only supported on a Docker daemon running on {flag.ostype}, '
            f"but the Docker daemon is running on {ping.os_type}"
        )


def _arity_text(low: int, high: int | None) -> str:
    if high == 0:
        return "accepts no arguments"
    if high == low:
        return f"requires {low} {_plural(low)}"
    if high is None:
        return f"requires at least {low} {_plural(low)}"
    if low == 0:
        return f"requires at most {high} {_plural(high)}"
    return f"requires at least {low} and at most {high} {_plural(high)}"


def _terse_arity(low: int, high: int | None, given: int) -> str:
    if high is None:
        return f"requires at least {low} arg(s), only received {given}"
    if low == high:
        return f"accepts {low} arg(s), received {given}"
    if low == 0:
        return f"accepts at most {high} arg(s), received {given}"
    return f"accepts between {low} and {high} arg(s), received {given}"


def _plural(count: int) -> str:
    return "argument" if count == 1 else "arguments"


def command(
    *,
    interspersed: bool = True,
    since: str | None = None,
    terse: bool = False,
    counting: bool = False,
    wordy: bool = False,
    spare: bool = False,
) -> Callable[[Callback], Command]:
    """Make a function a command. ``since``: the API version that brought it; the others: see :class:`Command`."""

    def decorate(function: Callback) -> Command:
        made = _make(Command, function)
        made.interspersed = interspersed
        made.since = since
        made.terse = terse
        made.counting = counting
        made.wordy = wordy
        made.spare = spare
        return made

    return decorate


def group_command() -> Callable[[Callback], GroupCommand]:
    """Make a function the flags of a group; see the module's docstring."""

    def decorate(function: Callback) -> GroupCommand:
        return _make(GroupCommand, function)

    return decorate


def _make(kind: type[K], function: Callback) -> K:
    params: list[click.Parameter] = getattr(function, "__pydock_params__", [])
    return kind(
        name=function.__name__, callback=function, params=params[::-1], help=function.__doc__, add_help_option=False
    )


def option(*names: str, **settings: Any) -> Callable[[C], C]:
    """One flag, by its names as Click writes them; the settings are those of :class:`Flag`."""
    return _param(lambda: Flag(names, **settings))


def argument(name: str, **settings: Any) -> Callable[[C], C]:
    """One argument; the settings are those of :class:`Positional`."""
    return _param(lambda: Positional(name, **settings))


def _param(make: Callable[[], click.Parameter]) -> Callable[[C], C]:
    def decorate(function: C) -> C:
        params: list[click.Parameter] = function.__dict__.setdefault("__pydock_params__", [])
        params.append(make())
        return function

    return decorate
