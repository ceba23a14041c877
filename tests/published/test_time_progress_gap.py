"""Pace against published completion rates and gaps (时序进度) of Chinese offices."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from targetkit import exact
from targetkit.assessment import Standing
from targetkit.book import Book, Observation
from targetkit.evaluators.pace import Pace
from targetkit.indicator import Indicator, Measure
from targetkit.interval import Interval
from targetkit.judging import judge
from targetkit.kinds.level import level
from targetkit.language import Text
from targetkit.period import Period, month_end
from targetkit.target import Bound, Target
from targetkit.trajectory import Trajectory
from targetkit.units import builtin

DATA: dict[str, Any] = json.loads((Path(__file__).parent / "time_progress_gap.json").read_text(encoding="utf-8"))
CASES = [dict(zip(DATA["columns"], row, strict=True)) for row in DATA["cases"]]
YEAR = Period.parse("2023")  # the offices' years differ; whole months do not know the year


def half(printed: str) -> Decimal:
    """Half a unit of the last printed digit."""
    exponent = Decimal(printed).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal((0, (5,), exponent - 1))


def standing(case: dict[str, Any], *, path: Any = "planned") -> tuple[Standing, Decimal]:
    """Where the reported value stands, and by how much its rounding may move the gap.

    Value and plan where both are printed, else the completion in % of 100.
    """
    value, plan = (case["value"], case["plan"]) if case["plan"] else (case["completion %"], "100")
    slack = half(value) * 100 / Decimal(plan)
    if case["plan"]:
        slack += half(plan) * 100 / Decimal(plan)
    indicator = Indicator("invested", Text.of(case["what"]), Measure.FLOW, builtin().unit("亿元"))
    bound = Bound((("at_least", builtin().quantity(f"{plan} 亿元")),))
    target = Target("invested", "amount", YEAR, Text.of(case["what"]), indicator=indicator, bound=bound)
    end = month_end(dt.date(2023, case["months"], 1))
    book = Book([Observation("invested", Period(YEAR.start, end), Decimal(value), end)])
    t = level(target, book, end)
    assert isinstance(t, Trajectory)
    found = judge(t, Pace(path=path)).standing
    assert found is not None
    return found, slack


def fits(case: dict[str, Any], *, path: Any = "planned") -> bool:
    """Whether the computed gap and the printed one agree within the rounding of the printed figures."""
    found, slack = standing(case, path=path)
    reach = slack + half(case["gap"])
    gap = found.gap
    assert gap is not None
    return exact.sub(gap, Decimal(case["gap"])) in Interval(-reach, reach)


class TestGap:
    """The gap is completion minus whole months of twelve, in percentage points."""

    def test_all_cases_are_here(self) -> None:
        """15 reports."""
        assert 15 == len(CASES)

    @pytest.mark.parametrize("case", CASES, ids=[c["what"] for c in CASES])
    def test_the_gap_is_the_published_one(self, case: dict[str, Any]) -> None:
        """Through the kind for amounts, a book and the trajectory."""
        assert fits(case)

    def test_days_would_not_do(self) -> None:
        """Counted in days most published gaps cannot be had: offices count months."""
        assert 8 > sum(fits(case, path="days") for case in CASES)
