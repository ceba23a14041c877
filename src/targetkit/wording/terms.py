"""The terms of the field: grades, baselines, kinds, bound words, clocks."""

from types import MappingProxyType
from typing import Final

from targetkit.wording.pairs import Words

__all__ = ["NAMES"]

NAMES: Final[Words] = MappingProxyType(
    {
        # grades, baselines, finality
        "grade.expected": ("预期", "expected"),
        "grade.committed": ("确保", "committed"),
        "grade.aspirational": ("力争", "aspirational"),
        "match.exact": ("口径一致", "same indicator"),
        "match.proxy": ("以相近指标代替", "proxy"),
        "match.mismatch": ("口径不符", "mismatch"),
        "match.none": ("无基期数", "none"),
        "finality.provisional": ("初步数", "provisional"),
        "finality.final": ("最终数", "final"),
        # kinds
        "kind.growth": ("增长", "growth"),
        "kind.decline": ("下降", "decline"),
        "kind.count": ("个数", "count"),
        "kind.amount": ("数额", "amount"),
        "kind.ratio": ("比率", "ratio"),
        "kind.rank": ("位次", "rank"),
        "kind.milestone": ("节点", "milestone"),
        "kind.cadence": ("按期", "cadence"),
        "kind.all_of": ("全部完成", "all of"),
        "kind.any_of": ("完成其一", "any of"),
        # bounds
        "at_least": ("不低于", "at least"),
        "at_least.count": ("不少于", "at least"),
        "more_than": ("超过", "more than"),
        "at_most": ("不超过", "at most"),
        "less_than": ("低于", "less than"),
        "less_than.count": ("少于", "fewer than"),
        "at_most.rank": ("前", "at most"),
        "about": ("约", "about"),
        "every.day": ("每日", "every day"),
        "every.week": ("每周", "every week"),
        "every.month": ("每月", "every month"),
        "every.quarter": ("每季度", "every quarter"),
        "every.half": ("每半年", "every half-year"),
        "every.year": ("每年", "every year"),
        "months": ("月", "month"),
        "days": ("日", "day"),
        "years": ("年", "year"),
    }
)
