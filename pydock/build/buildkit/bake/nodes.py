"""Expressions of bake files: functions of a scope that know where they stand, so that what fails is named there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from pydock.build.buildkit.bake import values
from pydock.build.buildkit.bake.diagnostics import Diagnostic, Place
from pydock.build.buildkit.bake.nearest import suggestion
from pydock.errors import PydockError

_LOGIC = ("&&", "||")
_NUMBERS = ("+", "-", "*", "/", "%", "<", ">", "<=", ">=")


class Scope(Protocol):
    """Where names get their values. ``lookup`` and ``call`` raise PydockError for what is not there."""

    def lookup(self, name: str) -> Any: ...
    def call(self, name: str, arguments: list[Any]) -> Any: ...
    def names(self) -> list[str]: ...


class Expression:
    """``place``: all of it; ``start``: its first word, which is what an unsuitable value is told of.

    ``items``: the elements of a list as it is written.
    """

    __slots__ = ("_run", "items", "place", "start")

    def __init__(
        self,
        run: Callable[[Scope], Any],
        place: Place,
        start: Place | None = None,
        items: Sequence[Expression] = (),
    ) -> None:
        self._run = run
        self.place = place
        self.start = start or place
        self.items = items

    def __call__(self, scope: Scope) -> Any:
        """The value. Raises Diagnostic."""
        try:
            return self._run(scope)
        except Diagnostic:
            raise
        except PydockError as error:
            raise Diagnostic(self.place, error.message) from error


class Local:
    """A scope with a few names of its own."""

    def __init__(self, outer: Scope, names: Mapping[str, Any]) -> None:
        self._outer = outer
        self._names = names

    def lookup(self, name: str) -> Any:
        return self._names[name] if name in self._names else self._outer.lookup(name)

    def call(self, name: str, arguments: list[Any]) -> Any:
        return self._outer.call(name, arguments)

    def names(self) -> list[str]:
        return list(self._names)


class Unknown(PydockError):
    """A name that a scope does not have."""


def constant(value: Any, place: Place) -> Expression:
    return Expression(lambda scope: value, place)


def variable(name: str, place: Place) -> Expression:
    """A name's value."""

    def run(scope: Scope) -> Any:
        try:
            return scope.lookup(name)
        except Unknown:
            near = suggestion(name, scope.names())
            place.fail(f'Unknown variable; There is no variable named "{name}".{near}')

    return Expression(run, place)


def condition(test: Expression, scope: Scope) -> bool:
    """What a condition says. Raises Diagnostic for what is no boolean."""
    try:
        return values.truth(test(scope))
    except Diagnostic:
        raise
    except PydockError:
        test.place.fail("Incorrect condition type; The condition expression must be of type bool.")


def choice(test: Expression, yes: Expression, no: Expression) -> Expression:
    """``test ? yes : no``."""

    def run(scope: Scope) -> Any:
        found = yes(scope) if condition(test, scope) else no(scope)
        _consistent(yes, no, scope)
        return found

    return Expression(run, test.place.to(no.place), test.start)


def _consistent(yes: Expression, no: Expression, scope: Scope) -> None:
    """Raises Diagnostic where one result is a text or number and the other a collection."""
    try:
        kinds = [values.kind(side(scope)) for side in (yes, no)]
    except PydockError:
        return  # only the side that was chosen counts
    if "null" not in kinds and len({kind in ("tuple", "object") for kind in kinds}) > 1:
        said = f"The 'true' value is {kinds[0]}, but the 'false' value is {kinds[1]}."
        rule = "The true and false result expressions must have consistent types."
        yes.place.to(no.place).fail(f"Inconsistent conditional result types; {rule} {said}")


def binary(operator: str, left: Expression, right: Expression) -> Expression:
    """An operator between two values."""

    def run(scope: Scope) -> Any:
        if operator in _LOGIC:
            first = _operand(left, scope, "left", values.truth, "a bool")
            if first == (operator == "||"):
                return first
            return _operand(right, scope, "right", values.truth, "a bool")
        if operator in _NUMBERS:
            a = _operand(left, scope, "left", values.number, "a number")
            b = _operand(right, scope, "right", values.number, "a number")
            return values.operate(operator, a, b)
        return values.operate(operator, left(scope), right(scope))

    return Expression(run, left.place.to(right.place), left.start)


def unary(operator: str, value: Expression, place: Place) -> Expression:
    """``!`` or ``-`` before a value."""

    def run(scope: Scope) -> Any:
        if operator == "!":
            return not _operand(value, scope, "unary", values.truth, "a bool")
        return -_operand(value, scope, "unary", values.number, "a number")

    return Expression(run, place.to(value.place), place)


def _operand(value: Expression, scope: Scope, side: str, convert: Callable[[Any], Any], wanted: str) -> Any:
    found = value(scope)
    try:
        return convert(found)
    except PydockError:
        value.place.fail(f"Invalid operand; Unsuitable value for {side} operand: {wanted} is required.")


def attribute(value: Expression, key: str, place: Place) -> Expression:
    """``value.key``; ``place`` is the dot and the key."""

    def run(scope: Scope) -> Any:
        found = value(scope)
        kind = values.kind(found)
        if kind in ("string", "number", "bool"):
            place.fail(f"Unsupported attribute; Can't access attributes on a primitive-typed value ({kind}).")
        try:
            return values.member(found, key)
        except Diagnostic:
            raise
        except PydockError as error:
            place.fail(error.message)

    return Expression(run, value.place.to(place), value.start)


def index(value: Expression, key: Expression, place: Place) -> Expression:
    """``value[key]``; ``place`` is the brackets and the key."""

    def run(scope: Scope) -> Any:
        found, wanted = value(scope), key(scope)
        if not isinstance(found, (dict, list, tuple)):
            place.fail("Invalid index; This value does not have any indices.")
        try:
            return values.member(found, wanted)
        except Diagnostic:
            raise
        except PydockError:
            place.fail("Invalid index; The given key does not identify an element in this collection value.")

    return Expression(run, value.place.to(place), value.start)


def collection(value: Expression, scope: Scope) -> list[tuple[Any, Any]]:
    """What a ``for`` goes through. Raises Diagnostic for what is no collection."""
    found = value(scope)
    if not isinstance(found, (dict, list, tuple)):
        rule = f"A value of type {values.kind(found)} cannot be used as the collection in a 'for' expression."
        value.place.fail(f"Iteration over non-iterable value; {rule}")
    return values.entries(found)


def call(name: str, arguments: list[Expression], spread: bool, head: Place, close: Place) -> Expression:
    """A function's call: ``head`` is the name with the opening parenthesis, ``close`` the closing one."""
    whole = head.to(close)
    if name in ("try", "can"):
        return Expression(_attempt(name, arguments), whole, head)

    def run(scope: Scope) -> Any:
        given = [argument(scope) for argument in arguments]
        if spread and given:
            if not isinstance(given[-1], (list, tuple)):
                rule = "The expanding argument (indicated by ...) must be of a tuple, list, or set type."
                arguments[-1].place.fail(f"Invalid expanding argument value; {rule}")
            given = [*given[:-1], *given[-1]]
        try:
            return scope.call(name, given)
        except Diagnostic:
            raise
        except PydockError as error:
            _place_of(error, name, arguments, head, close).fail(error.message)

    return Expression(run, whole, head)


def _place_of(error: PydockError, name: str, arguments: list[Expression], head: Place, close: Place) -> Place:
    """Where a call's failure is to be told: at the name, a superfluous argument, the end, or the head."""
    if error.message.startswith("Call to unknown function"):
        return head.source.place(head.start, head.start + len(name))
    if error.message.startswith("Not enough function arguments"):
        return close
    if isinstance(error, BadArgument) and error.number is None:
        return head.source.place(head.end - 1, close.end)
    if isinstance(error, BadArgument) and error.number is not None and error.number < len(arguments):
        return arguments[error.number].start
    return head


class BadArgument(PydockError):
    """A function refuses its argument ``number``, from 0; without one, all of them."""

    def __init__(self, number: int | None, message: str) -> None:
        super().__init__(message)
        self.number = number


def _attempt(name: str, arguments: list[Expression]) -> Callable[[Scope], Any]:
    """``try`` gives the first argument that has a value, ``can`` tells whether its only one has."""

    def run(scope: Scope) -> Any:
        for argument in arguments:
            try:
                found = argument(scope)
            except PydockError:
                continue
            return True if name == "can" else found
        if name == "can":
            return False
        raise PydockError('Error in function call; Call to function "try" failed: no expression succeeded.')

    return run
