"""Findings as text: one line each, or with the line of the file and a mark under what is meant."""

import unicodedata

from targetkit.errors import Diagnostic

__all__ = ["concise", "framed"]

_WIDEST = 100


def concise(d: Diagnostic) -> str:
    """One line: `file:line:column: code name: message`."""
    where = f"{d.place}: " if d.place else ""
    hint = f" ({d.hint})" if d.hint else ""
    return f"{where}{d.severity} {d.code} {d.name}: {d.message}{hint}"


def framed(d: Diagnostic) -> str:
    """Several lines: what, where, the line itself with a mark, and the way out."""
    lines = [f"{d.severity} {d.code} {d.name}: {d.message}"]
    if d.place:
        lines.append(f"  --> {d.place}")
    if d.place and d.line.strip():
        lines.extend(_frame(d))
    if d.hint:
        lines.append(f"   = {d.hint}")
    return "\n".join(lines) + "\n"


def _frame(d: Diagnostic) -> list[str]:
    """The line, cut to a readable width around the place, and carets under it."""
    place = d.place
    if place is None:
        return []
    number = str(place.line)
    start = max(place.column - 1, 0)
    cut = max(0, start - _WIDEST // 2)
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


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
