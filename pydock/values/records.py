"""One CSV record as Go's encoding/csv reads it: the form of ``--mount``, ``--secret`` and every list flag.

Raises ``ValueError`` with Go's texts (``parse error on line 1, column 20: extraneous or missing " in
quoted-field``).
"""

from __future__ import annotations


def parse_record(text: str) -> list[str]:
    """The fields of the first record in ``text``: strict quotes, ``""`` inside a quoted field is a quote."""
    line = text
    if not line.strip("\r\n"):
        raise ValueError("EOF")
    fields: list[str] = []
    position = 0
    while True:
        if line[position : position + 1] != '"':
            end = _field_end(line, position)
            field = line[position:end]
            if '"' in field:
                raise ValueError(
                    f"parse error on line 1, column {_column(line, position + field.index(chr(34)))}: "
                    'bare " in non-quoted-field'
                )
            fields.append(field)
            position = end
        else:
            field, position = _quoted(line, position)
            fields.append(field)
        if position >= len(line) or line[position] in "\r\n":
            return fields
        position += 1


def _quoted(line: str, start: int) -> tuple[str, int]:
    out: list[str] = []
    position = start + 1
    while True:
        quote = line.find('"', position)
        if quote < 0:
            raise ValueError(
                f'parse error on line 1, column {_column(line, len(line))}: extraneous or missing " in quoted-field'
            )
        out.append(line[position:quote])
        following = line[quote + 1 : quote + 2]
        if following == '"':
            out.append('"')
            position = quote + 2
        elif following in ("", ",", "\n", "\r"):
            return "".join(out), quote + 1
        else:
            raise ValueError(
                f'parse error on line 1, column {_column(line, quote)}: extraneous or missing " in quoted-field'
            )


def _field_end(line: str, position: int) -> int:
    comma = line.find(",", position)
    newline = line.find("\n", position)
    ends = [end for end in (comma, newline) if end >= 0]
    return min(ends) if ends else len(line)


def _column(line: str, index: int) -> int:
    """Go counts bytes, from 1."""
    return len(line[:index].encode("utf-8", "surrogateescape")) + 1
