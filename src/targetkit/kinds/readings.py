"""From observations to the points of a trajectory: running totals, levels, and the value over one period."""

import datetime as dt
from collections import deque
from collections.abc import Iterable
from decimal import Inexact
from typing import NamedTuple

from targetkit import exact
from targetkit.book import Book, Observation
from targetkit.exact import ZERO, add_decimals
from targetkit.indicator import Indicator, Measure
from targetkit.interval import Interval, Value, as_interval
from targetkit.period import Period
from targetkit.status import Reason
from targetkit.trajectory import Point

__all__ = ["Seen", "levels", "minus", "plus", "printed_rates", "seen", "totals", "value_over"]

_DAY = dt.timedelta(days=1)


class Seen(NamedTuple):
    """The points that observations give, and what is to be said of them."""

    points: tuple[Point, ...]
    beside: tuple[Reason, ...] = ()


def plus(a: Value, b: Value) -> Value:
    """`a + b`, where either may be an interval."""
    if isinstance(a, Interval) or isinstance(b, Interval):
        return as_interval(a).plus(b)
    return exact.add(a, b)


def minus(a: Value, b: Value) -> Value:
    """`a - b`, where either may be an interval."""
    return plus(a, b.negated() if isinstance(b, Interval) else exact.neg(b))


def totals(rows: Iterable[Observation], opens: dt.date, until: dt.date) -> Seen:  # noqa: C901 - one pass, one loop
    """Running totals from the beginning of `opens`, at the end of every day on which one can be formed.

    A printed total wins over a sum of shorter periods that ends on the same day; periods are summed, and totals that
    began earlier are subtracted, only without a hole. A difference beyond the printed rounding is told
    (`totals_differ`), as are readings that no total can use (`gap_in_series`).

    Args:
        rows: Observations of a flow, by the end and then the start of their periods.
        opens: The first day that counts.
        until: The last day that counts.
    """
    eve = opens - _DAY
    last = Point(eve, ZERO)
    known = {eve: last}
    earlier: list[Observation] = []
    left: list[Observation] = []
    beside: tuple[Reason, ...] = ()
    for o in rows:
        end, start = o.period.end, o.period.start
        if end > until:
            break
        if end < opens:
            earlier.append(o)
        elif start == opens:
            known[end] = last = Point(end, o.value, o.half, (o,))
        elif (before := last if last.day == (day := start - _DAY) else known.get(day)) is None:
            left.append(o)
        elif (there := known.get(end)) is None:
            try:  # what `_longer` does, without a call for each month
                total, half = add_decimals(before.value, o.value), add_decimals(before.half, o.half)  # type: ignore[arg-type]
            except (TypeError, Inexact):
                known[end] = last = _longer(before, o)
            else:
                known[end] = last = Point(end, total, half, (*before.evidence, o))
        elif not beside and _differ(before, o, there):
            beside = (Reason.TOTALS_DIFFER,)
    if left:
        beside = tuple(dict.fromkeys((*_join(known, left, earlier, opens), *beside)))
        known = dict(sorted(known.items()))
    points = tuple([p for day, p in known.items() if day >= opens])
    return Seen(points, beside)


def _longer(before: Point, o: Observation) -> Point:
    """A total and the period that follows it."""
    half = exact.add(before.half, o.half)
    return Point(o.period.end, plus(before.value, o.value), half, (*before.evidence, o))


def _shorter(after: Point, o: Observation) -> Point:
    """A total without the last period of it."""
    return Point(
        o.period.start - _DAY, minus(after.value, o.value), exact.add(after.half, o.half), (*after.evidence, o)
    )


def _differ(before: Point, o: Observation, there: Point) -> bool:
    """Whether a total and the sum of its parts contradict each other beyond their printed rounding."""
    apart = as_interval(minus(plus(before.value, o.value), there.value))
    slack = exact.add(exact.add(before.half, o.half), there.half)
    return not apart.meets(Interval(exact.neg(slack), slack))


def _join(
    known: dict[dt.date, Point], left: list[Observation], earlier: list[Observation], opens: dt.date
) -> tuple[Reason, ...]:
    """Use the remaining observations as far as they hang together with what is known, and say what does not.

    Earlier periods matter only where a total began before `opens`: then they are what is to be subtracted.
    """
    began_before = any(o.period.start < opens for o in left)
    used = _spread(known, [*reversed(earlier), *left] if began_before else left)
    rest = [o for o in left if id(o) not in used]
    gap = any(o.period.end not in known for o in rest)
    both = ((known.get(o.period.start - _DAY), o, known.get(o.period.end)) for o in rest)
    differ = any(a is not None and b is not None and _differ(a, o, b) for a, o, b in both)
    return ((Reason.GAP_IN_SERIES,) if gap else ()) + ((Reason.TOTALS_DIFFER,) if differ else ())


def _spread(known: dict[dt.date, Point], rows: list[Observation]) -> set[int]:
    """Go from the days whose totals are known to those that one observation is away, and on; each is used once."""
    touching: dict[dt.date, list[Observation]] = {}
    for o in rows:
        touching.setdefault(o.period.start - _DAY, []).append(o)
        touching.setdefault(o.period.end, []).append(o)
    used: set[int] = set()
    days = deque(sorted(day for day in touching if day in known))
    while days:
        day = days.popleft()
        for o in touching[day]:
            forward = day == o.period.start - _DAY
            other = o.period.end if forward else o.period.start - _DAY
            if other not in known:
                known[other] = _longer(known[day], o) if forward else _shorter(known[day], o)
                used.add(id(o))
                days.append(other)
    return used


def levels(rows: Iterable[Observation], opens: dt.date, until: dt.date, *, measure: Measure) -> Seen:
    """Levels or rates at the end of each reading's period.

    Of several readings that end on one day, a rate takes the one that covers the span from `opens` (1-6月累计), and
    otherwise the one over the shortest period.

    Args:
        rows: Observations of a stock or a rate.
        opens: The first day that counts.
        until: The last day that counts.
        measure: Whether they are levels or rates.
    """
    best: dict[dt.date, Observation] = {}
    for o in rows:
        end = o.period.end
        if opens <= end <= until:
            other = best.get(end)
            if other is None or _fits_better(o, other, opens, measure):
                best[end] = o
    return Seen(tuple(Point(day, o.value, o.half, (o,)) for day, o in sorted(best.items())))


def _fits_better(o: Observation, other: Observation, opens: dt.date, measure: Measure) -> bool:
    if measure is Measure.RATE and opens in (o.period.start, other.period.start):
        return o.period.start == opens
    return o.period.start > other.period.start


def printed_rates(book: Book, address: str, opens: dt.date, until: dt.date, *, measure: Measure) -> Seen:
    """Directly reported rates of growth: of a flow only those of the span so far, never one month's alone."""
    rows = book.readings(address, "growth")
    if measure is not Measure.FLOW:
        return levels(rows, opens, until, measure=Measure.RATE)
    fitting = [o for o in rows if o.period.start == opens and o.period.end <= until]
    points = tuple(Point(o.period.end, o.value, o.half, (o,)) for o in fitting)
    skipped = any(opens < o.period.start and o.period.end <= until for o in rows)
    return Seen(points, (Reason.GAP_IN_SERIES,) if skipped and not points else ())


def seen(book: Book, indicator: Indicator, address: str, opens: dt.date, until: dt.date) -> Seen:
    """What was seen of an indicator: running totals of a flow, levels of a stock, rates of a rate."""
    rows = book.readings(address)
    if indicator.measure is Measure.FLOW:
        return totals(rows, opens, until)
    return levels(rows, opens, until, measure=indicator.measure)


def value_over(book: Book, indicator: Indicator, address: str, period: Period, until: dt.date) -> Point | None:
    """The value over one period: a flow's total, a stock's level at its end, a rate's value.

    Args:
        book: As known on a day.
        indicator: Whose value it is.
        address: Under which name it stands in the book.
        period: The period.
        until: What ends later does not count.
    """
    if period.end > until:
        return None
    for o in book.readings(address):
        if o.period.end > period.end:
            break
        if o.period == period:
            return Point(period.end, o.value, o.half, (o,))
    opens = period.start if indicator.measure is not Measure.STOCK else period.end
    points = seen(book, indicator, address, opens, period.end).points
    return points[-1] if points and points[-1].day == period.end else None
