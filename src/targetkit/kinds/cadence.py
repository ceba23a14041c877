"""Cadence: something is done once (or several times) in every month, quarter or other interval (每…一次).

The book has the records under the target's id. A record of one day is an occasion; a record of a longer period is
what that whole period saw, so `0 次` for a quarter says that nothing happened in it. Silence says nothing: an
interval has failed only when a record that covers it has too few.
"""

import datetime as dt
from decimal import Decimal

from targetkit import exact
from targetkit.book import Book, Observation
from targetkit.exact import ZERO, Number
from targetkit.interval import Interval
from targetkit.language import Text
from targetkit.period import Period, month_end
from targetkit.target import Every, Goal, Target, in_unit, member_address
from targetkit.trajectory import Clock, Drift, Kind, Lacking, Path, Point, Trajectory
from targetkit.units import Quantity

__all__ = ["CADENCE"]

_DAY = dt.timedelta(days=1)


def cadence(target: Target, book: Book, as_of: dt.date) -> Trajectory | Lacking:
    """The trajectory of a cadence: the intervals that were kept, of all that there are."""
    intervals = target.period.split((target.every or Every.MONTH).value)
    due = [(i, _due_day(i, target)) for i in intervals]
    rows = book.readings(member_address(target.id, target.slice))
    records = [*rows, *book.readings(member_address(target.id, target.slice), "event")]
    seen = [o for o in records if o.period.end <= as_of]
    needed = _needed(target)
    kept = [(day, i) for i, day in due if _count(seen, i, day) >= needed]
    failed = [i for i, day in due if as_of >= day and _failed(seen, i, day, needed)]
    total = exact.simplest(len(intervals))
    points = _points(seen, due, needed, target)
    return Trajectory(
        as_of,
        "",
        target.opens,
        target.deadline,
        drift=Drift.UP,
        goal=Goal.of("at_least", total),
        path=_steps(target, [day for _, day in due]),
        span=Interval(ZERO, max(exact.simplest(len(intervals) - len(failed)), exact.simplest(len(kept)))),
        points=points,
    )


def _needed(target: Target) -> Number:
    """How often per interval: once, or what the bound says."""
    for word, figure in target.bound.words if target.bound else ():
        if isinstance(figure, Quantity):
            number = in_unit(figure, None)
            return exact.add(number, Decimal(1)) if word == "more_than" else number
    return Decimal(1)


def _due_day(interval: Period, target: Target) -> dt.date:
    """The day of the interval's last month by which it is due: the last one, or the one that the plan says."""
    if target.day is None or target.every in (Every.DAY, Every.WEEK):
        return interval.end
    return min(interval.end, interval.end.replace(day=min(target.day, month_end(interval.end).day)))


def _number(o: Observation) -> Number:
    return o.value.lo if isinstance(o.value, Interval) else o.value


def _count(records: list[Observation], interval: Period, due: dt.date) -> Number:
    """How often it was done in an interval, by the day on which that was due."""
    total: Number = ZERO
    for o in records:
        if interval.start <= o.period.start and o.period.end <= due:
            total = exact.add(total, _number(o))
    return total


def _failed(records: list[Observation], interval: Period, due: dt.date, needed: Number) -> bool:
    """Whether a record covers the interval up to the day that was due and shows too few.

    A record of a longer period shows too few for this interval only if it shows none at all.
    """
    covering = [o for o in records if o.period.start <= interval.start and o.period.end >= due]
    return any(not _number(o) or (_number(o) < needed and interval.contains(o.period)) for o in covering)


def _points(
    records: list[Observation], due: list[tuple[Period, dt.date]], needed: Number, target: Target
) -> tuple[Point, ...]:
    """How many intervals had been kept by the day of each record."""
    found: dict[dt.date, Point] = {}
    for day in sorted({o.period.end for o in records if target.opens <= o.period.end}):
        until = [o for o in records if o.period.end <= day]
        kept = sum(1 for i, last in due if _count(until, i, last) >= needed)
        found[day] = Point(day, exact.simplest(kept), ZERO, tuple(o for o in until if o.period.end == day))
    return tuple(found.values())


def _steps(target: Target, days: list[dt.date]) -> Path:
    """One more at each day on which an interval is due."""
    eve = target.opens - _DAY
    nodes: list[tuple[dt.date, Number]] = [(eve, ZERO)]
    nodes.extend((day, exact.simplest(n)) for n, day in enumerate(sorted(days), start=1))
    if nodes[-1][0] < target.deadline:
        nodes.append((target.deadline, nodes[-1][1]))
    return Path(tuple(nodes), Clock.DAYS, "step", "step")


CADENCE = Kind(
    cadence,
    Text.of({"zh": "每…一次", "en": "cadence"}),
    bounded=False,
    requires=("every",),
    refuses=(
        "indicator",
        "due",
        "stages",
        "stretch",
        "baseline",
        "parts",
        "throughout",
        "since",
        "checkpoints",
        "about",
    ),
)
