"""Dates in X.509 certificates, read from PEM without any library: just enough DER to find the validity."""

from __future__ import annotations

import binascii
import calendar
import re
from collections.abc import Iterator
from typing import NamedTuple

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)
_SEQUENCE, _UTC_TIME, _GENERALIZED_TIME, _VERSION = 0x30, 0x17, 0x18, 0xA0


class Validity(NamedTuple):
    """Unix seconds between which a certificate is good."""

    begins: float
    ends: float


def validities(pem: bytes) -> list[Validity]:
    """One per certificate in the text. Raises ValueError for one that is broken."""
    return [validity(binascii.a2b_base64(b"".join(body.split()))) for body in _PEM.findall(pem)]


def validity(der: bytes) -> Validity:
    """Of one certificate in binary form. Raises ValueError for one that is broken."""
    (_, certificate), *_ = _elements(der)
    (_, body), *_ = _elements(certificate)
    fields = list(_elements(body))
    if fields and fields[0][0] == _VERSION:
        fields = fields[1:]
    # serial number, algorithm, issuer, validity
    if len(fields) < 4 or fields[3][0] != _SEQUENCE:
        raise ValueError("not a certificate")
    begins, ends = [_moment(tag, text) for tag, text in _elements(fields[3][1])]
    return Validity(begins, ends)


def _elements(der: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(der):
        tag, length = der[at], der[at + 1] if at + 1 < len(der) else 0
        at += 2
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(der[at : at + count], "big")
            at += count
        if at + length > len(der):
            raise ValueError("the certificate is cut short")
        yield tag, der[at : at + length]
        at += length


def _moment(tag: int, text: bytes) -> float:
    digits = text.decode("ascii").rstrip("Z")
    if tag == _UTC_TIME:
        digits = ("19" if int(digits[:2]) >= 50 else "20") + digits
    elif tag != _GENERALIZED_TIME:
        raise ValueError("not a date")
    fields = [int(digits[:4]), *(int(digits[at : at + 2]) for at in (4, 6, 8, 10, 12))]
    return float(calendar.timegm((*fields, 0, 0, 0)))
