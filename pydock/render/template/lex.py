"""Tokens of Go's ``text/template`` language.

The whole text is scanned at once. A fault does not raise here: it becomes an ``error`` token where scanning
stopped, because the parser may find a fault of its own before it gets there, and reports the first one.
"""

from __future__ import annotations

from typing import NamedTuple

LEFT, RIGHT = "{{", "}}"
SPACES = " \t\r\n"

KEYWORDS = frozenset(["block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template", "with"])


class Token(NamedTuple):
    """``kind`` is a word of this module's (``text``, ``field``, ...) or the keyword itself."""

    kind: str
    pos: int
    value: str
    line: int

    def __str__(self) -> str:
        if self.kind == "eof":
            return "EOF"
        if self.kind == "error":
            return self.value
        if self.kind in KEYWORDS or self.kind == "dot":
            return f"<{self.value}>"
        if len(self.value) > 10:
            return quote(self.value[:10]) + "..."
        return quote(self.value)


def quote(text: str) -> str:
    """Go's ``%q`` of a string."""
    from pydock.render.template.quoting import quote as full

    return full(text)


def rune(char: str) -> str:
    """Go's ``%#U``: ``U+0040 '@'``; an end of text is a NUL-like rune without a picture."""
    code = f"U+{ord(char):04X}" if char else "U+FFFFFFFFFFFFFFFF"
    return f"{code} '{char}'" if char and char.isprintable() else code


class Fault(Exception):
    """Scanning cannot go on; the argument is Go's text for it."""


def tokens(text: str) -> list[Token]:
    """Every token of ``text``; the last is ``eof`` or ``error``."""
    scanner = _Scanner(text)
    try:
        scanner.run()
    except Fault as fault:
        scanner.out.append(Token("error", scanner.start, str(fault), scanner.start_line))
    return scanner.out


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.start = 0
        self.line = 1
        self.start_line = 1
        self.depth = 0
        self.out: list[Token] = []

    def emit(self, kind: str) -> None:
        value = self.text[self.start : self.pos]
        self.out.append(Token(kind, self.start, value, self.start_line))
        self.ignore()

    def ignore(self) -> None:
        self.line += self.text.count("\n", self.start, self.pos)
        self.start = self.pos
        self.start_line = self.line

    def run(self) -> None:
        while True:
            found = self.text.find(LEFT, self.pos)
            if found < 0:
                self.pos = len(self.text)
                if self.pos > self.start:
                    self.emit("text")
                self.emit("eof")
                return
            self.pos = found
            trim = self.text.startswith("- ", found + 2) or self._trims_left(found + 2)
            if found > self.start:
                whole = self.text[self.start : found]
                kept = whole.rstrip(SPACES) if trim else whole
                self.pos = self.start + len(kept)
                if kept:
                    self.emit("text")
                self.pos = found
                self.ignore()
            self.left(trim)

    def _trims_left(self, at: int) -> bool:
        return self.text.startswith("-", at) and at + 1 < len(self.text) and self.text[at + 1] in SPACES

    def left(self, trim: bool) -> None:
        after = self.pos + 2 + (2 if trim else 0)
        if self.text.startswith("/*", after):
            self.pos = after
            self.ignore()
            self.comment()
            return
        self.pos += 2
        self.emit("left")
        self.pos = after
        self.ignore()
        self.depth = 0
        self.action()

    def comment(self) -> None:
        end = self.text.find("*/", self.pos + 2)
        if end < 0:
            raise Fault("unclosed comment")
        self.pos = end + 2
        closed, trim = self.at_right()
        if not closed:
            raise Fault("comment ends before closing delimiter")
        self.pos += 4 if trim else 2
        if trim:
            self.skip_spaces()
        self.ignore()

    def at_right(self) -> tuple[bool, bool]:
        """Whether the closing delimiter is here, and whether it trims."""
        text, pos = self.text, self.pos
        if pos + 1 < len(text) and text[pos] in SPACES and text.startswith("-" + RIGHT, pos + 1):
            return True, True
        return text.startswith(RIGHT, pos), False

    def skip_spaces(self) -> None:
        while self.pos < len(self.text) and self.text[self.pos] in SPACES:
            self.pos += 1

    def action(self) -> None:
        """Everything up to and with the closing delimiter."""
        text = self.text
        while True:
            closed, trim = self.at_right()
            if closed:
                if self.depth:
                    raise Fault("unclosed left paren")
                if trim:
                    self.pos += 2
                    self.ignore()
                self.pos += 2
                self.emit("right")
                if trim:
                    self.skip_spaces()
                    self.ignore()
                return
            if self.pos >= len(text):
                raise Fault("unclosed action")
            self.token(text[self.pos])

    def token(self, char: str) -> None:
        text = self.text
        following = text[self.pos + 1 : self.pos + 2]
        if char in SPACES:
            self.space()
        elif char == '"':
            self.quoted()
        elif char == "`":
            end = text.find("`", self.pos + 1)
            if end < 0:
                self.pos = len(text)
                raise Fault("unterminated raw quoted string")
            self.pos = end + 1
            self.emit("raw")
        elif char == "'":
            self.char()
        elif char == "$" or (char == "." and following and not "0" <= following <= "9"):
            self.field("variable" if char == "$" else "field")
        elif char in "+-." or "0" <= char <= "9":
            self.number()
        elif char == "_" or char.isalnum():
            self.word()
        elif char == ":":
            if following != "=":
                raise Fault("expected :=")
            self.pos += 2
            self.emit("declare")
        else:
            self.punctuation(char)

    def punctuation(self, char: str) -> None:
        self.pos += 1
        if char == "=":
            self.emit("assign")
        elif char == "|":
            self.emit("pipe")
        elif char == "(":
            self.depth += 1
            self.emit("(")
        elif char == ")":
            self.depth -= 1
            if self.depth < 0:
                raise Fault("unexpected right paren")
            self.emit(")")
        elif char.isascii() and char.isprintable():
            self.emit("char")
        else:
            raise Fault(f"unrecognized character in action: {rune(char)}")

    def space(self) -> None:
        while self.pos < len(self.text) and self.text[self.pos] in SPACES:
            if self.text.startswith("-" + RIGHT, self.pos + 1):
                break  # this last space belongs to a trimming delimiter
            self.pos += 1
        if self.pos > self.start:
            self.emit("space")

    def quoted(self) -> None:
        text, at = self.text, self.pos + 1
        while at < len(text) and text[at] != "\n":
            if text[at] == '"':
                self.pos = at + 1
                self.emit("string")
                return
            at += 2 if text[at] == "\\" and text[at + 1 : at + 2] not in ("", "\n") else 1
        raise Fault("unterminated quoted string")

    def char(self) -> None:
        text, at = self.text, self.pos + 1
        while at < len(text) and text[at] != "\n":
            if text[at] == "'":
                self.pos = at + 1
                self.emit("charconstant")
                return
            at += 2 if text[at] == "\\" and text[at + 1 : at + 2] not in ("", "\n") else 1
        raise Fault("unterminated character constant")

    def field(self, kind: str) -> None:
        self.pos += 1
        if self.at_terminator():
            self.emit("variable" if kind == "variable" else "dot")
            return
        self.letters()
        if not self.at_terminator():
            raise Fault(f"bad character {rune(self.text[self.pos : self.pos + 1])}")
        self.emit(kind)

    def word(self) -> None:
        self.letters()
        word = self.text[self.start : self.pos]
        if not self.at_terminator():
            raise Fault(f"bad character {rune(self.text[self.pos : self.pos + 1])}")
        if word in KEYWORDS:
            self.emit(word)
        elif word in ("true", "false"):
            self.emit("bool")
        else:
            self.emit("identifier")

    def letters(self) -> None:
        text = self.text
        while self.pos < len(text) and (text[self.pos] == "_" or text[self.pos].isalnum()):
            self.pos += 1

    def at_terminator(self) -> bool:
        if self.pos >= len(self.text):
            return True
        return self.text[self.pos] in " \t\r\n.,|:()" or self.text.startswith(RIGHT, self.pos)

    def number(self) -> None:
        if not self.scan_number():
            raise Fault(f"bad number syntax: {quote(self.text[self.start : self.pos])}")
        if self.text[self.pos : self.pos + 1] in ("+", "-") and self.pos < len(self.text):
            if not self.scan_number() or self.text[self.pos - 1] != "i":
                raise Fault(f"bad number syntax: {quote(self.text[self.start : self.pos])}")
            self.emit("complex")
        else:
            self.emit("number")

    def accept(self, valid: str) -> bool:
        if self.pos < len(self.text) and self.text[self.pos] in valid:
            self.pos += 1
            return True
        return False

    def accept_run(self, valid: str) -> None:
        while self.accept(valid):
            pass

    def scan_number(self) -> bool:
        self.accept("+-")
        digits = "0123456789_"
        if self.accept("0"):
            if self.accept("xX"):
                digits = "0123456789abcdefABCDEF_"
            elif self.accept("oO"):
                digits = "01234567_"
            elif self.accept("bB"):
                digits = "01_"
        self.accept_run(digits)
        if self.accept("."):
            self.accept_run(digits)
        if len(digits) == 11 and self.accept("eE"):
            self.accept("+-")
            self.accept_run("0123456789_")
        if len(digits) == 23 and self.accept("pP"):
            self.accept("+-")
            self.accept_run("0123456789_")
        self.accept("i")
        following = self.text[self.pos : self.pos + 1]
        if following and (following == "_" or following.isalnum()):
            self.pos += 1
            return False
        return True
