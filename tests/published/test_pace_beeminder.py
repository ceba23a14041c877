"""Pace on piecewise paths in days, against the answers of Beeminder's engine."""

import datetime as dt
import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from targetkit.assessment import Standing
from targetkit.evaluators.pace import Pace
from targetkit.judging import judge
from targetkit.target import Goal
from targetkit.trajectory import Clock, Point, Trajectory
from targetkit.trajectory import Path as Line

DATA: dict[str, Any] = json.loads((Path(__file__).parent / "beeminder_pace.json").read_text(encoding="utf-8"))
CASES = [dict(zip(DATA["columns"], row, strict=True)) for row in DATA["cases"]]
STALE: Final = "linear27_level_stale_40d"
MATCHING = [c for c in CASES if c["name"] != STALE]


def day(text: str) -> dt.date:
    """A date without hyphens."""
    return dt.date.fromisoformat(text)


def points(case: dict[str, Any]) -> tuple[Point, ...]:
    """Levels as they are; increments as running totals of each day's sum, largest, last or number of readings."""
    by_day: dict[dt.date, list[Decimal]] = {}
    for when, value in case["readings"]:
        by_day.setdefault(day(when), []).append(Decimal(value))
    if case["added up"] == "level":
        return tuple(Point(when, values[-1]) for when, values in by_day.items())
    of_day = {"sum": sum, "max": max, "last": lambda values: values[-1], "count": len}[case["added up"]]
    total, found = Decimal(0), []
    for when, values in by_day.items():
        total += of_day(values)  # type: ignore[operator]
        found.append(Point(when, total))
    return tuple(found)


def standing(case: dict[str, Any]) -> Standing:
    """Where the last reading stands against the line."""
    nodes = tuple((day(when), Decimal(value)) for when, value in case["line"])
    t = Trajectory(
        as_of=day(case["as of"]),
        unit="",
        opens=nodes[0][0],
        deadline=nodes[-1][0],
        goal=Goal.of("at_least" if case["side"] > 0 else "at_most", nodes[-1][1]),
        path=Line(nodes, Clock.DAYS, "line", "checkpoints"),
        points=points(case),
    )
    found = judge(t, Pace()).standing
    assert found is not None
    return found


class TestBrightRedLine:
    """`delta` is the last value minus the line on its day; at a kink the later segment counts."""

    def test_all_cases_are_here(self) -> None:
        """38 answers, of which one differs on purpose."""
        assert (38, 37) == (len(CASES), len(MATCHING))

    @pytest.mark.parametrize("case", MATCHING, ids=[c["name"] for c in MATCHING])
    def test_the_line_and_the_distance_are_the_engine_s(self, case: dict[str, Any]) -> None:
        """The value, the line on its day and the distance agree within float noise."""
        found = standing(case)
        delta = float(found.value) - float(found.expected_value)

        assert case["value"] == found.value
        assert math.isclose(case["required"], float(found.expected_value), rel_tol=1e-9)
        assert math.isclose(case["delta"], delta, rel_tol=1e-9, abs_tol=1e-9)

    def test_a_stale_value_is_not_carried_on(self) -> None:
        """Beeminder carries the last value flat until it falls below the line; here a reading counts on its own day."""
        case = next(c for c in CASES if c["name"] == STALE)
        found = standing(case)

        assert 14 == case["value"] == found.value
        assert case["delta"] < 0
        assert found.value > found.expected_value
