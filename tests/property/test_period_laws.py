"""Laws of periods.

Days come from a few weeks around the turn of a quarter and of February in leap and common years, so that equal ends,
neighbours and month ends are likely.
"""

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from targetkit.errors import PeriodError
from targetkit.period import Cut, Period, is_month_end, month_end, months_between, parse_day

EDGES = [
    dt.date(year, month, day)
    for year in (2023, 2024, 2025)
    for month, day in ((1, 1), (1, 2), (2, 28), (3, 1), (3, 31), (4, 1), (6, 30), (7, 1), (12, 30), (12, 31))
] + [dt.date(2024, 2, 29)]

days = st.sampled_from(EDGES) | st.dates(dt.date(2023, 12, 25), dt.date(2024, 3, 5))
ranges = st.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))
years = st.integers(1901, 2999)


@st.composite
def calendar_texts(draw: st.DrawFn) -> str:
    """A year, half, quarter, month or day, as it is written."""
    year = draw(years | st.integers(2023, 2025))
    part = draw(
        st.sampled_from(["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4"])
        | st.integers(1, 12).map(lambda month: f"-{month:02}")
        | days.map(lambda day: f"-{day.month:02}-{min(day.day, 28):02}")
    )
    return f"{year}{part}"


calendar_periods = calendar_texts().map(Period.parse)
periods = ranges | calendar_periods
cuts = st.sampled_from(get_args(Cut))


class TestTexts:
    """`parse(str(p)) == p`: every period has one text."""

    @given(periods)
    def test_a_period_is_read_back_as_it_was_printed(self, period: Period) -> None:
        """Printing and reading changes nothing."""
        assert period == Period.parse(str(period))

    @given(calendar_texts())
    def test_a_calendar_text_is_printed_as_it_was_read(self, text: str) -> None:
        """The forms without `..` are already the shortest."""
        assert text == str(Period.parse(text))

    @given(calendar_texts(), calendar_texts())
    def test_a_range_covers_both_its_parts(self, left: str, right: str) -> None:
        """`A..B` runs from the start of A to the end of B, or is refused because it runs backwards."""
        first, last = Period.parse(left), Period.parse(right)
        try:
            whole = Period.parse(f"{left}..{right}")
        except PeriodError:
            assert last.end < first.start
        else:
            assert (first.start, last.end) == (whole.start, whole.end)

    @given(periods)
    def test_no_text_is_longer_than_its_two_days(self, period: Period) -> None:
        """The printed form is never longer than the plain pair of days."""
        assert len(str(period)) <= len(f"{period.start}..{period.end}")

    @given(st.text(alphabet="0123456789-./HQ年月日季度上半一至 ０２３", max_size=14) | st.text(max_size=60))
    def test_a_text_is_read_or_refused(self, text: str) -> None:
        """Any text is a period or a `PeriodError`, and what the error tells one to write can be read."""
        try:
            Period.parse(text)
        except PeriodError as error:
            *_, told = str(error).rpartition("; write ")
            if told != str(error):
                Period.parse(told)

    @given(days)
    def test_a_day_is_read_back(self, day: dt.date) -> None:
        """A day is the period of that one day."""
        assert day == parse_day(day.isoformat())
        assert Period(day, day) == Period.parse(day.isoformat())


class TestParts:
    """Months add up to quarters, halves and the year."""

    @given(years)
    def test_the_calendar_tiles_the_year(self, year: int) -> None:
        """Days, months, quarters and halves each cover the year without hole or overlap."""
        whole = Period.parse(str(year))

        assert all(whole.tiles(whole.split(grain)) for grain in ("day", "month", "quarter", "half", "year"))

    @given(calendar_periods)
    def test_months_tile_every_calendar_period(self, period: Period) -> None:
        """A year, half or quarter is tiled by its months, in any order."""
        months = period.split("month")

        assert (period.grain != "day") is period.tiles(reversed(months))

    @given(periods, cuts)
    def test_parts_lie_within_in_order_and_apart(self, period: Period, grain: Cut) -> None:
        """Parts are contained, sorted, and no day is in two."""
        parts = period.split(grain)

        assert all(period.contains(part) for part in parts)
        assert all(a.end < b.start for a, b in pairwise(parts))

    @given(periods, cuts)
    def test_parts_leave_no_hole(self, period: Period, grain: Cut) -> None:
        """Each part adjoins the next."""
        assert all(a.adjoins(b) for a, b in pairwise(period.split(grain)))

    @given(ranges, st.sampled_from(["month", "quarter", "half", "year"]), days)
    def test_no_part_is_left_out(self, period: Period, grain: Cut, day: dt.date) -> None:
        """A calendar interval around a day is a part exactly if the period contains it."""
        around = next(part for part in Period.parse("2020..2027").split(grain) if day in part)

        assert period.contains(around) is (around in period.split(grain))

    @given(ranges, days)
    def test_weeks_run_from_monday_to_sunday(self, period: Period, day: dt.date) -> None:
        """An ISO week is a part exactly if the period contains it."""
        monday = day - dt.timedelta(day.weekday())
        week = Period(monday, monday + dt.timedelta(6))

        assert period.contains(week) is (week in period.split("week"))

    @given(ranges, days)
    def test_a_period_is_tiled_by_two_pieces_of_itself(self, period: Period, day: dt.date) -> None:
        """Cut at any day, the two pieces tile the period; with one piece missing they do not."""
        if not period.start <= day < period.end:
            return
        first, second = Period(period.start, day), Period(day + dt.timedelta(1), period.end)

        assert period.tiles([second, first])
        assert first.adjoins(second)
        assert not period.tiles([first])
        assert not period.tiles([first, second, second])
        assert period.days == first.days + second.days


class TestContainment:
    """Containment is a partial order."""

    @given(periods)
    def test_reflexive(self, a: Period) -> None:
        """A period contains itself."""
        assert a.contains(a)

    @given(ranges, ranges)
    def test_antisymmetric(self, a: Period, b: Period) -> None:
        """Two periods that contain each other are one."""
        assert (a == b) is (a.contains(b) and b.contains(a))

    @given(ranges, ranges, ranges)
    def test_transitive(self, a: Period, b: Period, c: Period) -> None:
        """A part of a part is a part."""
        assert not (a.contains(b) and b.contains(c)) or a.contains(c)

    @given(ranges, ranges)
    def test_two_periods_overlap_adjoin_or_lie_apart(self, a: Period, b: Period) -> None:
        """Neighbours do not overlap, and overlapping is mutual."""
        assert a.overlaps(b) is b.overlaps(a)
        assert not (a.overlaps(b) and a.adjoins(b))
        assert a.overlaps(b) is any(day in a and day in b for day in (a.start, b.start))

    @given(ranges, ranges)
    def test_equal_periods_have_equal_hashes(self, a: Period, b: Period) -> None:
        """Equality, order and hash agree."""
        assert (a == b) is ((a.start, a.end) == (b.start, b.end))
        assert (a < b) is ((a.start, a.end) < (b.start, b.end))
        assert a != b or hash(a) == hash(b)


class TestElapsed:
    """The elapsed share grows from 0 to 1."""

    @given(periods, days, days, st.sampled_from(["months", "days"]))
    def test_never_falls_and_stays_within_0_and_1(self, period: Period, a: dt.date, b: dt.date, by: str) -> None:
        """A later day never has a smaller share."""
        early = period.elapsed(min(a, b), by=by)  # type: ignore[arg-type]
        late = period.elapsed(max(a, b), by=by)  # type: ignore[arg-type]

        assert 0 <= early <= late <= 1

    @given(periods, st.sampled_from(["months", "days"]))
    def test_begins_with_0_and_ends_with_1(self, period: Period, by: str) -> None:
        """On the eve nothing is gone, on the last day everything."""
        eve = period.start - dt.timedelta(1)

        assert period.elapsed(eve, by=by) == 0  # type: ignore[arg-type]
        assert period.elapsed(period.end, by=by) == 1  # type: ignore[arg-type]

    @given(calendar_periods, days)
    def test_months_count_those_that_have_ended(self, period: Period, day: dt.date) -> None:
        """The months elapsed are the parts by month that end on the day or before."""
        assert sum(month.end <= day for month in period.split("month")) == period.months_elapsed(day)

    @given(ranges, days)
    def test_months_elapsed_of_any_range(self, period: Period, day: dt.date) -> None:
        """The same holds where the period begins or ends within a month."""
        assert sum(month.end <= day for month in period.split("month")) == period.months_elapsed(day)

    @given(ranges, days)
    def test_days_count_those_that_have_passed(self, period: Period, day: dt.date) -> None:
        """By days, the share is the days of the period up to the day, over all of them."""
        gone = sum(part.end <= day for part in period.split("day"))

        assert Fraction(gone, period.days) == period.elapsed(day, by="days")


class TestYearEarlier:
    """The same period of the year before."""

    @given(calendar_periods)
    def test_keeps_the_grain(self, period: Period) -> None:
        """A year stays a year, a month a month, a day a day."""
        assert period.grain == period.year_earlier().grain

    @given(calendar_periods.filter(lambda period: period.grain != "day"))
    def test_differs_in_the_year_alone(self, period: Period) -> None:
        """The text of the year before differs in its year."""
        text = str(period)

        assert f"{int(text[:4]) - 1}{text[4:]}" == str(period.year_earlier())

    @given(ranges)
    def test_keeps_months_and_month_ends(self, period: Period) -> None:
        """Whole months stay as many, and a last day of a month stays one."""
        earlier = period.year_earlier()

        assert not is_month_end(period.end) or is_month_end(earlier.end)
        assert period.whole_months is None or period.whole_months == earlier.whole_months

    @given(ranges, ranges)
    def test_keeps_the_order_of_the_starts_and_ends(self, a: Period, b: Period) -> None:
        """What did not end later does not end later in the year before."""
        assert a.end > b.end or a.year_earlier().end <= b.year_earlier().end


class TestMonthEnds:
    """Month ends."""

    @given(days)
    def test_the_next_day_begins_a_month(self, day: dt.date) -> None:
        """A day is a month end exactly if the next is a first."""
        assert ((day + dt.timedelta(1)).day == 1) is is_month_end(day)
        assert is_month_end(month_end(day))
        assert (day == month_end(day)) is is_month_end(day)

    @given(days, days, days)
    def test_months_add_up(self, a: dt.date, b: dt.date, c: dt.date) -> None:
        """From a to b and on to c are as many months as from a to c."""
        a, b, c = map(month_end, (a, b, c))

        assert months_between(a, c) == (months_between(a, b) or 0) + (months_between(b, c) or 0)

    @given(ranges)
    def test_months_between_the_eve_and_the_end_are_the_whole_months(self, period: Period) -> None:
        """A period of whole months is as long as the way from its eve to its end."""
        assert period.whole_months == months_between(period.start - dt.timedelta(1), period.end)
