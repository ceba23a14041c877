"""Findings as text: one line each, or with the line of the file and a mark under what is meant."""

import unicodedata

from targetkit.errors import Diagnostic

__all__ = ["concise", "framed"]

_WIDEST = 100


def concise(d: Diagnostic) -> str:
    """One line: `file:line:column: severity code name: message (hint)`."""
    return _visible(str(d))


def framed(d: Diagnostic) -> str:
    """Several lines: what, where, the line itself with a mark, and the way out."""
    lines = [_visible(f"{d.severity} {d.code} {d.name}: {d.message}")]
    if d.place:
        lines.append(_visible(f"  --> {d.place}"))
    if d.place and d.line.strip():
        lines.extend(_frame(d))
    if d.hint:
        lines.append(_visible(f"   = {d.hint}"))
    return "\n".join(lines) + "\n"


def _visible(text: str) -> str:
    """A text on one line, its control characters as escapes: a file's content does not steer a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in text)


def _frame(d: Diagnostic) -> list[str]:
    """The line, cut to a readable width around the place, and carets under it."""
    place = d.place
    if place is None:
        return []
    number = str(place.line)
    start = max(place.column - 1, 0)
    cut = _cut(d.line, start)
    text = "".join(" " if c == "\t" or not c.isprintable() else c for c in d.line[cut : cut + _WIDEST].rstrip("\n"))
    while _cells(text) > _WIDEST:
        text = text[:-1]
    end = (
        place.end_column - 1
        if place.end_line == place.line and place.end_column > place.column
        else len(d.line.rstrip())
    )
    before, marked = text[: start - cut], text[start - cut : max(end, start + 1) - cut]
    gutter = " " * len(number)
    mark = "^" * max(1, _cells(marked))
    ellipsis = "…" if cut else ""
    return [
        f" {gutter} |",
        f" {number} | {ellipsis}{text}",
        f" {gutter} | {' ' * (_cells(before) + len(ellipsis))}{mark}",
    ]


def _cut(line: str, start: int) -> int:
    """From which character on the line is shown, so that what is meant stands in the middle at most."""
    cut, room = start, _WIDEST // 2
    while cut > 0 and room > 0:
        cut -= 1
        room -= _cells(line[cut])
    return cut


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
