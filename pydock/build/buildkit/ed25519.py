"""Ed25519 (RFC 8032): public keys and signatures, for the token authority alone.

Not in constant time: these keys show an engine that two sessions are one user's, and sign only what it made up.
"""

from __future__ import annotations

from hashlib import sha512

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P

# Extended coordinates: (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z.
_Point = tuple[int, int, int, int]
_NEUTRAL: _Point = (0, 1, 1, 0)
_BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE: _Point = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _P)


def public_key(seed: bytes) -> bytes:
    """The 32 bytes that belong to a secret seed of 32 bytes."""
    return _encoded(_times(_scalar(seed), _BASE))


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64 bytes of the signature."""
    secret, public = _scalar(seed), public_key(seed)
    nonce = _number(sha512(sha512(seed).digest()[32:] + message).digest()) % _ORDER
    commitment = _encoded(_times(nonce, _BASE))
    challenge = _number(sha512(commitment + public + message).digest()) % _ORDER
    return commitment + ((nonce + challenge * secret) % _ORDER).to_bytes(32, "little")


def _scalar(seed: bytes) -> int:
    if len(seed) != 32:
        raise ValueError("an Ed25519 seed has 32 bytes")
    number = _number(sha512(seed).digest()[:32])
    return number & (2**254 - 8) | 2**254


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _times(count: int, point: _Point) -> _Point:
    total = _NEUTRAL
    while count:
        if count & 1:
            total = _sum(total, point)
        point = _sum(point, point)
        count >>= 1
    return total


def _sum(one: _Point, other: _Point) -> _Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _encoded(point: _Point) -> bytes:
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")
