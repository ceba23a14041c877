"""A plan file as a small tree in which everything has its place.

The readers of YAML, TOML and JSON all answer with this tree and collect what is wrong in `Findings`. Values are
text: what a text means is decided by the key under which it stands, not by how it looks.
"""

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from types import MappingProxyType
from typing import NoReturn, TypeAlias

import attrs

from targetkit.errors import Diagnostic, Place

__all__ = [
    "CODES",
    "Findings",
    "Halt",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "check_entries",
    "mapping_hint",
    "shown",
]

MOST_DEPTH = 64
MOST_NODES = 1_000_000
MOST_FINDINGS = 1_000

CODES: AbstractMapping[str, tuple[str, str]] = MappingProxyType(
    {
        "TKS001": ("syntax", "The file breaks the rules of YAML, TOML or JSON; reading ends there."),
        "TKS002": ("duplicate-key", "A key stands twice in one mapping."),
        "TKS003": ("ambiguous-text", "A text is probably not what was meant: a colon or a comma cuts it or fails to."),
        "TKS004": ("encoding", "The file is not UTF-8."),
        "TKS005": ("too-large", "The file has more than 8 MiB, or more than a million values."),
        "TKS006": ("too-deep", "Lists and mappings stand in each other more than 64 deep."),
        "TKS007": ("anchor", "A YAML anchor or alias has no target, holds itself, or repeats too much."),
        "TKS008": ("tag", "A YAML tag (`!name`); values are text and need none."),
        "TKS009": ("directive", "A YAML directive (`%YAML`, `%TAG`)."),
        "TKS010": ("empty", "The file has no content."),
        "TKS011": ("not-text", "The file is not text, or has control characters in it."),
        "TKS012": ("tab", "A tab stands where spaces indent."),
        "TKS013": ("several-documents", "A YAML file holds more than one document."),
        "TKS014": ("not-a-file", "The path is a directory, a device or a pipe, or may not be read."),
        "TKS015": ("unknown-suffix", "The file name does not say whether it is YAML, TOML or JSON."),
        "TKS016": ("wrong-key", "A key is a list, a mapping, absent, or the merge key `<<`."),
        "TKS017": ("not-finite", "A number is NaN or infinite."),
    }
)


@attrs.frozen
class Scalar:
    """A text.

    Attributes:
        text: The text; empty where YAML has a key without a value.
        place: Where it stands, quotes included.
        plain: Whether it stands without quotes: only a plain `true`, `false` or `null` is a word, a quoted one is text.
    """

    text: str
    place: Place
    plain: bool = True


@attrs.frozen
class Sequence:
    """A list.

    Attributes:
        items: The members in the order of the file.
        place: From the first member or bracket to the last.
    """

    items: "tuple[Node, ...]"
    place: Place


@attrs.frozen
class Mapping:
    """Keys with their values.

    Attributes:
        entries: The pairs in the order of the file; no two keys are equal.
        place: From the first key or brace to the end of the last value. A TOML table has the place of its name.
    """

    entries: "tuple[tuple[Scalar, Node], ...]"
    place: Place


Node: TypeAlias = Scalar | Sequence | Mapping


class Halt(Exception):  # noqa: N818 - ends a reading, and never leaves this package
    """The reading cannot go on; the findings say why."""


@attrs.define
class Findings:
    """What is wrong with one file, as far as it has been read.

    Attributes:
        name: The name of the file, as it stands in each place.
        found: The findings in the order in which they were made.
    """

    name: str
    found: list[Diagnostic] = attrs.Factory(list)

    def add(self, code: str, message: str, place: Place, *, hint: str = "") -> None:
        """Note a finding and go on; past 1,000 findings the reading ends."""
        self.found.append(Diagnostic(code=code, name=CODES[code][0], message=message, place=place, hint=hint))
        if len(self.found) >= MOST_FINDINGS:
            raise Halt

    def stop(self, code: str, message: str, place: Place, *, hint: str = "") -> NoReturn:
        """Note a finding and end the reading."""
        self.add(code, message, place, hint=hint)
        raise Halt

    def too_deep(self, place: Place) -> NoReturn:
        """End the reading of a file that is nested too deep."""
        self.stop("TKS006", f"nested more than {MOST_DEPTH} deep", place, hint="a plan needs about ten levels")

    def too_many(self, place: Place) -> NoReturn:
        """End the reading of a file with too many values."""
        self.stop("TKS005", f"the file has more than {MOST_NODES:,} values", place, hint="split it with `include`")


def shown(text: str, *, most: int = 60) -> str:
    """A text as it can stand in a message: cut to length, control characters as escapes, in backquotes."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "`" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut) + "`"


def check_entries(entries: Iterable[tuple[Scalar, Node]], findings: Findings) -> None:
    """Note every key that stood before in the same mapping, with both places."""
    first: dict[str, Place] = {}
    for key, _ in entries:
        before = first.setdefault(key.text, key.place)
        if before is not key.place:
            duplicate(key, before, findings)


def duplicate(key: Scalar, before: Place, findings: Findings) -> None:
    """Note that a key stood before."""
    message = f"{shown(key.text)} stands twice; first on line {before.line}, column {before.column}"
    findings.add("TKS002", message, key.place, hint="rename one of them or put them together")


_FULL_WIDTH = re.compile(r"\s*(?:- +)*([\w.-]{1,60})[：︓]\s*(\S.{0,20})?")
_NO_SPACE = re.compile(r"\s*(?:- +)*([^\W\d][\w.-]{0,59}):(?!//)(?=\S)(.{0,20})")


def mapping_hint(text: str) -> str:
    """The way out where a text stands and `key: value` was meant.

    Args:
        text: The text, or the line, that should have been a mapping.

    Returns:
        What to write instead, if a full-width colon or a missing space explains the text; else an empty text.
    """
    if wide := _FULL_WIDTH.match(text):
        key, value = wide.group(1), wide.group(2) or "…"
        return f"the colon after `{key}` is full-width (U+FF1A); write {shown(f'{key}: {value}')}"
    if close := _NO_SPACE.match(text):
        key, value = close.groups()
        return f"a space is missing after the colon; write {shown(f'{key}: {value}')}"
    return ""
