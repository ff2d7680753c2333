"""Sizes in bytes (``64m``, ``1.5g``) and shares of a processor (``0.5``, ``1/2``)."""

from __future__ import annotations

from pydock.values.numbers import parse_float

_BINARY = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "p": 1 << 50}
_DECIMAL = {"k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "p": 10**15}
_INT64 = 1 << 63
NANO = 1_000_000_000


def parse_bytes(text: str) -> int:
    """Bytes, with Docker's units in powers of 1024: ``b k m g t p``, perhaps followed by ``b`` or ``ib``."""
    return _parse(text, _BINARY)


def parse_decimal_bytes(text: str) -> int:
    """Bytes with the same units in powers of 1000, as images and disks are measured."""
    return _parse(text, _DECIMAL)


def parse_memory_swap(text: str) -> int:
    """As :func:`parse_bytes`; ``-1`` means no limit."""
    return -1 if text == "-1" else parse_bytes(text)


def _parse(text: str, units: dict[str, int]) -> int:
    end = max((text.rfind(character) for character in "0123456789. "), default=-1)
    if end < 0:
        raise ValueError(f"invalid size: '{text}'")
    number = text[:end] if text[end] == " " else text[: end + 1]
    suffix = text[end + 1 :]
    size = parse_float(number)
    if size < 0:
        raise ValueError(f"invalid size: '{text}'")
    return _whole(size * _scale(suffix, units))


def _scale(suffix: str, units: dict[str, int]) -> int:
    if not suffix:
        return 1
    if len(suffix) > 3:
        raise ValueError(f"invalid suffix: '{suffix}'")
    suffix = suffix.lower()
    if suffix == "b":
        return 1
    if suffix[0] not in units or suffix[1:] not in ("", "b", "ib"):
        raise ValueError(f"invalid suffix: '{suffix}'")
    return units[suffix[0]]


def _whole(size: float) -> int:
    """What Go's conversion makes of it: beyond 64 bits, and of what is no number, the lowest integer."""
    if not -_INT64 <= size < _INT64:
        return -_INT64
    return int(size)


def parse_cpus(text: str) -> int:
    """Billionths of a processor from an exact decimal, exponent or fraction; too many wrap around."""
    numerator, denominator = _rational(text)
    nanos, rest = divmod(numerator * NANO, denominator)
    if rest:
        raise ValueError("value is too precise")
    return (nanos + 2**63) % 2**64 - 2**63  # the lower 64 bits, as the engine's type has no more


def _rational(text: str) -> tuple[int, int]:
    top, slash, bottom = text.partition("/")
    try:
        if slash:
            numerator, denominator = _integer(top, signed=True), _integer(bottom, signed=False)
        else:
            numerator, denominator = _decimal(text)
    except ValueError:
        denominator = 0
    if not denominator:
        raise ValueError(f"failed to parse {text} as a rational number")
    return numerator, denominator


def _decimal(text: str) -> tuple[int, int]:
    if text[:2].lower() in ("0x", "0b", "0o"):
        return int(text, 0), 1
    mantissa, exponent = text, 0
    for letter in "eE":
        if letter in text:
            mantissa, _, power = text.partition(letter)
            exponent = _integer(power, signed=True)
            break
    sign = mantissa[:1] if mantissa[:1] in ("+", "-") else ""
    whole, _, fraction = mantissa[len(sign) :].partition(".")
    numerator = int(sign + str(_integer((whole + fraction), signed=False)))
    exponent -= len(fraction)
    if abs(exponent) > 400:
        raise ValueError(text)
    return (numerator * 10**exponent, 1) if exponent >= 0 else (numerator, 10**-exponent)


def _integer(text: str, *, signed: bool) -> int:
    digits = text[1:] if signed and text[:1] in ("+", "-") else text
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(text)
    return int(text)
