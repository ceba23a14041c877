"""Words in more than one language.

Whatever a plan says to people is a `Text`: one string, or one for each language. Chinese (`zh`) and English
(`en`) are the languages of the product itself; a plan may carry others.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

__all__ = ["LANGUAGES", "Language", "Text"]

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@attrs.frozen
class Text:
    """What a plan says, by language.

    Attributes:
        versions: Pairs of language and string, the plan's own language first.
    """

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: "str | Mapping[str, str] | Text", *, language: str = "zh") -> "Text":
        """From a plain string in `language`, or from a mapping of language to string."""
        if isinstance(words, Text):
            return words
        return cls(((language, words),) if isinstance(words, str) else tuple(words.items()))

    def say(self, lang: str | None = None) -> str:
        """In `lang`, or in the first language it has if there is none in that one."""
        for language, words in self.versions:
            if language == lang:
                return words
        return self.versions[0][1] if self.versions else ""

    def __str__(self) -> str:
        """In its first language."""
        return self.say()

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return any(words for _, words in self.versions)
