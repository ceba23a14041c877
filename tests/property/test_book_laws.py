"""Laws of books: order changes nothing, and neither does what became known later or happened after."""

import csv
import datetime as dt
import io
import pathlib
import tempfile
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from targetkit.book import Book, Observation, Row
from targetkit.errors import BookError
from targetkit.indicator import Indicator, Measure
from targetkit.kinds.growth import growth
from targetkit.kinds.level import level
from targetkit.language import Text
from targetkit.period import Period
from targetkit.sources.csv_source import COLUMNS, read
from targetkit.target import Bound, Target
from targetkit.units import builtin

YEAR = Period.parse("2023")
PERIODS = st.sampled_from(
    [
        Period.parse(text)
        for text in (
            "2022",
            "2022-01",
            "2022-H1",
            "2022-12-31",
            "2023-01",
            "2023-02",
            "2023-01..2023-02",
            "2023-H1",
            "2023-06",
            "2023",
            "2024-01",
        )
    ]
)
DAYS = st.sampled_from(
    [dt.date(2022, 12, 31), dt.date(2023, 2, 28), dt.date(2023, 6, 30), dt.date(2023, 7, 1), dt.date(2024, 2, 1)]
)
VALUES = st.sampled_from([Decimal(x) for x in ("0", "1", "1.0", "1.50", "2", "3")])
OBSERVATIONS = st.builds(
    Observation,
    name=st.sampled_from(["a", "a", "b"]),
    period=PERIODS,
    value=VALUES,
    known=DAYS,
    what=st.sampled_from(["value", "value", "growth"]),
    half=st.sampled_from([Decimal(0), Decimal("0.05")]),
    source=st.sampled_from(["", "s"]),
)
LISTS = st.lists(OBSERVATIONS, max_size=12)


def key(o: Observation) -> tuple[object, ...]:
    """What may stand in a book once."""
    return o.name, o.what, o.period, o.known


CONSISTENT = LISTS.map(lambda rows: list({key(o): o for o in rows}.values()))


def outcome(rows: list[Observation]) -> str:
    """Everything that a book of these rows holds, or why there is none."""
    try:
        return repr(Book(rows).observations)
    except BookError as error:
        return repr(error.diagnostics)


def targets(measure: Measure) -> list[Target]:
    """A promised level and a promised growth of one indicator."""
    units = builtin()
    indicator = Indicator("a", Text.of("a"), measure, units.unit("亿元"))
    bounds = {"amount": Bound((("at_least", units.quantity("3 亿元")),))}
    bounds["growth"] = Bound((("at_least", units.quantity("50%")),))
    return [Target(kind, kind, YEAR, Text.of(kind), indicator=indicator, bound=bound) for kind, bound in bounds.items()]


def trajectories(rows: list[Observation], measure: Measure, known: dt.date, as_of: dt.date) -> list[object]:
    """What both kinds make of a book."""
    book = Book(rows).as_known(known)
    amount, rise = targets(measure)
    return [level(amount, book, as_of), growth(rise, book, as_of)]


class TestOrder:
    """Law: the order of observations changes nothing; a contradiction is an error in every order."""

    @given(LISTS, st.randoms(use_true_random=False))
    def test_order_changes_nothing(self, rows, random):
        """The same book, or the same error with the same findings."""
        shuffled = rows.copy()
        random.shuffle(shuffled)

        assert outcome(rows) == outcome(shuffled)

    @given(LISTS)
    def test_a_contradiction_is_always_found(self, rows):
        """Exactly when two observations of one period and day of knowledge differ in their values."""
        values: dict[object, set[Decimal]] = {}
        for o in rows:
            values.setdefault(key(o), set()).add(o.value)
        contradicts = any(len(found) > 1 for found in values.values())

        assert contradicts == outcome(rows).startswith("(Diagnostic")

    @given(LISTS, st.integers(0, 12))
    def test_twice_is_once(self, rows, at):
        """Observations that come again change nothing."""
        assert outcome(rows) == outcome([*rows, *rows[:at]])

    @given(CONSISTENT, st.integers(0, 12))
    def test_piece_by_piece(self, rows, at):
        """A book to which the rest is added is the book of everything."""
        assert Book(rows) == Book(rows[:at]).with_more(rows[at:])


class TestKnowledge:
    """Law: what became known after `known`, or ended after `as_of`, changes nothing."""

    @given(CONSISTENT, DAYS)
    def test_nothing_later_is_seen(self, rows, day):
        """A book as known on a day is the same without what became known later."""
        assert Book(o for o in rows if o.known <= day).as_known(day) == Book(rows).as_known(day)

    @given(CONSISTENT, DAYS)
    def test_the_last_known_counts(self, rows, day):
        """Of each period's readings the one known last, and there is one of each."""
        expected = {key(o)[:3]: o for o in sorted(rows, key=lambda o: o.known) if o.known <= day}

        found = Book(rows).as_known(day).observations

        assert set(expected.values()) == set(found)
        assert len(expected) == len(found)

    @given(CONSISTENT, DAYS, DAYS)
    def test_days_of_knowledge_nest(self, rows, first, second):
        """As known on the later day and then on the earlier one, if nothing was superseded in between."""
        early, late = sorted((first, second))
        kept = [o for o in rows if o.known <= early]

        assert Book(kept).as_known(early) == Book(kept).as_known(late).as_known(early)

    @given(CONSISTENT, st.sampled_from(Measure), DAYS, DAYS.filter(lambda day: day >= YEAR.start))
    def test_kinds_see_nothing_of_the_future(self, rows, measure, known, as_of):
        """Levels and growth are the same without what became known or ended later."""
        past = [o for o in rows if o.known <= known and o.period.end <= as_of]

        assert trajectories(past, measure, known, as_of) == trajectories(rows, measure, known, as_of)

    @given(CONSISTENT, st.sampled_from(Measure), DAYS, st.randoms(use_true_random=False))
    def test_kinds_do_not_mind_the_order(self, rows, measure, day, random):
        """Levels and growth of a shuffled book are the same."""
        shuffled = rows.copy()
        random.shuffle(shuffled)

        assert trajectories(rows, measure, day, day) == trajectories(shuffled, measure, day, day)


TEXTS = st.text(
    st.sampled_from("ab,\"'=+-@;亿 　\n\r\t#1.") | st.characters(categories=["L", "N", "P", "S"]), max_size=6
).map(str.strip)
ROWS = st.builds(Row, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)


class TestTables:
    """Law: a table that is written reads back as what it was."""

    @given(
        st.lists(ROWS, max_size=5),
        st.permutations(COLUMNS),
        st.sampled_from(["\n", "\r\n"]),
        st.booleans(),
        st.booleans(),
    )
    def test_round_trip(self, rows, columns, end, marked, quoted):
        """Whatever stands in the cells, in any order of the columns; empty rows are left out."""
        out = io.StringIO(newline="")
        # Python's writer leaves a lone carriage return without quotes where it does not end lines
        writer = csv.writer(
            out, lineterminator=end, quoting=csv.QUOTE_ALL if quoted or "\\r" in repr(rows) else csv.QUOTE_MINIMAL
        )
        writer.writerow(columns)
        for row in rows:
            cells = {name: getattr(row, "name" if name == "indicator" else name) for name in COLUMNS}
            writer.writerow([cells[name] for name in columns])
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.csv"
            path.write_bytes((("\ufeff" if marked else "") + out.getvalue()).encode())

            found = read(path)

        assert tuple(row for row in rows if row != Row("", "", "")) == found
        assert sorted(row.place.line for row in found) == [row.place.line for row in found]

    @given(st.text(max_size=60))
    def test_any_text_is_read_or_refused(self, text):
        """No text ends in anything but rows or the one error, with a place."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.csv"
            path.write_bytes(("indicator,period,value\n" + text).encode("utf-8", "replace"))

            try:
                assert all(isinstance(row, Row) for row in read(path))
            except BookError as error:
                found = error.diagnostics
            else:
                found = ()

        assert all(d.place is not None for d in found)
