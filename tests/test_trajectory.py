"""Points, paths and trajectories."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from targetkit.exact import Number
from targetkit.interval import Interval
from targetkit.trajectory import Clock, Path, Point, Trajectory, elapsed, line, rebase

EVE, DEADLINE = dt.date(2022, 12, 31), dt.date(2023, 12, 31)
YEAR = line((EVE, Decimal(0)), (DEADLINE, Decimal(120)))


def day(text: str) -> dt.date:
    """A date from ISO text."""
    return dt.date.fromisoformat(text)


class TestElapsed:
    """Whole units of a clock from the end of one day to the end of another."""

    @pytest.mark.parametrize(
        ("start", "end", "months"),
        [
            ("2022-12-31", "2023-01-30", 0),
            ("2022-12-31", "2023-01-31", 1),
            ("2023-01-31", "2023-02-27", 0),
            ("2023-01-31", "2023-02-28", 1),
            ("2023-01-31", "2024-02-28", 12),
            ("2023-01-31", "2024-02-29", 13),
            ("2023-02-28", "2023-03-28", 0),
            ("2023-02-28", "2023-03-31", 1),
            ("2023-01-15", "2023-02-14", 0),
            ("2023-01-15", "2023-02-15", 1),
        ],
    )
    def test_a_month_is_gone_at_the_end_of_its_last_day(self, start: str, end: str, months: int) -> None:
        """Month ends go to month ends; other days to the same day."""
        assert months == elapsed(day(start), day(end), Clock.MONTHS)

    def test_years_are_twelve_months(self) -> None:
        """From a leap day to the end of the next February."""
        assert 1 == elapsed(day("2020-02-29"), day("2021-02-28"), Clock.YEARS)
        assert 0 == elapsed(day("2020-02-29"), day("2021-02-27"), Clock.YEARS)

    def test_days_are_days(self) -> None:
        """From one end to the next."""
        assert 365 == elapsed(EVE, DEADLINE, Clock.DAYS)


class TestPath:
    """What is expected on a day."""

    @pytest.mark.parametrize(
        ("when", "expected"),
        [
            ("2022-06-30", 0),
            ("2022-12-31", 0),
            ("2023-01-30", 0),
            ("2023-01-31", 10),
            ("2023-06-30", 60),
            ("2023-12-30", 110),
            ("2023-12-31", 120),
            ("2024-06-30", 120),
        ],
    )
    def test_a_path_in_months_rises_at_month_ends(self, when: str, expected: int) -> None:
        """And is clamped at both ends."""
        assert expected == YEAR.at(day(when))

    def test_a_third_stays_a_third(self) -> None:
        """Nothing is rounded."""
        path = line((EVE, Decimal(0)), (day("2023-03-31"), Decimal(1)))

        assert Fraction(1, 3) == path.at(day("2023-01-31"))

    def test_months_need_month_ends_at_every_node(self) -> None:
        """Otherwise days are counted."""
        odd = line((EVE, Decimal(0)), (DEADLINE, Decimal(365)), via=((day("2023-05-10"), Decimal(130)),))

        assert Clock.MONTHS is YEAR.clock
        assert Clock.DAYS is odd.clock
        assert 131 == odd.at(day("2023-05-11"))

    def test_at_a_kink_the_later_segment_counts(self) -> None:
        """A jump on one day has its upper end from that day on."""
        jump = day("2023-06-30")
        path = Path(((EVE, Decimal(0)), (jump, Decimal(0)), (jump, Decimal(10)), (DEADLINE, Decimal(10))))

        assert [0, 10, 10] == [path.at(day(d)) for d in ("2023-06-29", "2023-06-30", "2023-07-01")]

    def test_a_step_keeps_the_earlier_value(self) -> None:
        """Until the day of the next node."""
        path = attrs.evolve(
            YEAR, nodes=(*YEAR.nodes[:1], (day("2023-06-30"), Decimal(1)), YEAR.nodes[-1]), between="step"
        )

        assert [0, 1, 1, 120] == [path.at(day(f"2023-{d}")) for d in ("06-29", "06-30", "12-30", "12-31")]

    def test_an_unknown_course_has_values_on_its_nodes_only(self) -> None:
        """Last year's course says nothing of a month that last year lacks."""
        june = day("2023-06-30")
        path = attrs.evolve(YEAR, nodes=(*YEAR.nodes[:1], (june, Decimal(50)), *YEAR.nodes[1:]), between="unknown")

        assert [0, None, 50, None, 120] == [
            path.at(d) for d in (EVE, day("2023-05-31"), june, day("2023-07-31"), DEADLINE)
        ]
        assert path.when(Decimal(60)) is None

    def test_one_node_is_a_level(self) -> None:
        """The same on every day."""
        path = Path(((DEADLINE, Decimal(7)),))

        assert {7} == {path.at(d) for d in (EVE, day("2023-06-30"), DEADLINE, day("2025-01-01"))}
        assert path.when(Decimal(7)) is None

    def test_a_segment_shorter_than_its_clock_keeps_its_start(self) -> None:
        """Half a year has no whole year."""
        path = Path(((EVE, Decimal(1)), (day("2023-06-30"), Decimal(2))), Clock.YEARS)

        assert 1 == path.at(day("2023-05-31"))

    @pytest.mark.parametrize(("value", "expected"), [(0, 0), (60, 6), (65, "6.5"), (120, 12), (121, None), (-1, None)])
    def test_when_answers_in_units_of_the_clock(self, value: int, expected: int | str | None) -> None:
        """60 is the value of six months; what the path never has, has no time."""
        assert (None if expected is None else Decimal(expected)) == YEAR.when(Decimal(value))

    def test_when_on_a_step_is_the_day_of_the_step(self) -> None:
        """A value between is reached when the next node is."""
        path = attrs.evolve(YEAR, between="step")

        assert [0, 12, 12] == [path.when(Decimal(n)) for n in (0, 60, 120)]

    def test_the_clock_is_clamped_to_the_path(self) -> None:
        """Before and after it no time passes."""
        assert [0, 6, 12] == [YEAR.clock_at(day(d)) for d in ("2022-01-01", "2023-06-30", "2025-01-01")]


class TestPoint:
    """One value."""

    def test_its_rounding_is_an_interval(self) -> None:
        """0.48 printed is 0.475 to 0.485."""
        point = Point(EVE, Decimal("0.48"), Decimal("0.005"))

        assert Interval(Decimal("0.475"), Decimal("0.485")) == point.within

    def test_exact_and_vague_values_have_no_printed_rounding(self) -> None:
        """Nothing was rounded away, or the interval says it already."""
        assert Point(EVE, Decimal(3)).within is None
        assert Point(EVE, Interval(Decimal(300), Decimal(310)), Decimal("0.5")).within is None


def series(*years: int, start: int | None = None) -> Trajectory:
    """A trajectory with one reading at the end of each year: its number."""

    def at(year: int) -> Point:
        value: Number = Decimal(year)
        return Point(dt.date(year, 12, 31), value)

    points = tuple(map(at, years))
    return Trajectory(DEADLINE, "", EVE, start=at(start) if start else None, points=points)


class TestRebase:
    """Another base year is a function of the trajectory, not an evaluator's business."""

    @pytest.mark.parametrize(
        ("t", "policy", "base"),
        [
            (series(2014, 2015, 2016), "next", 2015),
            (series(2013, 2014, 2017), "next", 2017),
            (series(2013, 2014, 2017), "nearest", 2014),
            (series(2013, 2017), "nearest", 2013),
            (series(2016, 2017, start=2015), "next", 2015),
            (series(2010, 2011), "next", None),
        ],
    )
    def test_the_base_is_that_year_or_what_the_policy_says(self, t: Trajectory, policy: str, base: int | None) -> None:
        """The first later one, or the nearest: of two equally near ones the earlier."""
        moved = rebase(t, 2015, policy)  # type: ignore[arg-type]

        assert base == (moved.start.day.year if moved.start else None)
        assert all(moved.start is None or p.day > moved.start.day for p in moved.points)

    def test_without_a_fitting_reading_there_is_no_start(self) -> None:
        """And all points stay."""
        assert 2 == len(rebase(series(2010, 2011), 2015, "next").points)
