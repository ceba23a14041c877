"""Units in words: which are left out in English, and what those mean that stay."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["COUNTERS", "GLOSSARY"]

COUNTERS: Final = frozenset("个家项名人户宗起件条次位座所处台辆期场篇份批栋架艘列班轮间套支")
"""Measure words, which have no English: there the number stands alone."""

GLOSSARY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "元": "yuan",
        "万元": "10,000 yuan",
        "亿元": "100 million yuan",
        "万美元": "10,000 US dollars",
        "亿美元": "100 million US dollars",
        "亩": "mu (1/15 hectare)",
        "公顷": "hectares",
        "平方米": "square metres",
        "万平方米": "10,000 square metres",
        "平方公里": "square kilometres",
        "公里": "kilometres",
        "米": "metres",
        "吨": "tonnes",
        "万吨": "10,000 tonnes",
        "万人": "10,000 persons",
        "人次": "person-times",
        "天": "days",
        "分": "points",
        "万元/亩": "10,000 yuan per mu",
    }
)
"""What a unit that stays Chinese in English text means."""
