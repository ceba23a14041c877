"""Books keep what became known, and totals are formed from what a book has."""

import datetime as dt
import itertools
import time
from decimal import Decimal

import pytest

from targetkit.book import Book, Observation
from targetkit.errors import BookError, Place
from targetkit.indicator import Finality, Measure
from targetkit.interval import Interval
from targetkit.kinds.readings import levels, totals
from targetkit.period import Period
from targetkit.status import Reason

D = Decimal
JUNE = dt.date(2023, 6, 30)
DECEMBER = dt.date(2023, 12, 31)
GAP, DIFFER = Reason.GAP_IN_SERIES, Reason.TOTALS_DIFFER


def o(period, value, known="", *, name="a", half="0", **more):
    """An observation; known on the last day of its period if not said."""
    span = Period.parse(period)
    day = dt.date.fromisoformat(known) if known else span.end
    return Observation(name, span, D(value) if isinstance(value, str) else value, day, half=D(half), **more)


def running(rows, opens="2023-01-01", until=DECEMBER):
    """The totals of rows as month-day and value, and what is said of them."""
    book = Book(rows).as_known(dt.date(2999, 1, 1))
    found = totals(book.readings("a"), dt.date.fromisoformat(opens), until)
    return [(f"{p.day:%m-%d}", p.value) for p in found.points], list(found.beside)


class TestKnowledge:
    """Of two readings of one period the one known last counts, and nothing that became known later."""

    ROWS = (o("2023-01", "1", "2023-02-10"), o("2023-01", "2", "2023-03-10"), o("2023-02", "5", "2023-03-10"))

    @pytest.mark.parametrize(
        ("day", "values"),
        [
            (dt.date(2023, 2, 9), []),
            (dt.date(2023, 2, 10), [1]),
            (dt.date(2023, 3, 9), [1]),
            (dt.date(2023, 3, 10), [2, 5]),
        ],
    )
    def test_as_known(self, day, values):
        """The day of knowledge is inclusive."""
        assert values == [x.value for x in Book(self.ROWS).as_known(day).readings("a")]

    def test_a_book_keeps_every_revision(self):
        """Nothing is overwritten."""
        assert sorted(self.ROWS, key=lambda x: (x.period.end, x.known)) == list(Book(self.ROWS).observations)

    def test_readings_are_sorted_by_the_end_of_their_periods(self):
        """And then by their start."""
        rows = [o("2023-03", "1"), o("2023-01..2023-03", "3"), o("2023-01", "1")]

        assert ["2023-01", "2023-Q1", "2023-03"] == [str(x.period) for x in Book(rows).readings("a")]

    def test_sorts_do_not_mix(self):
        """Values, growth and events of one name are read apart."""
        rows = [o("2023", "1"), o("2023", "2", what="growth"), o("2023", "1", what="event")]

        assert [(1,), (2,), (1,)] == [
            tuple(x.value for x in Book(rows).readings("a", what)) for what in ("value", "growth", "event")
        ]

    def test_names(self):
        """Every name that has an observation."""
        assert {"a", "b@c"} == Book([o("2023", "1"), o("2023", "2", name="b@c", what="event")]).names()

    def test_with_more(self):
        """More observations make another book; a contradiction is refused."""
        book = Book([o("2023", "1")])

        assert 2 == len(book.with_more([o("2024", "1")]).observations)
        with pytest.raises(BookError):
            book.with_more([o("2023", "2")])


class TestTwins:
    """Observations of one period that became known on one day."""

    def test_equal_values_are_kept_once_in_every_order(self):
        """The one with the finer print stays, whatever came first."""
        rows = [
            o("2023", "0.5", half="0.05", source="b", place=Place("x", 1)),
            o("2023", "0.50", half="0.005", source="a", place=Place("x", 2)),
            o("2023", "0.50", half="0.005", source="a", status=Finality.FINAL, place=Place("x", 3)),
        ]

        kept = {repr(Book(order).observations) for order in itertools.permutations(rows)}

        assert {repr((rows[1],))} == kept

    def test_different_values_are_refused_with_every_place(self):
        """One finding for the period, the same in every order."""
        rows = [o("2023", v, place=Place("f.csv", n)) for n, v in enumerate(["1", "2", "1", "3"], 2)]
        messages = set()
        for order in itertools.permutations(rows):
            with pytest.raises(BookError) as caught:
                Book(order)
            messages.add(str(caught.value.diagnostics))

        assert 1 == len(messages)
        assert "1 (f.csv:2) and 2 (f.csv:3) and 1 (f.csv:4) and 3 (f.csv:5)" in messages.pop()

    def test_places_need_not_be_known(self):
        """The values are named all the same."""
        with pytest.raises(BookError, match="a of 2023 has different values known on 2023-12-31: 1 and 2"):
            Book([o("2023", "2"), o("2023", "1")])


M = [f"2023-{n:02}" for n in range(1, 13)]


class TestTotals:
    """Running totals, from whatever the book has."""

    @pytest.mark.parametrize(
        ("rows", "points", "beside"),
        [
            ([], [], []),
            ([o(M[0], "1"), o(M[1], "2")], [("01-31", 1), ("02-28", 3)], []),
            ([o("2023-01..2023-02", "3"), o(M[2], "4")], [("02-28", 3), ("03-31", 7)], []),
            ([o("2023-Q1", "3"), o("2023-H1", "7"), o("2023", "20")], [("03-31", 3), ("06-30", 7), ("12-31", 20)], []),
            ([o("2023-Q1", "3"), o("2023-Q2", "4")], [("03-31", 3), ("06-30", 7)], []),
            # the printed total wins
            ([o(M[0], "1"), o(M[1], "2"), o("2023-01..2023-02", "3")], [("01-31", 1), ("02-28", 3)], []),
            ([o(M[0], "1"), o(M[1], "2"), o("2023-01..2023-02", "4")], [("01-31", 1), ("02-28", 4)], [DIFFER]),
            # a difference within the printed rounding is none
            (
                [o(M[0], "1", half="0.5"), o(M[1], "2", half="0.5"), o("2023-01..2023-02", "4", half="0.5")],
                [("01-31", 1), ("02-28", 4)],
                [],
            ),
            # holes
            ([o(M[1], "2")], [], [GAP]),
            ([o(M[0], "1"), o(M[2], "4")], [("01-31", 1)], [GAP]),
            ([o(M[0], "1"), o(M[2], "4"), o("2023-Q1", "7")], [("01-31", 1), ("02-28", 3), ("03-31", 7)], []),
            ([o(M[1], "2"), o("2023-01..2023-02", "3")], [("01-31", 1), ("02-28", 3)], []),
            ([o(M[2], "2"), o(M[1], "2"), o("2023-Q1", "5")], [("01-31", 1), ("02-28", 3), ("03-31", 5)], []),
            # two ways to a total that do not agree, neither of them printed
            (
                [o("2023-01..2023-05", "9"), o("2023-04..2023-05", "2"), o("2023-H1", "10"), o("2023-Q2", "4")],
                [("03-31", 7), ("05-31", 9), ("06-30", 10)],
                [DIFFER],
            ),
            # vague figures add up as intervals
            (
                [o(M[0], Interval(D(1), D(2))), o(M[1], "2")],
                [("01-31", Interval(D(1), D(2))), ("02-28", Interval(D(3), D(4)))],
                [],
            ),
            (
                [o(M[0], Interval(D(1), D(2))), o(M[1], "2"), o("2023-01..2023-02", "3.5")],
                [("01-31", Interval(D(1), D(2))), ("02-28", D("3.5"))],
                [],
            ),
            # what ended before is not counted, and what it takes part in is no gap
            ([o("2022", "9"), o(M[0], "1")], [("01-31", 1)], []),
            ([o("2022-12..2023-01", "3"), o("2022-12", "2")], [("01-31", 1)], []),
            ([o("2022-12..2023-01", "3")], [], [GAP]),
            ([o("2022-12..2023-01", "3"), o(M[0], "1")], [("01-31", 1)], []),
            # days and months mix
            (
                [o("2023-01-01..2023-01-15", "1"), o("2023-01-16..2023-01-31", "1"), o(M[1], "2")],
                [("01-15", 1), ("01-31", 2), ("02-28", 4)],
                [],
            ),
            # what ends later does not count
            ([o("2023", "9"), o("2024-01", "1")], [("12-31", 9)], []),
        ],
    )
    def test_of_a_year(self, rows, points, beside):
        """Totals from 1 January, and what is said beside them."""
        assert (points, beside) == running(rows)

    def test_of_a_quarter_from_cumulative_readings(self):
        """What was there before is subtracted."""
        rows = [o(f"2023-01..{M[n]}", str(v)) for n, v in ((2, 10), (3, 13), (4, 17), (5, 19))]

        assert ([("04-30", 3), ("05-31", 7), ("06-30", 9)], []) == running(rows, "2023-04-01", JUNE)

    def test_a_quarter_that_contradicts_the_cumulative_readings(self):
        """The printed quarter wins, and the difference is told."""
        rows = [o("2023-Q1", "10"), o("2023-H1", "19"), o("2023-Q2", "8")]

        assert ([("06-30", 8)], [DIFFER]) == running(rows, "2023-04-01", JUNE)

    def test_a_gap_and_a_difference_are_both_told(self):
        """In the order in which reasons are listed."""
        rows = [o(M[0], "1"), o(M[1], "2"), o("2023-01..2023-02", "4"), o(M[6], "1")]

        assert [GAP, DIFFER] == running(rows)[1]

    def test_halves_add_up(self):
        """The printed rounding of a sum is that of all its parts."""
        rows = [o(M[0], "1", half="0.5"), o(M[1], "2", half="0.5")]

        assert [D("0.5"), D("1.0")] == [p.half for p in totals(rows, dt.date(2023, 1, 1), JUNE).points]

    def test_evidence_is_what_was_used(self):
        """Only the readings that a total is formed from."""
        rows = [o(M[0], "1"), o("2023-01..2023-02", "3"), o(M[2], "4")]

        points = totals(Book(rows).readings("a"), dt.date(2023, 1, 1), JUNE).points

        assert [("2023-01",), ("2023-01..2023-02",), ("2023-01..2023-02", "2023-03")] == [
            tuple(str(e.period) for e in p.evidence) for p in points
        ]

    @pytest.mark.slow
    @pytest.mark.parametrize("backwards", [False, True])
    def test_five_thousand_days(self, backwards):
        """A long series of days is summed, or subtracted from a total, without trying each with each."""
        first = dt.date(2010, 1, 1)
        days = [first + dt.timedelta(n) for n in range(5_000)]
        rows = [Observation("a", Period(day, day), D(1), day) for day in days]
        if backwards:
            rows = [*rows[1:-1], Observation("a", Period(first, days[-1]), D(5_000), days[-1]), rows[-1]]
        begun = time.perf_counter()

        found = totals(rows, first, days[-1])

        assert time.perf_counter() - begun < 5
        assert list(range(1, 5_001)) == [p.value for p in found.points]


class TestLevels:
    """Levels and rates at the end of each reading."""

    ROWS = (o("2023-01..2023-06", "1"), o("2023-06", "2"), o("2023-06-30", "3"))

    def test_a_level_is_that_of_the_shortest_period(self):
        """The day's own reading before the month's."""
        assert [3] == [p.value for p in levels(self.ROWS, dt.date(2023, 1, 1), JUNE, measure=Measure.STOCK).points]

    def test_a_rate_is_that_of_the_span(self):
        """1-6月累计 before 6月."""
        assert [1] == [p.value for p in levels(self.ROWS, dt.date(2023, 1, 1), JUNE, measure=Measure.RATE).points]
