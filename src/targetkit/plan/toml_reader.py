"""TOML into the positioned tree: `tomllib` for the values, a scan of the keys for their places."""

import datetime as dt
import re
import tomllib
from bisect import bisect_right
from typing import Final, NoReturn, TypeAlias

import attrs

from targetkit.errors import Place
from targetkit.plan.nodes import MOST_DEPTH, Findings, Mapping, Node, Scalar, Sequence, duplicate, shown

__all__ = ["LINE_BREAK", "read_toml"]

LINE_BREAK: Final = re.compile(r"\r?\n")
Path: TypeAlias = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t]*+")
_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]++")
_AT = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)\Z", re.DOTALL)


class _Number(str):
    """A float as it is written."""

    __slots__ = ()


class _LostError(Exception):
    """The scan does not understand the text; tomllib will say what is wrong."""


def read_toml(text: str, findings: Findings) -> Node:
    """Read a TOML text.

    Args:
        text: The text, without a byte order mark.
        findings: Takes what is wrong.

    Returns:
        The tree. Numbers, booleans and dates are plain scalars (dates in ISO form); strings are not.

    Raises:
        Halt: The reading cannot go on; the findings say why.
    """
    text = text.replace("\r\n", "\n")
    scan = _Scan(text, findings)
    scan.run()
    try:
        data = tomllib.loads(text, parse_float=lambda number: _Number(number.replace("_", "")))
    except tomllib.TOMLDecodeError as error:
        _reword(error, scan)
    except RecursionError:
        findings.too_deep(Place(findings.name))
    except ValueError:
        findings.stop(
            "TKS001", "a number has too many digits", Place(findings.name), hint="write it as text, in quotes"
        )
    return _node(data, (), scan, Place(findings.name, 1, 1, 1, 1))


def _node(value: object, path: Path, scan: "_Scan", near: Place) -> Node:
    place = scan.values.get(path) or scan.names.get(path) or near
    if isinstance(value, dict):
        entries = []
        for key, item in value.items():
            at = (*path, key)
            name = Scalar(key, scan.names.get(at, place), plain=False)
            entries.append((name, _node(item, at, scan, name.place)))
        return Mapping(tuple(entries), place)
    if isinstance(value, list):
        return Sequence(tuple(_node(item, (*path, n), scan, place) for n, item in enumerate(value)), place)
    return _scalar(value, place, scan.findings)


def _scalar(value: object, place: Place, findings: Findings) -> Scalar:
    if isinstance(value, _Number):
        if "n" in value:
            findings.add("TKS017", f"{shown(value)} is not a number", place, hint="leave the key out")
        return Scalar(str(value), place)
    if isinstance(value, str):
        return Scalar(value, place, plain=False)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", place)
    if isinstance(value, dt.date | dt.time):
        return Scalar(value.isoformat(), place)
    return Scalar(_digits(value, place, findings), place)


def _digits(value: object, place: Place, findings: Findings) -> str:
    try:
        return str(value)
    except ValueError:
        findings.stop("TKS001", "a number has too many digits", place, hint="write it as text, in quotes")


@attrs.define(init=False)
class _Scan:
    """Where each key and value stands, by its path (list positions are numbers)."""

    text: str
    findings: Findings
    starts: list[int]
    names: dict[Path, Place]
    values: dict[Path, Place]
    twice: list[tuple[Scalar, Place]]
    lengths: dict[Path, int]
    headers: dict[Path, Place]

    def __init__(self, text: str, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.starts = [0, *(found.end() for found in LINE_BREAK.finditer(text))]
        self.names, self.values, self.lengths, self.headers, self.twice = {}, {}, {}, {}, []

    def run(self) -> None:
        """Scan the whole text, or as far as it can be understood."""
        try:
            self._statements()
        except _LostError:
            return

    def place(self, start: int, end: int) -> Place:
        line, last = self._line(start), self._line(end)
        return Place(self.findings.name, line, start - self.starts[line - 1] + 1, last, end - self.starts[last - 1] + 1)

    def _line(self, pos: int) -> int:
        return bisect_right(self.starts, pos)

    def _statements(self) -> None:
        table: Path = ()
        pos = self._blank(0)
        while pos < len(self.text):
            if self.text[pos] == "[":
                table, pos = self._header(pos)
            else:
                pos = self._pair(pos, table)
            pos = self._blank(pos)

    def _header(self, pos: int) -> tuple[Path, int]:
        array = self.text.startswith("[[", pos)
        parts, pos = self._key(pos + 1 + array)
        path: Path = ()
        for n, (part, place) in enumerate(parts):
            path = (*path, part)
            self.names.setdefault(path, place)
            if n < len(parts) - 1 and path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        if array:
            self.lengths[path] = self.lengths.get(path, 0) + 1
            path = (*path, self.lengths[path] - 1)
            self.names[path] = parts[-1][1]
        elif path in self.headers:
            self.twice.append((Scalar(str(path[-1]), parts[-1][1]), self.headers[path]))
        self.headers.setdefault(path, parts[-1][1])
        self._deep(path, parts[-1][1])
        return path, self._expect("]]" if array else "]", pos)

    def _pair(self, pos: int, table: Path) -> int:
        parts, pos = self._key(pos)
        path = table
        for part, place in parts:
            path = (*path, part)
            before = self.names.setdefault(path, place)
        key = Scalar(str(path[-1]), place)
        if before is not place:
            self.twice.append((key, before))
        self._deep(path, place)
        return self._value(self._space(self._expect("=", pos)), path)

    def _key(self, pos: int) -> tuple[list[tuple[str, Place]], int]:
        parts: list[tuple[str, Place]] = []
        while True:
            found = _PART.match(self.text, self._space(pos))
            if not found:
                raise _LostError
            place = self.place(found.start(), found.end())
            parts.append((_unquoted(found.group()), place))
            if len(parts) > MOST_DEPTH:
                self.findings.too_deep(place)
            pos = self._space(found.end())
            if not self.text.startswith(".", pos):
                return parts, pos
            pos += 1

    def _value(self, pos: int, path: Path) -> int:
        match self.text[pos : pos + 1]:
            case '"' | "'":
                found = _STRING.match(self.text, pos)
                end = found.end() if found else pos
            case "[":
                end = self._array(pos, path)
            case "{":
                end = self._table(pos, path)
            case _:
                found = _BARE.match(self.text, pos)
                end = pos + len(found.group().rstrip()) if found else pos
        if end == pos:
            raise _LostError
        self.values[path] = self.place(pos, end)
        return end

    def _array(self, pos: int, path: Path) -> int:
        self._deep((*path, 0), self.place(pos, pos + 1))
        pos, n = self._blank(pos + 1), 0
        while not self.text.startswith("]", pos):
            pos = self._blank(self._value(pos, (*path, n)))
            n += 1
            if not self.text.startswith(",", pos):
                break
            pos = self._blank(pos + 1)
        return self._expect("]", pos)

    def _table(self, pos: int, path: Path) -> int:
        pos = self._blank(pos + 1)
        while not self.text.startswith("}", pos):
            pos = self._blank(self._pair(pos, path))
            if not self.text.startswith(",", pos):
                break
            pos = self._blank(pos + 1)
        return self._expect("}", pos)

    def _deep(self, path: Path, place: Place) -> None:
        if len(path) > MOST_DEPTH:
            self.findings.too_deep(place)

    def _expect(self, mark: str, pos: int) -> int:
        if not self.text.startswith(mark, pos):
            raise _LostError
        return pos + len(mark)

    def _space(self, pos: int) -> int:
        found = _SPACE.match(self.text, pos)
        return found.end() if found else pos

    def _blank(self, pos: int) -> int:
        found = _BLANK.match(self.text, pos)
        return found.end() if found else pos


def _unquoted(part: str) -> str:
    if part[0] == '"' and "\\" in part:
        try:
            return str(tomllib.loads(f"key = {part}")["key"])
        except tomllib.TOMLDecodeError:
            raise _LostError from None
    return part[1:-1] if part[0] in "\"'" else part


_HINTS: Final = (
    ("Invalid value", 'text stands in quotes in TOML: `kind = "growth"`'),
    ("Expected '='", "write `key = value`; a key with other letters than A-Z, 0-9, _ and - stands in quotes"),
    ("Invalid statement", "a key with other letters than A-Z, 0-9, _ and - stands in quotes"),
    ("Invalid initial character for a key part", "such a key stands in quotes"),
    ("Expected newline or end of document", "one line holds one `key = value`; text stands in quotes"),
    ("Unclosed array", "close the list with `]`, and put a comma between two values"),
    ("Unclosed inline table", "close it with `}`; an inline table stands on one line"),
    ("escape", "write `\\\\` for a backslash, or use single quotes"),
    ("Illegal character", "delete it, or write it as an escape"),
    ("Unterminated string", "close the quotation mark on the same line"),
    ("Invalid date", "write a day as 2023-06-30"),
)
_SAME_KEY: Final = ("Cannot overwrite", "Cannot declare", "Duplicate inline table key", "Cannot mutate", "already")


def _reword(error: tomllib.TOMLDecodeError, scan: _Scan) -> NoReturn:
    found = _AT.match(str(error))
    problem = found.group(1) if found else str(error)
    if found and found.group(2):
        line, column = int(found.group(2)), int(found.group(3))
        place = Place(scan.findings.name, line, column, line, column + 1)
    else:
        place = scan.place(len(scan.text), len(scan.text))
    if any(word in problem for word in _SAME_KEY):
        _same_key(scan, place)
    hint = next((hint for word, hint in _HINTS if word in problem), "look at the line, and put text in quotes")
    scan.findings.stop("TKS001", f"the TOML breaks here: {shown(problem, most=120)[1:-1]}", place, hint=hint)


def _same_key(scan: _Scan, place: Place) -> NoReturn:
    for key, before in scan.twice[:-1]:
        duplicate(key, before, scan.findings)
    if not scan.twice:
        hint = "give each table one heading and each key one value"
        scan.findings.stop("TKS002", "a key or table here was set before", place, hint=hint)
    key, before = scan.twice[-1]
    message = f"{shown(key.text)} stands twice; first on line {before.line}, column {before.column}"
    scan.findings.stop("TKS002", message, key.place, hint="rename one of them or put them together")
