"""What the tables of words are."""

from collections.abc import Mapping
from typing import TypeAlias

__all__ = ["Words"]

Words: TypeAlias = Mapping[str, tuple[str, str]]
"""By key, the Chinese words and the English ones."""
