"""The table of statuses, row by row, and the decisions behind it, on trajectories made by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest

from targetkit.assessment import Judgement
from targetkit.evaluators.attainment import Attainment
from targetkit.evaluators.pace import Pace
from targetkit.interval import NOT_NEGATIVE, SHARE, Interval
from targetkit.judging import judge, reach, settle
from targetkit.status import Reason, Status
from targetkit.target import Goal
from targetkit.trajectory import Clock, Drift, Path, Point, Trajectory, line

EVE, OPENS, DEADLINE = dt.date(2022, 12, 31), dt.date(2023, 1, 1), dt.date(2023, 6, 30)


def day(text: str) -> dt.date:
    """A day of 2023, such as `05-31`."""
    return dt.date.fromisoformat(f"2023-{text}")


def value(given: Any) -> Any:
    """A number from text; intervals as they are."""
    return given if isinstance(given, Interval) else Decimal(given)


def count(at_least: str = "5", *, as_of: str = "05-31", **more: Any) -> Trajectory:
    """A count that must reach a figure by 30 June; readings as `{"05-31": "3"}` in `seen`."""
    goal = more.pop("goal", Goal.of("at_least", Decimal(at_least)))
    seen = more.pop("seen", {})
    plain = {
        "unit": "个",
        "opens": OPENS,
        "deadline": DEADLINE,
        "drift": Drift.UP,
        "goal": goal,
        "path": line((EVE, Decimal(0)), (DEADLINE, goal.edge)),
        "span": NOT_NEGATIVE,
        "points": tuple(Point(day(when), value(x)) for when, x in seen.items()),
    }
    return Trajectory(as_of=day(as_of), **(plain | more))


def level(at_least: str = "5", **more: Any) -> Trajectory:
    """A level that must be there on 30 June; until then it may go up and down."""
    return count(at_least, drift=Drift.ANY, **more)


def cap(at_most: str = "5", **more: Any) -> Trajectory:
    """A total that must not pass a figure."""
    return count(goal=Goal.of("at_most", Decimal(at_most)), **more)


def verdict(t: Trajectory, **options: Any) -> tuple[Status, Reason]:
    """Status and reason."""
    judgement = judge(t, Pace(), **options)
    return judgement.status, judgement.reason


class TestRows:
    """The first row that applies decides; the order is the order of reasons."""

    def test_before_it_opens_nothing_is_due(self) -> None:
        """The day before the span, even with everything else wrong."""
        t = count(as_of="01-01", opens=day("01-02"), withheld=Reason.BASIS_MISMATCH, seen={"01-01": "9"})

        assert (Status.NOT_DUE, Reason.NOT_BEGUN) == verdict(t)

    def test_on_its_first_day_it_is_due(self) -> None:
        """The span begins with its first day."""
        assert (Status.NO_DATA, Reason.NO_OBSERVATION) == verdict(count(as_of="01-01"))

    @pytest.mark.parametrize("reason", [Reason.BASIS_MISMATCH, Reason.BASELINE_MISMATCH])
    def test_a_withheld_verdict_still_shows_its_arithmetic(self, reason: Reason) -> None:
        """Indeterminate before anything else is asked, with the standing beside."""
        judgement = judge(count(withheld=reason, seen={"05-31": "6"}), Pace())

        assert (Status.INDETERMINATE, reason) == (judgement.status, judgement.reason)
        assert judgement.standing is not None

    def test_a_total_that_fell_is_not_judged(self) -> None:
        """Not even if it is over its goal."""
        assert (Status.INDETERMINATE, Reason.TOTAL_FELL) == verdict(count(seen={"03-31": "7", "05-31": "6"}))

    def test_a_remainder_that_rose_is_not_judged(self) -> None:
        """The same the other way."""
        t = count(drift=Drift.DOWN, seen={"03-31": "6", "05-31": "7"})

        assert (Status.INDETERMINATE, Reason.TOTAL_FELL) == verdict(t)

    def test_a_level_may_fall(self) -> None:
        """Only totals cannot."""
        assert Reason.TOTAL_FELL is not judge(level(seen={"03-31": "7", "05-31": "6"}), Pace()).reason

    def test_vague_totals_fell_only_if_they_did_for_sure(self) -> None:
        """Overlapping ones may have risen; one far down may be found behind a vaguer one."""
        high, wide, low = (Interval(Decimal(a), Decimal(b)) for a, b in ((5, 10), (0, 20), (1, 2)))

        assert Reason.TOTAL_FELL is not judge(count(seen={"03-31": high, "04-30": wide}), Pace()).reason
        assert Reason.TOTAL_FELL is judge(count(seen={"03-31": high, "04-30": wide, "05-31": low}), Pace()).reason

    def test_without_a_reading_there_is_no_data(self) -> None:
        """Up to and including the deadline; missing is never zero and never a pass, not even for a cap."""
        assert (Status.NO_DATA, Reason.NO_OBSERVATION) == verdict(count(as_of="06-30"))
        assert (Status.NO_DATA, Reason.NO_OBSERVATION) == verdict(cap(as_of="06-30"))

    def test_the_value_on_the_deadline_keeps_the_bound_or_breaks_it(self) -> None:
        """At the figure it is kept, below it is broken."""
        assert (Status.ACHIEVED, Reason.BOUND_KEPT) == verdict(count(as_of="06-30", seen={"06-30": "5"}))
        assert (Status.MISSED, Reason.BOUND_BROKEN) == verdict(count(as_of="06-30", seen={"06-30": "4"}))

    def test_a_strict_bound_leaves_its_figure_out(self) -> None:
        """超过 5 is not kept by 5, 不满 5 not either."""
        for word in ("more_than", "less_than"):
            t = count(goal=Goal.of(word, Decimal(5)), as_of="06-30", seen={"06-30": "5"})  # type: ignore[arg-type]
            assert (Status.MISSED, Reason.BOUND_BROKEN) == verdict(t)

    def test_a_total_over_its_goal_is_achieved_early(self) -> None:
        """It cannot fall again."""
        assert (Status.ACHIEVED, Reason.CANNOT_CHANGE) == verdict(count(seen={"05-31": "5"}))

    def test_a_total_over_its_cap_is_missed_early(self) -> None:
        """It cannot come back."""
        assert (Status.MISSED, Reason.CANNOT_CHANGE) == verdict(cap(seen={"02-28": "6"}))

    def test_a_cap_is_kept_only_at_the_end(self) -> None:
        """Before, it can still be broken."""
        assert Status.ON_TRACK is judge(cap(seen={"05-31": "0"}), Pace()).status
        assert (Status.ACHIEVED, Reason.BOUND_KEPT) == verdict(cap(as_of="06-30", seen={"06-30": "5"}))

    def test_the_span_can_settle_as_well(self) -> None:
        """No share is above 1: a promise of more is broken as soon as anything is read."""
        t = count(goal=Goal.of("more_than", Decimal(1)), span=SHARE, seen={"02-28": "0.3"})

        assert (Status.MISSED, Reason.CANNOT_CHANGE) == verdict(t)

    def test_a_value_that_was_seen_can_occur(self) -> None:
        """A reading outside the span widens it."""
        t = count("1.1", span=SHARE, seen={"02-28": "1.2"})

        assert (Status.ACHIEVED, Reason.CANNOT_CHANGE) == verdict(t)

    def test_a_vague_value_on_the_deadline_can_straddle_the_bound(self) -> None:
        """约 5 neither keeps nor breaks at least 5."""
        t = count(as_of="06-30", seen={"06-30": Interval(Decimal(4), Decimal(6))})

        assert (Status.INDETERMINATE, Reason.STRADDLES_BOUND) == verdict(t)

    def test_readings_around_the_deadline_can_straddle_the_bound(self) -> None:
        """4 before and 6 after: nobody knows whether it was 5 on the day."""
        t = count(as_of="07-31", seen={"05-31": "4", "07-31": "6"})

        assert (Status.INDETERMINATE, Reason.STRADDLES_BOUND) == verdict(t)

    def test_a_level_that_was_not_read_on_the_day_is_unknown(self) -> None:
        """Whatever it was before and after."""
        t = level(as_of="07-31", seen={"05-31": "9", "07-31": "9"})

        assert (Status.INDETERMINATE, Reason.DEADLINE_NOT_READ) == verdict(t)

    @pytest.mark.parametrize(
        ("as_of", "grace", "expected"),
        [
            ("06-30", 0, (Status.OFF_TRACK, Reason.FAR_BEHIND_PACE)),
            ("07-01", 0, (Status.NO_DATA, Reason.STALE)),
            ("07-01", 1, (Status.INDETERMINATE, Reason.AWAITING_FINAL)),
            ("07-15", 15, (Status.INDETERMINATE, Reason.AWAITING_FINAL)),
            ("07-16", 15, (Status.NO_DATA, Reason.STALE)),
        ],
    )
    def test_grace_counts_days_after_the_deadline(
        self, as_of: str, grace: int, expected: tuple[Status, Reason]
    ) -> None:
        """The deadline itself is inclusive, and so is the last day of grace."""
        assert expected == verdict(count(as_of=as_of, seen={"05-31": "2"}), grace=grace)

    @pytest.mark.parametrize(("as_of", "fresh"), [("03-30", True), ("03-31", True), ("04-01", False)])
    def test_a_reading_is_news_for_so_many_days(self, as_of: str, fresh: bool) -> None:  # noqa: FBT001
        """A reading of 28 February is stale after 31 days, on 1 April."""
        status, reason = verdict(count(as_of=as_of, seen={"02-28": "2"}), stale=31)

        assert fresh is (reason is not Reason.STALE)
        assert fresh is (status is not Status.NO_DATA)

    def test_what_is_settled_is_never_stale(self) -> None:
        """Achieved stays achieved."""
        assert (Status.ACHIEVED, Reason.CANNOT_CHANGE) == verdict(count(as_of="06-29", seen={"01-31": "5"}), stale=1)

    def test_an_evaluator_without_an_answer_leaves_it_indeterminate(self) -> None:
        """A path that says nothing on the day of the only reading."""
        nodes = ((EVE, Decimal(0)), (DEADLINE, Decimal(5)))
        t = count(path=Path(nodes, Clock.MONTHS, "unknown", "profile"), seen={"05-31": "3"})

        assert (Status.INDETERMINATE, Reason.RULE_SILENT) == verdict(t)

    def test_a_vague_reading_must_be_in_one_band(self) -> None:
        """Expected 4 by May: 4 to 4.5 is on track at both ends, 3.9 to 4.5 is not."""
        on, between = (Interval(Decimal(low), Decimal("4.5")) for low in ("4", "3.8"))

        assert (Status.ON_TRACK, Reason.ON_PACE) == verdict(count("4.8", seen={"05-31": on}))
        assert (Status.INDETERMINATE, Reason.STRADDLES_BAND) == verdict(count("4.8", seen={"05-31": between}))

    @pytest.mark.parametrize(
        ("seen", "expected"),
        [("25", Status.ON_TRACK), ("24.99", Status.AT_RISK), ("22", Status.AT_RISK), ("21.9", Status.OFF_TRACK)],
    )
    def test_else_the_evaluator_decides(self, seen: str, expected: Status) -> None:
        """25 of 30 are expected by May; 10 points of 30 are 3."""
        assert expected is judge(count("30", seen={"05-31": seen}), Pace()).status

    @pytest.mark.parametrize(("since", "status"), [("06-01", Status.ON_TRACK), ("05-31", Status.AT_RISK)])
    def test_from_the_first_due_day_it_is_at_risk_at_best(self, since: str, status: Status) -> None:
        """The first day of a due range is part of it."""
        judgement = judge(count("30", due_from=day(since), seen={"05-31": "25"}), Pace())

        assert status is judgement.status
        assert (Reason.IN_DUE_RANGE is judgement.reason) is (status is Status.AT_RISK)

    def test_a_due_range_makes_nothing_better(self) -> None:
        """Off track stays off track, achieved stays achieved."""
        assert Status.OFF_TRACK is judge(count("30", due_from=day("05-01"), seen={"05-31": "1"}), Pace()).status
        assert Status.ACHIEVED is judge(count("30", due_from=day("05-01"), seen={"05-31": "30"}), Pace()).status

    def test_a_trend_without_a_goal_is_never_settled(self) -> None:
        """There is nothing to keep or to break."""
        assert settle(count(goal=Goal.of("at_least", Decimal(5)), seen={"05-31": "9"}, as_of="05-31")) is not None
        assert settle(attrs.evolve(count(seen={"05-31": "9"}), goal=None, deadline=None)) is None


UP, DOWN, ANY = Drift.UP, Drift.DOWN, Drift.ANY
ON, BEFORE, AFTER = {"06-30": "3"}, {"05-31": "3"}, {"07-31": "4"}


class TestReach:
    """On which values a promise can still be judged, by readings and drift; the span is 0 to 9."""

    @pytest.mark.parametrize(
        ("seen", "drift", "expected", "covered"),
        [
            (ON, UP, "[3, 3]", True),
            (ON, DOWN, "[3, 3]", True),
            (ON, ANY, "[3, 3]", True),
            (BEFORE | ON | AFTER, ANY, "[3, 3]", True),
            (BEFORE | AFTER, UP, "[3, 4]", True),
            ({"05-31": "4", "07-31": "3"}, DOWN, "[3, 4]", True),
            (BEFORE | AFTER, ANY, "[0, 9]", True),
            (AFTER, UP, "[0, 4]", True),
            (AFTER, DOWN, "[4, 9]", True),
            (AFTER, ANY, "[0, 9]", True),
            (BEFORE, UP, "[3, 9]", False),
            (BEFORE, DOWN, "[0, 3]", False),
            (BEFORE, ANY, "[0, 9]", False),
            ({}, UP, "[0, 9]", False),
            ({"03-31": "1", "05-31": "3", "07-01": "4", "07-31": "8"}, UP, "[3, 4]", True),
        ],
    )
    def test_the_nearest_readings_bound_it(
        self,
        seen: dict[str, str],
        drift: Drift,
        expected: str,
        covered: bool,  # noqa: FBT001
    ) -> None:
        """The table of readings on, before and after the deadline."""
        t = count(as_of="07-31", drift=drift, span=Interval(Decimal(0), Decimal(9)), seen=seen)
        values, is_covered, _ = reach(t)

        assert expected == str(values)
        assert covered is is_covered

    def test_a_vague_reading_takes_nothing_back(self) -> None:
        """3 in March and 约 3 (2 to 4) in May: a total is still at least 3."""
        t = count("3", seen={"03-31": "3", "05-31": Interval(Decimal(2), Decimal(4))})

        assert (Status.ACHIEVED, Reason.CANNOT_CHANGE) == verdict(t)

    def test_an_open_end_of_a_reading_stays_open(self) -> None:
        """超过 3: a total that is above 3 keeps more than 3, one that may be 3 does not for sure."""
        for low_open, status in ((True, Status.ACHIEVED), (False, Status.ON_TRACK)):
            vague = Interval(Decimal(3), Decimal(4), lo_open=low_open)
            t = count(goal=Goal.of("more_than", Decimal(3)), seen={"05-31": vague})
            assert status is judge(t, Pace()).status

    def test_the_reading_that_settles_it_is_named(self) -> None:
        """Below the goal after the deadline: the later reading is the evidence, not the earlier one."""
        missed = judge(count("5", as_of="07-31", seen={"05-31": "1", "07-31": "4"}), Pace())
        kept = judge(count("5", as_of="07-31", seen={"05-31": "5", "07-31": "8"}), Pace())
        capped = judge(cap("5", as_of="07-31", seen={"05-31": "1", "07-31": "4"}), Pace())

        assert (Status.MISSED, day("07-31")) == found(missed)
        assert (Status.ACHIEVED, day("05-31")) == found(kept)
        assert (Status.ACHIEVED, day("07-31")) == found(capped)


def found(judgement: Judgement) -> tuple[Status, dt.date | None]:
    """The status and the day of the reading that is named."""
    return judgement.status, judgement.point.day if judgement.point else None


class TestDecisions:
    """What the table means, in cases that were once decided otherwise."""

    def test_the_value_at_the_deadline_decides_not_a_later_one(self) -> None:
        """0 on 30 June is missed and stays missed when July brings 1; measures are those of the deadline too."""
        june = judge(count("1", as_of="06-30", seen={"06-30": "0"}), Pace())
        july = judge(count("1", as_of="07-31", seen={"06-30": "0", "07-31": "1"}), Pace())

        assert (Status.MISSED, day("06-30")) == found(june) == found(july)
        assert june.standing == july.standing

    def test_nothing_on_the_last_day_but_one_is_not_missed(self) -> None:
        """0 on 29 June can still become 1 on 30 June."""
        t = count("1", as_of="06-30", seen={"06-29": "0"})

        assert (Status.OFF_TRACK, Reason.FAR_BEHIND_PACE) == verdict(t)

    def test_nothing_after_the_deadline_is_missed(self) -> None:
        """A total of 0 in July was 0 in June."""
        assert (Status.MISSED, Reason.BOUND_BROKEN) == verdict(count("1", as_of="07-31", seen={"07-31": "0"}))

    def test_pace_is_taken_on_the_day_of_the_reading(self) -> None:
        """50 by the end of May is on time on 20 June, when June's figure is not out yet."""
        early = judge(count("60", as_of="05-31", seen={"05-31": "50"}), Pace())
        late = judge(count("60", as_of="06-20", seen={"05-31": "50"}), Pace())

        assert (Status.ON_TRACK, Reason.ON_PACE) == (late.status, late.reason)
        assert early == late

    def test_a_month_is_gone_at_the_end_of_its_last_day(self) -> None:
        """On 30 May four months have gone, on 31 May five."""
        assert Status.ON_TRACK is judge(count("6", as_of="05-30", seen={"05-30": "4"}), Pace()).status
        assert Status.OFF_TRACK is judge(count("6", as_of="05-31", seen={"05-31": "4"}), Pace()).status

    def test_a_deadline_within_a_month_is_paced_in_days(self) -> None:
        """Due on 10 May, 30 April is no full time."""
        t = count("130", deadline=day("05-10"), path=line((EVE, Decimal(0)), (day("05-10"), Decimal(130))))
        t = attrs.evolve(t, as_of=day("04-30"), points=(Point(day("04-30"), Decimal(120)),))
        judgement = judge(t, Pace())

        assert Clock.DAYS is t.path.clock  # type: ignore[union-attr]
        assert Decimal(120) == judgement.standing.expected_value  # type: ignore[union-attr]

    def test_of_a_range_the_lower_end_is_paced_and_the_upper_one_only_settles(self) -> None:
        """5 to 10 with 20 read: a level is on track and, at the end, missed."""
        between = Goal(Interval(Decimal(5), Decimal(10)))

        assert (Status.ON_TRACK, Reason.ON_PACE) == verdict(level(goal=between, seen={"05-31": "20"}))
        assert Status.MISSED is verdict(level(goal=between, as_of="06-30", seen={"06-30": "20"}))[0]
        assert (Status.MISSED, Reason.CANNOT_CHANGE) == verdict(count(goal=between, seen={"05-31": "20"}))

    def test_nothing_against_nothing_is_on_pace(self) -> None:
        """A cap of 0 with 0 read; the ratio is undefined and the verdict is not."""
        judgement = judge(cap("0", seen={"05-31": "0"}), Pace())

        assert Status.ON_TRACK is judgement.status
        assert (None, None) == (judgement.standing.ratio, judgement.standing.gap)  # type: ignore[union-attr]

    def test_a_level_over_its_goal_before_the_deadline_is_on_track(self) -> None:
        """It can still fall."""
        assert (Status.ON_TRACK, Reason.ON_PACE) == verdict(level(seen={"05-31": "9"}))

    def test_what_is_settled_keeps_the_method_s_arithmetic(self) -> None:
        """Achieved in May, with the gap that it has there: 6 of 6 against 5 of 6."""
        judgement = judge(count("6", seen={"05-31": "6"}), Pace())

        assert Status.ACHIEVED is judgement.status
        assert Decimal(100) == judgement.standing.gap * 6  # type: ignore[union-attr, operator]

    def test_attainment_ignores_the_date(self) -> None:
        """80 % of the goal is at risk in January as in May, less is off track."""
        for when in ("01-31", "05-31"):
            assert Status.AT_RISK is judge(level("10", as_of=when, seen={when: "8"}), Attainment()).status
            assert Status.OFF_TRACK is judge(level("10", as_of=when, seen={when: "7.9"}), Attainment()).status
            assert Status.ON_TRACK is judge(level("10", as_of=when, seen={when: "10"}), Attainment()).status


class TestMeasures:
    """What distances are measured in."""

    @pytest.mark.parametrize(
        ("read", "status"),
        [("94", Status.ON_TRACK), ("94.1", Status.AT_RISK), ("95.2", Status.AT_RISK), ("95.3", Status.OFF_TRACK)],
    )
    def test_points_are_points_of_the_way_from_start_to_goal(self, read: str, status: Status) -> None:
        """From 100 down to 88: half way 94 are expected, and ten points are 1.2."""
        path = line((EVE, Decimal(100)), (dt.date(2023, 12, 31), Decimal(88)))
        t = level(goal=Goal.of("at_most", Decimal(88)), deadline=path.nodes[-1][0], path=path)
        t = attrs.evolve(t, as_of=DEADLINE, points=(Point(DEADLINE, Decimal(read)),))

        assert status is judge(t, Pace()).status

    @pytest.mark.parametrize(
        ("read", "status"),
        [("-6.6", Status.ON_TRACK), ("-6.7", Status.AT_RISK), ("-9", Status.AT_RISK), ("-9.1", Status.OFF_TRACK)],
    )
    def test_a_ratio_of_something_negative_falls_short_downwards(self, read: str, status: Status) -> None:
        """A loss of 6 is expected: 90 % of that is a loss of 6.6, not a smaller one."""
        path = line((EVE, Decimal(-10)), (dt.date(2023, 12, 31), Decimal(-2)))
        t = level("-2", deadline=path.nodes[-1][0], path=path, span=Interval(Decimal(-99), Decimal(99)))
        t = attrs.evolve(t, as_of=DEADLINE, points=(Point(DEADLINE, Decimal(read)),))

        assert status is judge(t, Pace(at_risk="90%", off_track="50%")).status

    def test_attainment_of_a_strict_bound_needs_more_than_its_figure(self) -> None:
        """5 is all of 5 and still no more than 5."""
        t = level(goal=Goal.of("more_than", Decimal(5)), seen={"05-31": "5"})

        assert (Status.AT_RISK, Reason.NEAR_BOUND) == found_reason(judge(t, Attainment()))

    def test_the_last_reading_that_the_path_knows_is_judged(self) -> None:
        """Last year has no value for April: March is judged, and that is said."""
        nodes = ((EVE, Decimal(0)), (day("03-31"), Decimal(3)), (DEADLINE, Decimal(5)))
        path = Path(nodes, Clock.MONTHS, "unknown", "profile")
        judgement = judge(count(as_of="04-30", path=path, seen={"03-31": "3", "04-30": "4"}), Pace())

        assert (Status.ON_TRACK, day("03-31")) == found(judgement)
        assert (Reason.PROFILE_PARTIAL,) == judgement.beside


def found_reason(judgement: Judgement) -> tuple[Status, Reason]:
    """Status and reason."""
    return judgement.status, judgement.reason


class TestFragile:
    """A printed figure's rounding never changes a status; it is told beside it."""

    @pytest.mark.parametrize(("read", "status"), [("0.51", Status.MISSED), ("0.52", Status.ACHIEVED)])
    def test_the_retail_target_cannot_be_settled_beyond_its_rounding(self, read: str, status: Status) -> None:
        """0.48 and 7 % make 0.5136; 0.51 misses it and 0.52 keeps it, both within the rounding of the two figures."""
        goal = Goal(Interval(Decimal("0.5136"), Decimal("Infinity")), lower_half=Decimal("0.00535"))
        reading = Point(DEADLINE, Decimal(read), Decimal("0.005"))
        judgement = judge(count(goal=goal, as_of="06-30", points=(reading,)), Pace())

        assert (status, (Reason.FRAGILE,)) == (judgement.status, judgement.beside)

    def test_a_figure_far_from_the_goal_is_not_fragile(self) -> None:
        """0.53 keeps it whatever was rounded away."""
        goal = Goal(Interval(Decimal("0.5136"), Decimal("Infinity")), lower_half=Decimal("0.00535"))
        reading = Point(DEADLINE, Decimal("0.53"), Decimal("0.005"))

        assert () == judge(count(goal=goal, as_of="06-30", points=(reading,)), Pace()).beside

    def test_the_base_alone_can_make_it_fragile(self) -> None:
        """An exact reading against a goal from a printed base."""
        goal = Goal(Interval(Decimal("5.1"), Decimal("Infinity")), lower_half=Decimal("0.2"))

        assert (Reason.FRAGILE,) == judge(count(goal=goal, as_of="06-30", seen={"06-30": "5"}), Pace()).beside

    def test_a_later_reading_that_settles_it_may_be_the_fragile_one(self) -> None:
        """4.98 in July, give or take 0.05, leaves open whether it was 5."""
        seen = (Point(day("05-31"), Decimal(1)), Point(day("07-31"), Decimal("4.98"), Decimal("0.05")))
        judgement = judge(count("5", as_of="07-31", points=seen), Pace())

        assert (Status.MISSED, (Reason.FRAGILE,)) == (judgement.status, judgement.beside)

    def test_the_way_can_be_fragile_too(self) -> None:
        """25 expected, 25 printed without decimals: on track, and 24.6 would not be."""
        reading = (Point(day("05-31"), Decimal(25), Decimal("0.5")),)
        judgement = judge(count("30", points=reading), Pace())

        assert (Status.ON_TRACK, (Reason.FRAGILE,)) == (judgement.status, judgement.beside)
