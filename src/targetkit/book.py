"""What happened: observations, ledgers, and the book that keeps them as they became known.

Time has two axes. An observation's `period` says when something happened, its `known` when that became known.
Nothing is overwritten: a revision is a later observation of the same period. A book is read *as known on* a day.
"""

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter
from typing import Final, Literal, TypeAlias

import attrs

from targetkit import exact
from targetkit.errors import BookError, Diagnostic, Place
from targetkit.exact import ZERO, Number
from targetkit.indicator import Finality
from targetkit.interval import Interval, Value
from targetkit.language import Text
from targetkit.period import Period

__all__ = ["CODES", "Book", "Field", "Ledger", "Observation", "Row", "What"]

CODES: Final = {
    "TKB201": ("contradicting-readings", "Readings of one period that became known on one day have different values."),
}
"""What is wrong with readings that stand each for themselves, by code: the name, and what it means."""

What: TypeAlias = Literal["value", "growth", "event"]


@attrs.frozen
class Observation:
    """One reading.

    Attributes:
        name: Whose it is: an indicator, or a target that has none; `name@member` for one member of a group,
            `name.stage` for a stage of a milestone.
        period: The period (or day) that it covers; both ends inclusive. For a level, the level at its end.
        value: The figure in the indicator's own unit; for an event, 1 for done.
        known: The day on which it became known.
        what: A value, a rate of growth over a year earlier (in % or points), or an event: done on `period`'s last day.
        half: Half a unit of its printed precision, in the same unit.
        status: Whether it may still be revised; None if not said.
        source: Where it comes from.
        note: Free text.
        place: Where it stands in a file.
    """

    name: str
    period: Period
    value: Value
    known: dt.date
    what: What = "value"
    half: Number = ZERO
    status: Finality | None = None
    source: str = ""
    note: str = ""
    place: Place | None = attrs.field(default=None, eq=False)


@attrs.frozen
class Row:
    """One raw line of a source, before a plan says what it means. Everything is text, as written; empty if not given.

    Attributes:
        name: The indicator, or the target that has none; `name@member`, `name.stage`.
        period: The period that it covers.
        value: The figure, with or without its unit, or a word such as `done`.
        unit: The unit, if it does not stand in `value`.
        known: The day on which it became known; if empty, the last day of the period.
        status: `provisional` or `final`.
        source: Where it comes from.
        note: Free text.
        place: Where it stands in a file.
        record: The line of the file, as it stands there; several lines if a cell has line breaks.
        columns: The names of the file's columns, in the order of the cells of `record`.
    """

    name: str
    period: str
    value: str
    unit: str = ""
    known: str = ""
    status: str = ""
    source: str = ""
    note: str = ""
    place: Place | None = attrs.field(default=None, eq=False)
    record: str = attrs.field(default="", eq=False, repr=False)
    columns: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False)

    def place_of(self, column: str) -> Place | None:
        """Where the cell of a column stands; the place of the whole row if that is not known."""
        place = self.place
        if place is None or column not in self.columns or not self.record:
            return place
        cell = self.columns.index(column)
        line, start = cell_at(self.record, cell)
        after, end = cell_at(self.record, cell + 1)
        end_column = end - 1 if after == line and end > start + 1 else start + 1
        number = place.line + line
        return Place(place.file, number, start, number, end_column)


def cell_at(record: str, cell: int) -> tuple[int, int]:
    """The line (from 0) and column (from 1) at which a cell of a comma-separated record begins, counted from 0."""
    line, column, quoted = 0, 1, False
    for char in record.replace("\r\n", "\n").rstrip("\n") + ",":
        if cell == 0:
            break
        column += 1
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            cell -= 1
        elif char in "\r\n":
            line, column = line + 1, 1
    return line, column


@attrs.frozen
class Field:
    """A column of a ledger.

    Attributes:
        name: Its name.
        sort: `text`, `date`, `quantity`, `one_of`, `ordered` or `planned_in`.
        unit: The unit of a quantity, as written.
        values: What may stand in it, in rising order for `ordered`.
        planned_in: The field that has the planned date of this one.
    """

    name: str
    sort: Literal["text", "date", "quantity", "one_of", "ordered", "planned_in"]
    unit: str = ""
    values: tuple[str, ...] = ()
    planned_in: str = ""


@attrs.frozen
class Ledger:
    """A table of records (projects, enterprises, accidents) from which indicators are counted and summed.

    Attributes:
        id: Its name.
        title: What people call it.
        key: The field that names a row.
        fields: Its columns.
    """

    id: str
    title: Text
    key: str
    fields: tuple[Field, ...]


_Key: TypeAlias = tuple[str, What]
_ORDER: Final = attrgetter("period.end", "period.start", "known")


@attrs.frozen
class _Series:
    """The observations under one name, by end, start and knowledge date.

    Attributes:
        rows: The observations.
        last_known: The day on which the last of them became known.
        revised: Whether a period stands in it more than once.
    """

    rows: tuple[Observation, ...]
    last_known: dt.date
    revised: bool

    def as_known(self, day: dt.date) -> "_Series | None":
        if self.last_known <= day and not self.revised:
            return self
        latest = {o.period: o for o in self.rows if o.known <= day}
        return _Series(tuple(latest.values()), max(o.known for o in latest.values()), revised=False) if latest else None


def _series(observations: "Iterable[Observation] | dict[_Key, _Series]") -> dict[_Key, _Series]:
    """Index observations by name and sort; an index passes through.

    Raises:
        BookError: Two observations of one period that became known on one day have different values.
    """
    if isinstance(observations, dict):
        return observations
    rows: dict[_Key, list[Observation]] = {}
    for o in observations:
        rows.setdefault((o.name, o.what), []).append(o)
    faults: list[Diagnostic] = []
    found = {key: _sorted(listed, faults) for key, listed in rows.items()}
    if faults:
        message = "; ".join(d.message for d in faults)
        raise BookError(message, diagnostics=sorted(faults, key=lambda d: (d.place or Place(""), d.message)))
    return found


def _sorted(listed: list[Observation], faults: list[Diagnostic]) -> _Series:
    listed.sort(key=_ORDER)
    rows: list[Observation] = []
    twins: dict[int, list[Observation]] = {}
    revised = False
    for o in listed:
        last = rows[-1] if rows else None
        if last is None or last.period != o.period:
            rows.append(o)
        elif last.known != o.known:
            revised = True
            rows.append(o)
        else:
            twins.setdefault(len(rows) - 1, [last]).append(o)
    for at, same in twins.items():
        same.sort(key=_finest)
        rows[at] = same[0]
        if any(o.value != same[0].value for o in same):
            faults.append(_contradiction(same))
    return _Series(tuple(rows), max(o.known for o in rows), revised)


def _finest(o: Observation) -> tuple[object, ...]:
    """The order of readings of one period and day of knowledge: the first is kept, in whatever order they came."""
    return o.half, printed(o.value), o.status or "", o.source, o.note, o.place or Place("")


def _contradiction(same: list[Observation]) -> Diagnostic:
    first = same[0]
    sides = sorted({(o.place or Place(""), printed(o.value)) for o in same})
    values = " and ".join(f"{value} ({place})" if place.file else value for place, value in sides)
    return Diagnostic(
        code="TKB201",
        name=CODES["TKB201"][0],
        message=f"{first.name} of {first.period} has different values known on {first.known}: {values}",
        place=sides[-1][0] if sides[-1][0].file else None,
        hint="give the later reading a later `known` day, or remove one",
        about=(first.name,),
    )


@attrs.frozen
class Book:
    """All observations, as known on a day.

    Made from observations in any order. What is equal in everything that matters is kept once.

    Attributes:
        known: The day as of which superseded revisions have been dropped; None for a book that keeps them all.

    Raises:
        BookError: Two observations of one period that became known on one day have different values.
    """

    _series: dict[_Key, _Series] = attrs.field(converter=_series, factory=dict, alias="observations", repr=False)
    known: dt.date | None = None

    def as_known(self, day: dt.date) -> "Book":
        """The book as it stood at the end of a day.

        Of each period's readings the one known last; nothing that became known later.
        """
        pairs = ((key, series.as_known(day)) for key, series in self._series.items())
        return Book({key: series for key, series in pairs if series is not None}, known=day)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Every observation, by name, period and knowledge date."""
        return tuple(o for key in sorted(self._series) for o in self._series[key].rows)

    def readings(self, name: str, what: What = "value") -> tuple[Observation, ...]:
        """The observations of one sort under a name, by the end (then the start) of their periods."""
        series = self._series.get((name, what))
        return series.rows if series else ()

    def names(self) -> frozenset[str]:
        """Every name that has an observation."""
        return frozenset(name for name, _ in self._series)

    def sources(self) -> frozenset[str]:
        """Every source that an observation names."""
        return frozenset([o.source for series in self._series.values() for o in series.rows])

    def with_more(self, observations: Iterable[Observation]) -> "Book":
        """A book with more observations.

        Raises:
            BookError: They contradict what is there.
        """
        return Book((*self.observations, *observations), known=self.known)


def printed(value: Value) -> str:
    """A value in full, as text."""
    return str(value) if isinstance(value, Interval) else exact.as_text(value)
