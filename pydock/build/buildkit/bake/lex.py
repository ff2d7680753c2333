"""HCL's words: identifiers, numbers, quoted and here-document templates, operators, newlines."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from pydock.build.buildkit.bake.diagnostics import Source

_OPERATORS = ("...", "==", "!=", "<=", ">=", "&&", "||", "=>", *"{}[]()=,.?:!<>+-*/%")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_HEREDOC = re.compile(r"<<(-?)([A-Za-z_][A-Za-z0-9_-]*)[ \t]*\r?\n")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_STRANGE = {
    "'": 'Single quotes are not valid. Use double quotes (") to enclose strings.',
    "`": 'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
    ";": 'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items'
    " in collection values.",
}
_SPLIT = (
    "Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to"
    ' represent a newline character or use the "heredoc" multi-line template syntax.'
)


class Token(NamedTuple):
    """``kind``: name, number, template, operator, newline, end. A template's ``inner`` is what it holds, raw.

    ``start`` and ``end`` are offsets; ``escaped`` templates have backslashes that mean something.
    """

    kind: str
    text: str
    start: int
    end: int
    escaped: bool = False
    inner: tuple[Source, int, int] | None = None


def tokens(source: Source, start: int = 0, stop: int | None = None) -> list[Token]:
    """The words between two offsets. Raises Diagnostic."""
    text = source.text
    stop = len(text) if stop is None else stop
    out: list[Token] = []
    position = start
    while position < stop:
        letter = text[position]
        if letter == "\n":
            out.append(Token("newline", "\n", position, position + 1))
            position += 1
        elif letter in " \t\r":
            position += 1
        elif letter == "#" or text.startswith("//", position):
            position = _until(text, position, "\n")
        elif text.startswith("/*", position) and "*/" in text[position + 2 :]:
            position = _until(text, position, "*/") + 2
        elif letter == '"':
            end = template_end(source, position + 1)
            inner = (source, position + 1, end)
            out.append(Token("template", text[position : end + 1], position, end + 1, True, inner))
            position = end + 1
        elif match := _HEREDOC.match(text, position):
            token = _heredoc(source, match)
            out.append(token)
            position = token.end
        elif match := _IDENTIFIER.match(text, position):
            out.append(Token("name", match[0], position, match.end()))
            position = match.end()
        elif match := _NUMBER.match(text, position):
            out.append(Token("number", match[0], position, match.end()))
            position = match.end()
        else:
            operator = next((known for known in _OPERATORS if text.startswith(known, position)), None)
            if operator is None:
                reason = _STRANGE.get(letter, "This character is not used within the language.")
                source.place(position, position + 1).fail(f"Invalid character; {reason}", more=1)
            out.append(Token("operator", operator, position, position + len(operator)))
            position += len(operator)
    return [*out, Token("end", "", stop, stop)]


def _until(source: str, start: int, mark: str) -> int:
    end = source.find(mark, start)
    return len(source) if end < 0 else end


def template_end(source: Source, start: int) -> int:
    """Where the closing quote of a template stands that begins at ``start``. Raises Diagnostic without one."""
    text, position = source.text, start
    while position < len(text):
        letter = text[position]
        if letter == "\\":
            position += 2
        elif letter == '"':
            return position
        elif letter == "\n":
            break
        elif text.startswith(("${", "%{"), position) and text[max(position - 1, start) : position] != letter:
            position = interpolation_end(source, position + 2) + 1
        else:
            position += 1
    _split_string(source, start, position)


def _split_string(source: Source, start: int, newline: int) -> NoReturn:
    """What comes after is nonsense, too: a list around the string counts once more."""
    line = source.text[source.text.rfind("\n", 0, start) + 1 : start]
    more = 2 if line.count("[") > line.count("]") else 1
    source.place(newline, min(newline + 1, len(source.text))).fail(f"Invalid multi-line string; {_SPLIT}", more=more)


def interpolation_end(source: Source, start: int) -> int:
    """Where the brace stands that closes an interpolation whose inside begins at ``start``."""
    text, depth, position = source.text, 1, start
    while position < len(text):
        letter = text[position]
        if letter == '"':
            position = template_end(source, position + 1)
        elif letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
            if not depth:
                return position
        position += 1
    source.place(len(text), len(text)).fail("Unterminated template string; No closing marker was found for the string.")


def _heredoc(source: Source, match: re.Match[str]) -> Token:
    text, position = source.text, match.end()
    lines: list[str] = []
    while position < len(text):
        end = _until(text, position, "\n")
        line = text[position:end]
        if line.strip() == match[2]:
            inner = (source, match.end(), position)
            if match[1]:
                margins = [len(kept) - len(kept.lstrip()) for kept in lines if kept.strip()]
                flush = "".join(kept[min(margins, default=0) :] + "\n" for kept in lines)
                inner = (Source(source.name, flush), 0, len(flush))
            return Token("template", text[match.start() : end], match.start(), end, inner=inner)
        lines.append(line)
        position = end + 1
    source.place(len(text), len(text)).fail("Unterminated template string; No closing marker was found for the string.")


def unescape(source: Source, start: int, end: int) -> str:
    """The literal part of a quoted template. Raises Diagnostic."""
    text, out, position = source.text, [], start
    while position < end:
        letter = text[position]
        following = text[position + 1 : position + 2] if position + 1 < end else ""
        if letter != "\\":
            out.append(letter)
            position += 1
        elif following in _ESCAPES:
            out.append(_ESCAPES[following])
            position += 2
        elif following and following in "uU":
            size = 4 if following == "u" else 8
            digits = re.compile(rf"[0-9a-fA-F]{{0,{size}}}").match(text, position + 2, end)
            found = digits[0] if digits else ""
            if len(found) < size:
                words = f"must be followed by {'four' if size == 4 else 'eight'} hexadecimal digits."
                source.place(position, position + 2 + len(found)).fail(
                    f"Invalid escape sequence; The \\{following} escape sequence {words}"
                )
            out.append(chr(int(found, 16)))
            position += 2 + size
        else:
            reason = f'The symbol "{following}" is not a valid escape sequence selector.'
            source.place(position, position + 2).fail(f"Invalid escape sequence; {reason}")
    return "".join(out)
