"""Growth ratio against what a statistical office published with the method of Eurostat."""

import datetime as dt
import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from targetkit.assessment import Judgement
from targetkit.evaluators.growth_ratio import EUROSTAT, GrowthRatio
from targetkit.indicator import Better
from targetkit.interval import Interval
from targetkit.judging import judge
from targetkit.status import Reason, Status
from targetkit.target import Goal
from targetkit.trajectory import Point, Trajectory

DATA: dict[str, Any] = json.loads((Path(__file__).parent / "eurostat_eustat.json").read_text(encoding="utf-8"))
CASES = [dict(zip(DATA["columns"], row, strict=True)) for row in DATA["cases"]]


def end_of(year: int) -> dt.date:
    """The last day of a year."""
    return dt.date(year, 12, 31)


def trajectory(case: dict[str, Any]) -> Trajectory:
    """The trajectory of one published case, judged at the end of its last year."""
    up = case["direction"] == "up"
    return Trajectory(
        as_of=end_of(case["year"]),
        unit="",
        opens=end_of(case["base year"]),
        deadline=end_of(case["target year"]),
        better=Better.HIGHER if up else Better.LOWER,
        start=Point(end_of(case["base year"]), Decimal(case["base"])),
        goal=Goal.of("at_least" if up else "at_most", Decimal(case["target"])) if case["target"] else None,
        points=(Point(end_of(case["year"]), Decimal(case["value"])),),
    )


def judged(case: dict[str, Any]) -> Judgement:
    """The judgement of one published case."""
    limit = Decimal(case["limit"]) if case["limit"] else None
    return judge(trajectory(case), GrowthRatio(preset="eurostat", limit=limit))


def case(indicator: str) -> dict[str, Any]:
    """A case by the number of its indicator."""
    return next(c for c in CASES if c["indicator"] == indicator)


class TestEustat:
    """62 series of the Basque Country, published with base, value, target, measure, score and word."""

    def test_all_series_are_here(self) -> None:
        """None of the 62 series got lost."""
        assert 62 == len({c["indicator"] for c in CASES})

    @pytest.mark.parametrize("case", CASES, ids=[c["indicator"] for c in CASES])
    def test_word_score_and_measure_are_the_published_ones(self, case: dict[str, Any]) -> None:
        """The label is the published word; score and measure agree within a millionth."""
        judgement = judged(case)
        measure = dict(judgement.measures).get("ratio" if case["target"] else "growth")

        assert case["status"] == judgement.label
        assert (case["score"] is None) == (judgement.score is None)
        assert (case["progress"] is None) == (measure is None)
        if judgement.score is not None:
            assert math.isclose(case["score"], float(judgement.score), rel_tol=1e-6, abs_tol=1e-6)
        if measure is not None:
            assert math.isclose(case["progress"], float(measure), rel_tol=1e-6, abs_tol=1e-6)

    def test_a_goal_that_is_met_now_is_on_track_and_no_more(self) -> None:
        """Before the deadline a level can still turn; by its trend this one even goes the wrong way."""
        judgement = judged(case("7-1-1"))

        assert (Status.ON_TRACK, Reason.BOUND_MET_NOW) == (judgement.status, judgement.reason)
        assert "significant_progress" == judgement.label
        assert dict(judgement.measures)["ratio"] < 0

    def test_a_fall_from_a_natural_limit_scores_best_as_published(self) -> None:
        """An oddity of the published method, kept: the word is the worst one and the score the best."""
        judgement = judged(case("5-5-1b"))

        assert ("significant_deterioration", 5) == (judgement.label, judgement.score)

    def test_a_goal_equal_to_the_start_has_no_ratio(self) -> None:
        """There is no growth to compare with; if the goal is met nevertheless, it is met."""
        unmet, met = judged(case("4-5-1c")), judged(case("1-4-1b"))

        assert (Status.INDETERMINATE, Reason.RULE_SILENT, "not_available") == (unmet.status, unmet.reason, unmet.label)
        assert (Status.ON_TRACK, "significant_progress") == (met.status, met.label)


def trend(start: str, now: str, *, years: int = 1, better: Better = Better.HIGHER) -> Trajectory:
    """A trend without a goal."""
    last = end_of(2020 + years)
    points = (Point(last, Decimal(now)),)
    return Trajectory(last, "", end_of(2020), better=better, start=Point(end_of(2020), Decimal(start)), points=points)


class TestEdges:
    """What the published cases do not reach."""

    @pytest.mark.parametrize(
        ("now", "label", "status"),
        [
            ("1010.001", "significant_progress", Status.ON_TRACK),
            ("1010", "moderate_progress", Status.AT_RISK),
            ("1001", "no_progress", Status.OFF_TRACK),
            ("999", "no_progress", Status.OFF_TRACK),
            ("998.999", "moderate_deterioration", Status.OFF_TRACK),
            ("990", "moderate_deterioration", Status.OFF_TRACK),
            ("989.999", "significant_deterioration", Status.OFF_TRACK),
        ],
    )
    def test_a_figure_belongs_to_the_band_that_its_operator_says(self, now: str, label: str, status: Status) -> None:
        """1 % and 0.1 % a year are not above themselves, -0.1 % and -1 % still belong to the better band."""
        judgement = GrowthRatio()(trend("1000", now))

        assert (label, status) == (judgement.label, judgement.status)

    @pytest.mark.parametrize(
        ("now", "label", "score"),
        [
            ("1095.1", "significant_progress", "2.5071"),
            ("1095", "moderate_progress", "2.5"),
            ("1060.1", "moderate_progress", "0.0071"),
            ("1060", "moderate_deterioration", "0"),
            ("1000", "moderate_deterioration", "-2.5"),
            ("999.9", "significant_deterioration", "-2.5042"),
            ("940", "significant_deterioration", "-5"),
        ],
    )
    def test_against_a_goal_the_bands_are_ratios(self, now: str, label: str, score: str) -> None:
        """From 1000 to 1100 in a year: 95 % of it is still moderate, 60 % is not enough, standing still is no fall."""
        goal = Goal.of("at_least", Decimal(1100))
        judgement = GrowthRatio()(attrs.evolve(trend("1000", now), goal=goal, deadline=end_of(2021)))

        assert label == judgement.label
        assert math.isclose(float(score), float(judgement.score or 0), abs_tol=1e-4)

    @pytest.mark.parametrize(
        ("t", "reason"),
        [
            (trend("10", "-10"), Reason.SIGN_CHANGE),
            (trend("-10", "10"), Reason.SIGN_CHANGE),
            (trend("10", "20", years=0), Reason.TOO_SHORT),
            (trend("10", "20", better=Better.NEITHER), Reason.RULE_SILENT),
        ],
    )
    def test_what_cannot_be_measured_has_no_answer(self, t: Trajectory, reason: Reason) -> None:
        """A change of sign, less than a year, no good direction: a reason, never a number."""
        judgement = GrowthRatio()(t)

        assert (Status.INDETERMINATE, reason, None) == (judgement.status, judgement.reason, judgement.score)

    def test_a_start_of_zero_is_replaced_as_the_preset_says(self) -> None:
        """Eustat takes 0.001 for a start of zero."""
        judgement = GrowthRatio()(trend("0", "0.002"))

        assert (("growth", Decimal("1.0")),) == judgement.measures

    def test_a_goal_of_zero_is_replaced_as_well(self) -> None:
        """From 1 to at most 0 in a year, 0.001 standing for nothing: 0.5 of 0.999. Without a stand-in no answer."""
        t = attrs.evolve(trend("1", "0.5"), goal=Goal.of("at_most", Decimal(0)), deadline=end_of(2021))
        ratio = dict(GrowthRatio()(t).measures)["ratio"]
        silent = GrowthRatio(preset=attrs.evolve(EUROSTAT, zero=None))(t)

        assert math.isclose(0.5 / 0.999, float(ratio))
        assert (Status.INDETERMINATE, Reason.SIGN_CHANGE) == (silent.status, silent.reason)

    def test_of_a_range_the_end_on_the_bad_side_is_to_be_reached(self) -> None:
        """5 to 8 from 10, less being better: 8 is the goal, and 9 is half the way."""
        t = trend("10", "9", better=Better.LOWER)
        t = attrs.evolve(t, goal=Goal(Interval(Decimal(5), Decimal(8))), deadline=end_of(2021))

        assert math.isclose(0.5, float(dict(GrowthRatio()(t).measures)["ratio"]))

    def test_a_negative_value_that_shrinks_towards_zero_rises(self) -> None:
        """From -10 to -8 is better where more is better."""
        assert GrowthRatio()(trend("-10", "-8")).measures[0][1] > 0

    def test_an_unknown_preset_is_refused_with_the_known_ones(self) -> None:
        """The error names what there is."""
        with pytest.raises(ValueError, match="no preset 'oecd': expected one of eurostat"):
            GrowthRatio(preset="oecd")

    def test_a_limit_may_come_as_text(self) -> None:
        """As a plan file hands it over."""
        assert GrowthRatio(limit=Decimal(100)) == GrowthRatio(limit="100") == GrowthRatio(limit="100%")

    @pytest.mark.parametrize("text", ["high", "", "NaN", "Infinity"])
    def test_a_limit_that_is_no_number_is_refused(self, text: str) -> None:
        """The error says what is expected."""
        with pytest.raises(ValueError, match="expected a number in the indicator's unit"):
            GrowthRatio(limit=text)
