"""JSON into the positioned tree: strict, with numbers kept as they are written."""

import json
import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]  # left out of the type stubs
from typing import NoReturn

from targetkit.errors import Place
from targetkit.plan.nodes import (
    MOST_DEPTH,
    MOST_NODES,
    Findings,
    Mapping,
    Node,
    Scalar,
    Sequence,
    check_entries,
    shown,
)

__all__ = ["LINE_BREAK", "read_json"]

LINE_BREAK = re.compile(r"\r\n|\n|\r")

_BLANK = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?")
_WORD = re.compile(r"[-+\w.]++")
_HALF = re.compile("[\ud800-\udfff]")


def read_json(text: str, findings: Findings) -> Node:
    """Read a JSON text.

    Args:
        text: The text, without a byte order mark.
        findings: Takes what is wrong.

    Returns:
        The tree. Numbers, `true`, `false` and `null` are plain scalars; strings are not.

    Raises:
        Halt: The reading cannot go on; the findings say why.
    """
    return _Reader(text, findings).document()


class _Reader:
    def __init__(self, text: str, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.starts = [0, *(found.end() for found in LINE_BREAK.finditer(text))]
        self.count = 0

    def document(self) -> Node:
        root, pos = self._value(self._skip(0), 0)
        pos = self._skip(pos)
        if pos < len(self.text):
            self._stop(pos, "the file goes on after its end", "one file holds one JSON value")
        return root

    def _skip(self, pos: int) -> int:
        found = _BLANK.match(self.text, pos)
        return found.end() if found else pos

    def _place(self, start: int, end: int) -> Place:
        line = bisect_right(self.starts, start)
        last = line if line == len(self.starts) or end <= self.starts[line] else bisect_right(self.starts, end)
        return Place(self.findings.name, line, start - self.starts[line - 1] + 1, last, end - self.starts[last - 1] + 1)

    def _value(self, pos: int, depth: int) -> tuple[Node, int]:
        self.count += 1
        if self.count > MOST_NODES:
            self.findings.too_many(self._place(pos, pos + 1))
        first = self.text[pos : pos + 1]
        if first == '"':
            return self._string(pos)
        if first not in {"{", "["}:
            return self._word(pos)
        if depth >= MOST_DEPTH:
            self.findings.too_deep(self._place(pos, pos + 1))
        return self._object(pos, depth + 1) if first == "{" else self._array(pos, depth + 1)

    def _string(self, pos: int) -> tuple[Scalar, int]:
        try:
            text, end = scanstring(self.text, pos + 1, True)
        except json.JSONDecodeError as error:
            self._bad_string(error)
        place = self._place(pos, end)
        if _HALF.search(text):
            hint = r"write both halves, or the character itself"
            self.findings.add(
                "TKS011", r"the string holds half a surrogate pair (`\ud800` to `\udfff`)", place, hint=hint
            )
        return Scalar(text, place, plain=False), end

    def _bad_string(self, error: json.JSONDecodeError) -> NoReturn:
        if error.msg.startswith("Unterminated"):
            self._stop(error.pos, "the string that begins here is not closed", 'end it with `"` on the same line')
        if "control character" in error.msg:
            self._stop(error.pos, "a line break or tab stands in a string", r"write `\n` or `\t`")
        self._stop(error.pos, "the backslash begins no known escape", r"write `\\` for a backslash")

    def _word(self, pos: int) -> tuple[Scalar, int]:
        found = _WORD.match(self.text, pos)
        word = found.group() if found else ""
        end = pos + len(word)
        if word in {"true", "false", "null"} or _NUMBER.fullmatch(word):
            return Scalar(word, self._place(pos, end)), end
        place = self._place(pos, max(end, pos + 1))
        if word.lstrip("+-").lower() not in {"nan", "inf", "infinity"}:
            message, hint = _no_value(word, self.text[pos : pos + 1])
            self.findings.stop("TKS001", message, place, hint=hint)
        self.findings.add("TKS017", f"{shown(word)} is not a number", place, hint="leave the key out")
        return Scalar(word, place), end

    def _array(self, pos: int, depth: int) -> tuple[Sequence, int]:
        start, items = pos, []
        pos = self._skip(pos + 1)
        if self.text[pos : pos + 1] == "]":
            return Sequence((), self._place(start, pos + 1)), pos + 1
        while True:
            item, pos = self._value(pos, depth)
            items.append(item)
            pos, more = self._more(pos, "]", start)
            if not more:
                return Sequence(tuple(items), self._place(start, pos)), pos

    def _object(self, pos: int, depth: int) -> tuple[Mapping, int]:
        start = pos
        entries: list[tuple[Scalar, Node]] = []
        pos = self._skip(pos + 1)
        if self.text[pos : pos + 1] == "}":
            return Mapping((), self._place(start, pos + 1)), pos + 1
        while True:
            key, pos = self._key(pos)
            value, pos = self._value(pos, depth)
            entries.append((key, value))
            pos, more = self._more(pos, "}", start)
            if not more:
                break
        if len({key.text for key, _ in entries}) < len(entries):
            check_entries(entries, self.findings)
        return Mapping(tuple(entries), self._place(start, pos)), pos

    def _key(self, pos: int) -> tuple[Scalar, int]:
        if self.text[pos : pos + 1] != '"':
            extra = (
                "JSON has no comma after the last one" if self.text[pos : pos + 1] == "}" else "keys stand in quotes"
            )
            self._stop(pos, 'expected a key in double quotes, such as `"kind"`', extra)
        key, pos = self._string(pos)
        pos = self._skip(pos)
        if self.text[pos : pos + 1] != ":":
            self._stop(pos, f"expected `:` after the key {shown(key.text)}", 'write `"key": value`')
        return key, self._skip(pos + 1)

    def _more(self, pos: int, closing: str, start: int) -> tuple[int, bool]:
        pos = self._skip(pos)
        character = self.text[pos : pos + 1]
        if character not in {",", closing}:
            self._not_closed(pos, closing, start)
        return (self._skip(pos + 1), True) if character == "," else (pos + 1, False)

    def _not_closed(self, pos: int, closing: str, start: int) -> NoReturn:
        opened = self._place(start, start + 1)
        message = (
            f"expected `,` or `{closing}` for the `{self.text[start]}` of line {opened.line}, column {opened.column}"
        )
        self._stop(pos, message, "put a comma between two values, and close every bracket")

    def _stop(self, pos: int, message: str, hint: str) -> NoReturn:
        self.findings.stop("TKS001", message, self._place(pos, pos + 1), hint=hint)


def _no_value(word: str, character: str) -> tuple[str, str]:
    """What is wrong, and the way out, where a value was expected."""
    if word:
        return f"{shown(word)} is no JSON value", "text stands in double quotes, and a number has no leading zero"
    if not character:
        return "the file ends where a value was expected", "add the value and close every bracket"
    if character in "]}":
        return f"expected a value before `{character}`", "JSON has no comma after the last value"
    return f"expected a value, found {shown(character)}", "text stands in double quotes; JSON has no comments"
