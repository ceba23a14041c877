"""The words for people, in Chinese and in English: statuses, reasons, bound words, headings, sentences, figures.

The Chinese terms are those of a statistics office (时序进度, 完成率, 百分点), the English ones those of official
statistics and of monitoring and evaluation. Codes never change with the words.
"""

from targetkit.wording.figures import amount, computed, limits, number, share, with_unit
from targetkit.wording.speaking import WORDS, clean, day, language, say
from targetkit.wording.unit_names import COUNTERS, GLOSSARY
from targetkit.wording.verdicts import SYMBOLS

__all__ = [
    "COUNTERS",
    "GLOSSARY",
    "SYMBOLS",
    "amount",
    "clean",
    "computed",
    "day",
    "language",
    "limits",
    "number",
    "say",
    "share",
    "with_unit",
]

_ALL = WORDS  # under the name by which the tests look through the table
