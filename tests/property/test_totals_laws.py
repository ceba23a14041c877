"""Laws of totals: months add up to quarters, halves and the year, however they are printed."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from targetkit import exact
from targetkit.book import Book, Observation
from targetkit.kinds.readings import totals
from targetkit.period import Period
from targetkit.status import Reason

YEAR = Period.parse("2023")
MONTHS = YEAR.split("month")
VALUES = st.sampled_from([Decimal(x) for x in ("0", "1", "2", "0.5", "-1", "10.25")])
YEARS = st.lists(VALUES, min_size=12, max_size=12)
CUTS = st.lists(st.integers(1, 12), unique=True, min_size=1, max_size=6).map(sorted)


def reading(start: int, end: int, values: list[Decimal]) -> Observation:
    """The reading of the months from `start` to before `end`, counted from 0."""
    period = Period(MONTHS[start].start, MONTHS[end - 1].end)
    return Observation("a", period, total(values[start:end]), dt.date(2024, 1, 31))


def total(values: list[Decimal]) -> Decimal:
    """The exact sum."""
    found = Decimal(0)
    for value in values:
        found = exact.add(found, value)
    return found


def by_day(rows, span: Period = YEAR) -> dict[dt.date, Decimal]:
    """The totals of rows by day; nothing may be said beside them."""
    found = totals(Book(rows).readings("a"), span.start, span.end)
    assert () == found.beside
    return {p.day: p.value for p in found.points}


class TestAddingUp:
    """Law: months add up to quarters, halves and the year where the periods tile the span without a hole."""

    @given(YEARS, CUTS)
    def test_tiles_and_running_totals_agree(self, values, ends):
        """Single periods of any lengths and the cumulative readings at their ends give the same totals."""
        starts = [0, *ends[:-1]]
        single = [reading(a, b, values) for a, b in zip(starts, ends, strict=True)]
        cumulative = [reading(0, b, values) for b in ends]

        expected = {MONTHS[b - 1].end: total(values[:b]) for b in ends}
        assert expected == by_day(single)
        assert expected == by_day(cumulative)
        assert expected == by_day([*single, *cumulative])

    @given(YEARS, st.sampled_from(["quarter", "half", "year"]))
    def test_months_add_up_to_calendar_periods(self, values, grain):
        """The totals at the ends of quarters are those of the quarters' own readings."""
        size = {"quarter": 3, "half": 6, "year": 12}[grain]
        months = by_day([reading(n, n + 1, values) for n in range(12)])
        whole = by_day([reading(n, n + size, values) for n in range(0, 12, size)])

        assert {day: months[day] for day in whole} == whole

    @given(YEARS, st.integers(0, 3))
    def test_a_quarter_is_a_difference_of_running_totals(self, values, quarter):
        """From cumulative readings what was there before is subtracted."""
        first, last = 3 * quarter, 3 * quarter + 3
        span = Period(MONTHS[first].start, MONTHS[last - 1].end)
        cumulative = [reading(0, n, values) for n in range(1, 13)]
        single = [reading(n, n + 1, values) for n in range(12)]

        expected = {MONTHS[n].end: total(values[first : n + 1]) for n in range(first, last)}
        assert expected == by_day(single, span)
        assert expected == by_day(cumulative, span)

    @given(YEARS, st.integers(0, 11))
    def test_a_missing_month_is_what_the_others_leave(self, values, missing):
        """With the year's total known, one month may be missing; without it, the totals end before it."""
        months = [reading(n, n + 1, values) for n in range(12) if n != missing]
        everything = {MONTHS[n].end: total(values[: n + 1]) for n in range(12)}

        found = totals(Book(months).readings("a"), YEAR.start, YEAR.end)

        assert {MONTHS[n].end for n in range(missing)} == {p.day for p in found.points}
        assert ((Reason.GAP_IN_SERIES,) if missing < 11 else ()) == found.beside
        assert everything == by_day([*months, reading(0, 12, values)])

    @given(YEARS, st.sets(st.tuples(st.integers(0, 11), st.integers(1, 12)).filter(lambda p: p[0] < p[1]), max_size=8))
    def test_consistent_readings_never_differ(self, values, spans):
        """Whatever overlapping readings of the same months a book has, no total is wrong and none contradicts."""
        rows = [reading(a, b, values) for a, b in sorted(spans)]

        found = totals(Book(rows).readings("a"), YEAR.start, YEAR.end)

        everything = {MONTHS[n].end: total(values[: n + 1]) for n in range(12)}
        assert all(everything[p.day] == p.value for p in found.points)
        assert Reason.TOTALS_DIFFER not in found.beside
        assert (Reason.GAP_IN_SERIES in found.beside) == any(
            MONTHS[b - 1].end not in {p.day for p in found.points} for _, b in spans
        )
