"""Joints of sentences: a heading and its words, brackets, lists."""

from collections.abc import Iterator
from typing import TypeAlias

from targetkit.target import Target
from targetkit.wording import clean, say

__all__ = ["Lines", "address_of", "aside", "item", "listed"]

Lines: TypeAlias = Iterator[str]


def item(key: str, words: str, lang: str | None) -> str:
    """A line with its heading: `要求:不低于 16%`."""
    return f"{say(f'explain.{key}', lang)}{say('explain.colon', lang)}{words}"


def aside(words: str, lang: str | None) -> str:
    """Words in brackets; nothing for no words."""
    return say("explain.aside", lang, words=words) if words else ""


def listed(words: list[str], lang: str | None, *, by: str = "list") -> str:
    """Words in a row, by the `list` mark, the `comma` or the `semicolon` of the language."""
    return say(f"explain.{by}", lang).join(words)


def address_of(t: Target) -> str:
    """Where its readings stand; a target without an indicator keeps them under its own id."""
    return clean(t.address)
