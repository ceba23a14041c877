"""Observations from a table of comma-separated values.

The first line names the columns, in any order: `indicator`, `period` and `value` must be there; `unit`, `known`,
`status`, `source` and `note` may be. A column whose name begins with `x-` is the office's own and is not read. Any
other name is an error, so that a misspelt one is noticed. Columns without a name are allowed while they are empty, and
so are empty lines.

The file is UTF-8 (a byte order mark and CRLF are fine), with a comma between cells and quotes as in RFC 4180. It has
at most 16 MiB, 250,000 lines of data and 4,000 characters in a cell. Cells are texts and nothing in them is evaluated.
"""

import contextlib
import csv
import pathlib
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, NoReturn

import attrs

from targetkit import textfile
from targetkit.book import Row, cell_at
from targetkit.errors import BookError, Diagnostic, NotFoundError, Place, did_you_mean
from targetkit.plan.nodes import shown

__all__ = ["CODES", "COLUMNS", "read"]

CODES: Final = MappingProxyType(
    {
        "TKB101": ("not-a-file", "The path is a directory, a device or a pipe, or may not be read."),
        "TKB102": ("encoding", "The file is not UTF-8."),
        "TKB103": ("not-text", "The file is not text, or has control characters in it."),
        "TKB104": ("too-large", "The file has more than 16 MiB, 250,000 lines of data or a million lines in all."),
        "TKB105": ("empty", "The file has no content."),
        "TKB106": ("missing-column", "The first line lacks `indicator`, `period` or `value`."),
        "TKB107": ("unknown-column", "The first line names a column that is not read."),
        "TKB108": ("duplicate-column", "The first line names a column twice."),
        "TKB109": ("ragged-row", "A line has more or fewer cells than the first line."),
        "TKB110": ("quotes", "Quotes are not used as the format wants; one may not be closed."),
        "TKB111": ("cell-too-long", "A cell has more than 4,000 characters, or a line more than 400,000."),
    }
)
COLUMNS: Final = ("indicator", "period", "value", "unit", "known", "status", "source", "note")

_REQUIRED: Final = COLUMNS[:3]
_MOST_BYTES: Final = 16 * 1024 * 1024
_MOST_ROWS: Final = 250_000
_MOST_LINES: Final = 1_000_000
_MOST_FINDINGS: Final = 1_000
_MOST_COLUMNS: Final = 100
_LONGEST: Final = 4_000
_LONGEST_LINE: Final = _MOST_COLUMNS * _LONGEST
_SHOWN_LINE: Final = 200
_OWN: Final = "x-"
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_TROUBLES: Final[MappingProxyType[textfile.Trouble, tuple[str, str]]] = MappingProxyType(
    {
        "directory": ("TKB101", "name a file in it"),
        "device": ("TKB101", "save the table to a file first"),
        "unreadable": ("TKB101", "look at its name and permissions"),
        "too-large": ("TKB104", "split the table into several files, such as one for each year"),
        "binary": ("TKB103", "save the table as CSV UTF-8: in the spreadsheet choose Save As, then CSV UTF-8"),
        "encoding": ("TKB102", "save the table as CSV UTF-8: in the spreadsheet choose Save As, then CSV UTF-8"),
    }
)


def read(path: pathlib.Path) -> tuple[Row, ...]:
    """The rows of a table.

    Args:
        path: A file as described above.

    Returns:
        One row for each line that is not empty, in the order of the file; cells without the space around them.

    Raises:
        NotFoundError: There is no such file.
        BookError: The file cannot be used; its diagnostics are all that could be found in one reading.
    """
    findings = _Findings(str(path))
    rows: list[Row] = []
    with contextlib.suppress(_Halt):
        rows.extend(_rows(_Lines(_text(path, findings), findings), findings))
    if findings.found:
        found = sorted(findings.found, key=lambda d: d.place or Place(""))
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise BookError(f"{found[0]}{more}", diagnostics=found)
    return tuple(rows)


class _Halt(Exception):  # noqa: N818 - ends a reading, and never leaves this module
    """The reading cannot go on; the findings say why."""


@attrs.define
class _Findings:
    """What is wrong with one file, as far as it has been read."""

    name: str
    found: list[Diagnostic] = attrs.Factory(list)

    def add(self, code: str, message: str, at: tuple[int, int] = (0, 0), *, hint: str = "", text: str = "") -> None:
        """Note a finding at a line and column and go on; past 1,000 findings the reading ends."""
        place = Place(self.name, *at)
        line = text.rstrip("\r\n")[:_SHOWN_LINE]
        name = CODES[code][0]
        self.found.append(Diagnostic(code=code, name=name, message=message, place=place, hint=hint, line=line))
        if len(self.found) >= _MOST_FINDINGS:
            raise _Halt

    def stop(self, code: str, message: str, at: tuple[int, int] = (0, 0), *, hint: str, text: str = "") -> NoReturn:
        """Note a finding and end the reading."""
        self.add(code, message, at, hint=hint, text=text)
        raise _Halt


class _Lines:
    """The lines of a text, of which those of the record that is being read are kept."""

    def __init__(self, text: str, findings: _Findings) -> None:
        self._text = text
        self._findings = findings
        self.number = 0
        self.record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for match in _LINE.finditer(self._text):
            self.number += 1
            if match.end() - match.start() > _LONGEST_LINE or self.number > _MOST_LINES:
                self._refuse(match.end() - match.start())
            self.record.append(match[0])
            yield match[0]

    def _refuse(self, length: int) -> NoReturn:
        at, findings = (self.number, 0), self._findings
        if length > _LONGEST_LINE:
            message = f"the line has {length:,} characters; at most {_LONGEST_LINE:,} are read"
            findings.stop("TKB111", message, at, hint="look whether the file is a table at all")
        message = f"the file has more than {_MOST_LINES:,} lines"
        findings.stop("TKB104", message, at, hint="delete the empty ones, or split the table")

    @property
    def first(self) -> int:
        """The number of the record's first line."""
        return self.number - len(self.record) + 1

    def at(self, cell: int) -> tuple[int, int]:
        """The line and column at which a cell of the record begins, counted from 0."""
        line, column = cell_at("".join(self.record), cell)
        return self.first + line, column


def _text(path: pathlib.Path, findings: _Findings) -> str:
    try:
        text = textfile.decoded(textfile.content(path, most=_MOST_BYTES))
    except textfile.Unreadable as error:
        if error.trouble == "missing":
            message = f"there is no file {shown(findings.name, most=300)}; expected a table of observations, in CSV"
            raise NotFoundError(message) from None
        code, hint = _TROUBLES[error.trouble]
        findings.stop(code, error.message, (error.line, error.column), hint=hint)
    if not text.strip(" \t\r\n,"):
        findings.stop("TKB105", "the file has no content", hint=_expected())
    return text


def _rows(lines: _Lines, findings: _Findings) -> Iterator[Row]:
    records = _records(lines, findings)
    header = next(records, None)
    if header is None:
        findings.stop("TKB105", "the file has no line that names the columns", hint=_expected())
    columns = _columns(header, lines, findings)
    width = len(header)
    unnamed = [i for i, name in enumerate(header) if not name]
    at = [columns.get(name, width) for name in COLUMNS]  # an absent column is the empty cell behind the last
    names = tuple(header)
    same: dict[str, str] = {}
    once = same.setdefault
    for number, cells in enumerate(records, 1):
        if number > _MOST_ROWS:
            _too_many(lines, findings)
        if len(cells) != width:
            _ragged(cells, width, lines, findings)
            continue
        _check_unnamed(cells, unnamed, lines, findings)
        name, period, value, unit, known, status, source, note = map([*cells, ""].__getitem__, at)
        yield Row(
            once(name, name),
            once(period, period),
            value,
            once(unit, unit),
            once(known, known),
            once(status, status),
            once(source, source),
            note,
            Place(findings.name, lines.first, 0, lines.number),
            lines.record[0] if len(lines.record) == 1 else "".join(lines.record),
            names,
        )


def _check_unnamed(cells: list[str], unnamed: list[int], lines: _Lines, findings: _Findings) -> None:
    filled = next((i for i in unnamed if cells[i]), None)
    if filled is not None:
        hint = "give the column a name, or quote a text that has a comma in it"
        message = f"{shown(cells[filled])} stands in a column without a name"
        findings.add("TKB109", message, lines.at(filled), hint=hint, text=lines.record[0])


def _too_many(lines: _Lines, findings: _Findings) -> NoReturn:
    hint = "split the table into several files, such as one for each year"
    findings.stop("TKB104", f"the file has more than {_MOST_ROWS:,} lines of data", (lines.first, 0), hint=hint)


def _records(lines: _Lines, findings: _Findings) -> Iterator[list[str]]:
    """The cells of every record that is not empty, without the space around them; what is wrong with one is noted.

    The csv module's own limit on fields is shared by the whole process and is left as it is.
    """
    reader = csv.reader(iter(lines), strict=True)
    while True:
        lines.record.clear()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            _broken(str(error), lines, findings)
            continue
        if cells is None:
            return
        cells = [cell.strip() for cell in cells]
        if any(cells) and _fit(cells, lines, findings):
            yield cells


def _fit(cells: list[str], lines: _Lines, findings: _Findings) -> bool:
    """Whether the cells are neither too long nor have control characters in them; otherwise it is noted."""
    for i, cell in enumerate(cells):
        if len(cell) > _LONGEST:
            message = f"a cell has {len(cell):,} characters; at most {_LONGEST:,} are read"
            hint = "shorten it; perhaps a quote is opened here and closed much later"
            findings.add("TKB111", message, lines.at(i), hint=hint, text=lines.record[0])
            return False
        if not cell.isprintable() and (found := _CONTROL.search(cell)):
            message = f"the invisible character U+{ord(found[0]):04X} stands in {shown(cell)}"
            hint = "delete it; it often comes along when text is pasted"
            findings.add("TKB103", message, lines.at(i), hint=hint, text=lines.record[0])
            return False
    return True


def _broken(error: str, lines: _Lines, findings: _Findings) -> None:
    """Note a line in which quotes are misused. A quote that is never closed swallows the rest: the reading ends."""
    at, text = (lines.first, 0), lines.record[0]
    if "expected after" in error:
        message = "a quote ends inside a cell"
        hint = 'a cell with a quote in it is quoted whole, its own quotes doubled: "say ""so"" twice"'
        findings.add("TKB110", message, at, hint=hint, text=text)
    elif "end of data" in error or "field larger" in error:
        message = "a quote that is opened on this line is not closed, or only far below"
        findings.stop("TKB110", message, at, hint="close it before the next comma", text=text)
    else:
        findings.stop("TKB110", f"the line cannot be read: {error}", at, hint="see RFC 4180 for the format", text=text)


def _columns(header: list[str], lines: _Lines, findings: _Findings) -> dict[str, int]:
    """Where each column stands.

    A first line that lacks a required column ends the reading: nothing below could be understood.
    """
    found: dict[str, int] = {}
    text = lines.record[0]
    if len(header) > _MOST_COLUMNS:
        findings.stop("TKB107", f"the first line names {len(header):,} columns", (lines.first, 0), hint=_expected())
    for i, name in enumerate(header):
        if not name or name.startswith(_OWN):
            continue
        if name in found:
            hint = f"rename one; a name that begins with `{_OWN}` is not read"
            findings.add("TKB108", f"the column {shown(name)} stands twice", lines.at(i), hint=hint, text=text)
        elif name in COLUMNS:
            found[name] = i
        elif len(header) > 1:
            _unknown(name, lines.at(i), findings, text)
    missing = [name for name in _REQUIRED if name not in found]
    if missing:
        separated = len(header) == 1 and re.search(r"[;\t]", header[0])
        hint = "put commas between the cells; here stand semicolons or tabs" if separated else _expected()
        many = "columns are" if len(missing) > 1 else "column is"
        message = f"the {many} missing: {', '.join(missing)}"
        findings.stop("TKB106", message, (lines.first, 0), hint=hint, text=text)
    return found


def _expected() -> str:
    return f"the first line names the columns: {','.join(COLUMNS)}"


def _unknown(name: str, at: tuple[int, int], findings: _Findings, text: str) -> None:
    near = did_you_mean(name.lower(), COLUMNS)
    way_out = f"{near} " if near.startswith("did") else f"columns are {', '.join(COLUMNS)}; "
    hint = f"{way_out}a column of your own begins with `{_OWN}`"
    findings.add("TKB107", f"there is no column {shown(name)}", at, hint=hint, text=text)


def _ragged(cells: list[str], width: int, lines: _Lines, findings: _Findings) -> None:
    more = len(cells) > width
    message = f"the line has {len(cells)} cells, the first line has {width}"
    hint = "quote a cell that has a comma in it" if more else "add the missing commas at its end"
    at = lines.at(width) if more else (lines.first, 0)
    findings.add("TKB109", message, at, hint=hint, text=lines.record[0])
