"""Composites: targets that roll up other targets. They have no trajectory of their own."""

from targetkit.language import Text
from targetkit.trajectory import Kind

__all__ = ["ALL_OF", "ANY_OF"]

_REFUSES = (
    "indicator",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "about",
    "tolerance",
    "stretch",
    "baseline",
    "each",
    "including",
    "stages",
    "every",
    "day",
    "since",
    "throughout",
    "checkpoints",
)

ALL_OF = Kind(
    title=Text.of({"zh": "全部完成", "en": "all of"}),
    bounded=False,
    requires=("parts",),
    refuses=_REFUSES,
    composite=True,
)
ANY_OF = Kind(
    title=Text.of({"zh": "完成其一", "en": "any of"}),
    bounded=False,
    requires=("parts",),
    refuses=_REFUSES,
    composite=True,
)
