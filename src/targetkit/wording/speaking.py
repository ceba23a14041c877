"""Saying things: the words for a status, a reason or a key, text on one line, a day."""

import datetime as dt
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from targetkit.language import Language
from targetkit.status import Reason, Status
from targetkit.wording.advice import ADVICE
from targetkit.wording.pairs import Words
from targetkit.wording.sentences import EXPLAIN
from targetkit.wording.tables import TABLE
from targetkit.wording.terms import NAMES
from targetkit.wording.verdicts import REASON, STATUS

__all__ = ["WORDS", "clean", "day", "language", "say"]

_FALLBACK: Final[Language] = "zh"

WORDS: Final[Words] = MappingProxyType(
    {
        **NAMES,
        **{f"table.{key}": words for key, words in TABLE.items()},
        **{f"explain.{key}": words for key, words in EXPLAIN.items()},
        **{f"advice.{key}": words for key, words in ADVICE.items()},
    }
)

_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def language(lang: str | None) -> Language:
    """The language to speak: `en` for English, `zh` for everything else."""
    return "en" if lang is not None and lang.lower().partition("-")[0].partition("_")[0] == "en" else _FALLBACK


def say(thing: Status | Reason | StrEnum | str, lang: str | None = None, /, **values: object) -> str:
    """The words for a status, a reason, a grade, or a key of the tables such as `table.required`.

    Args:
        thing: What is to be said. A member of another enumeration is looked up as `grade.committed`.
        lang: `zh` or `en`; None and whatever is unknown mean Chinese.
        values: What is filled into a sentence.

    Raises:
        KeyError: There are no words for it.
    """
    words = _pair(thing)[language(lang) == "en"]
    return words.format_map(values) if values else words


def _pair(thing: Status | Reason | StrEnum | str) -> tuple[str, str]:
    if isinstance(thing, Status):
        return STATUS[thing]
    if isinstance(thing, Reason):
        return REASON[thing]
    key = f"{type(thing).__name__.lower()}.{thing.value}" if isinstance(thing, StrEnum) else thing
    return WORDS[key]


def clean(text: str) -> str:
    """Text from a file on one line, without characters that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def day(when: dt.date, lang: str | None = None) -> str:
    """A day in a sentence: `2023年6月30日`, `30 June 2023`."""
    if language(lang) == "en":
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{when.year}年{when.month}月{when.day}日"
