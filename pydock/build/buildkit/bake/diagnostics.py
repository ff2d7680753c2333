"""What is wrong in a bake file, and where: ``file:line,column-column: Summary; Detail.`` and the lines around it."""

from __future__ import annotations

from bisect import bisect_right
from typing import NoReturn

from pydock.errors import PydockError


class Source:
    """A file's text, or one made of it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._lines: list[int] = []

    def place(self, start: int, end: int) -> Place:
        """The range between two offsets."""
        return Place(self, start, end)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        if not self._lines:
            self._lines = [0, *(index + 1 for index, letter in enumerate(self.text) if letter == "\n")]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


class Place:
    """A range of a source."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end

    def __str__(self) -> str:
        (line, column), (last, end) = self.source.position(self.start), self.source.position(self.end)
        return f"{self.source.name}:{line},{column}-{end if last == line else f'{last},{end}'}"

    def to(self, other: Place) -> Place:
        """From the beginning of this to the end of ``other``."""
        return Place(self.source, self.start, other.end)

    def fail(self, text: str, more: int = 0) -> NoReturn:
        """Raise ``text`` (``Summary; Detail``) as the diagnostic of this place."""
        raise Diagnostic(self, text, more)


class Diagnostic(PydockError):
    """``more``: how many others there are (``alone``: none ever); ``excerpt``: the lines of the file."""

    def __init__(self, place: Place, text: str, more: int = 0, alone: bool = False) -> None:
        super().__init__(f"{place}: {text}{f', and {more} other diagnostic(s)' if more else ''}")
        self.place = place
        self.text = text
        self.alone = alone

    @property
    def excerpt(self) -> str:
        from pydock.build.buildkit.sources import excerpt

        source = self.place.source
        lines = (source.position(self.place.start)[0], source.position(self.place.end)[0])
        return excerpt(source.name, source.text.encode(), [lines])
