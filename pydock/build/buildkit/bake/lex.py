"""HCL's words: identifiers, numbers, quoted and here-document templates, operators, newlines."""

from __future__ import annotations

import re
from typing import NamedTuple

from pydock.errors import PydockError

_OPERATORS = ("...", "==", "!=", "<=", ">=", "&&", "||", "=>", *"{}[]()=,.?:!<>+-*/%")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_HEREDOC = re.compile(r"<<(-?)([A-Za-z_][A-Za-z0-9_-]*)[ \t]*\r?\n")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class Token(NamedTuple):
    """``kind``: name, number, template (raw text between the quotes), operator, newline, end."""

    kind: str
    text: str
    line: int
    escaped: bool = False


def tokens(source: str, name: str) -> list[Token]:
    """The words of a file. Raises PydockError with the line."""
    out: list[Token] = []
    position, line = 0, 1
    while position < len(source):
        letter = source[position]
        if letter == "\n":
            out.append(Token("newline", "\n", line))
            position, line = position + 1, line + 1
        elif letter in " \t\r":
            position += 1
        elif letter == "#" or source.startswith("//", position):
            position = _until(source, position, "\n")
        elif source.startswith("/*", position):
            end = _until(source, position, "*/") + 2
            line += source.count("\n", position, end)
            position = end
        elif letter == '"':
            end = template_end(source, position + 1)
            if end < 0:
                raise PydockError(f"{name}:{line}: unterminated string")
            out.append(Token("template", source[position + 1 : end], line, True))
            position = end + 1
        elif match := _HEREDOC.match(source, position):
            text, end = _heredoc(source, match, f"{name}:{line}")
            out.append(Token("template", text, line))
            line += source.count("\n", position, end)
            position = end
        elif match := _IDENTIFIER.match(source, position):
            out.append(Token("name", match[0], line))
            position = match.end()
        elif match := _NUMBER.match(source, position):
            out.append(Token("number", match[0], line))
            position = match.end()
        else:
            operator = next((text for text in _OPERATORS if source.startswith(text, position)), None)
            if operator is None:
                raise PydockError(f"{name}:{line}: invalid character {letter!r}")
            out.append(Token("operator", operator, line))
            position += len(operator)
    return [*out, Token("newline", "\n", line), Token("end", "", line)]


def _until(source: str, start: int, mark: str) -> int:
    end = source.find(mark, start)
    return len(source) if end < 0 else end


def template_end(source: str, start: int) -> int:
    """Where the closing quote of a template stands that begins at ``start``; -1 without one."""
    position = start
    while position < len(source):
        letter = source[position]
        if letter == "\\":
            position += 2
        elif letter == '"':
            return position
        elif letter == "\n":
            return -1
        elif source.startswith(("${", "%{"), position) and source[max(position - 1, start) : position] != letter:
            position = interpolation_end(source, position + 2) + 1
        else:
            position += 1
    return -1


def interpolation_end(source: str, start: int) -> int:
    """Where the brace stands that closes an interpolation whose inside begins at ``start``."""
    depth, position = 1, start
    while position < len(source):
        letter = source[position]
        if letter == '"':
            position = template_end(source, position + 1)
            if position < 0:
                break
        elif letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
            if not depth:
                return position
        position += 1
    raise PydockError("unterminated interpolation in a template")


def _heredoc(source: str, match: re.Match[str], where: str) -> tuple[str, int]:
    lines: list[str] = []
    position = match.end()
    while position < len(source):
        end = _until(source, position, "\n")
        line = source[position:end]
        if line.strip() == match[2]:
            if match[1]:
                margins = [len(text) - len(text.lstrip()) for text in lines if text.strip()]
                lines = [text[min(margins, default=0) :] for text in lines]
            return "".join(text + "\n" for text in lines), end
        lines.append(line)
        position = end + 1
    raise PydockError(f"{where}: unterminated heredoc")


def unescape(text: str) -> str:
    """The literal part of a quoted template."""
    out, position = [], 0
    while position < len(text):
        letter = text[position]
        following = text[position + 1 : position + 2]
        if letter == "\\" and following in _ESCAPES:
            out.append(_ESCAPES[following])
            position += 2
        elif letter == "\\" and following in ("u", "U"):
            size = 4 if following == "u" else 8
            out.append(chr(int(text[position + 2 : position + 2 + size], 16)))
            position += 2 + size
        else:
            out.append(letter)
            position += 1
    return "".join(out)
