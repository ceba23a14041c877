"""Milestones: a state that must be reached by a day, with weighted stages if it has some.

The book has a milestone's records under the target's id: an event (`done` on the day on which it was), or a report
of its completion in %. A stage's records stand under `target.stage`.
"""

import datetime as dt
from decimal import Decimal

from targetkit import exact
from targetkit.book import Book, Observation
from targetkit.exact import ZERO, Number
from targetkit.interval import SHARE, Interval, Value
from targetkit.kinds.readings import plus
from targetkit.language import Text
from targetkit.target import Goal, Stage, Target, member_address
from targetkit.trajectory import Clock, Drift, Kind, Lacking, Path, Point, Trajectory

__all__ = ["MILESTONE"]

_DAY = dt.timedelta(days=1)
_ONE = Decimal(1)
_DONE = Goal.of("at_least", _ONE)


def milestone(target: Target, book: Book, as_of: dt.date) -> Trajectory | Lacking:
    """The trajectory of a milestone: its completion, from 0 to 1, on a path of steps."""
    address = member_address(target.id, target.slice)
    whole: Number = ZERO
    for stage in target.stages:
        whole = exact.add(whole, stage.weight)
    points = (
        _of_stages(target, book, address, as_of, exact.simplest(whole))
        if target.stages
        else _of_records(_records(book, address, as_of), target.deadline)
    )
    done = _of_records(_records(book, address, as_of), target.deadline) if target.stages else ()
    return Trajectory(
        as_of,
        "",
        target.opens,
        target.deadline,
        drift=Drift.UP,
        due_from=target.due.since if target.due else None,
        goal=_DONE,
        path=_steps(target, exact.simplest(whole)),
        span=SHARE,
        points=_merged(points, done),
    )


def _records(book: Book, address: str, as_of: dt.date) -> list[Observation]:
    """Events and reports up to a day, in the order of their days; an event counts before a report of the same day."""
    rows = [*book.readings(address, "event"), *book.readings(address)]
    return sorted((o for o in rows if o.period.end <= as_of), key=lambda o: (o.period.end, o.what))


def _of_records(records: list[Observation], deadline: dt.date) -> tuple[Point, ...]:
    """The completion that records show.

    An event dates the day on which the state was reached: before it, it was not. So an event after the deadline tells
    what the deadline saw; a report tells only of its own day.
    """
    points: dict[dt.date, Point] = {}
    last: Value = ZERO
    late = next((o for o in records if o.what == "event" and o.period.end > deadline and o.value == _ONE), None)
    for o in records:
        value = _clamped(o.value)
        if late is not None and o is late and deadline not in points and last != _ONE:
            points[deadline] = Point(deadline, last, ZERO, (o,))
        points.setdefault(o.period.end, Point(o.period.end, value, ZERO, (o,)))
        last = value
    return tuple(p for _, p in sorted(points.items()))


def _clamped(value: Value) -> Value:
    return value if isinstance(value, Interval) else min(max(value, ZERO), _ONE)


def _of_stages(target: Target, book: Book, address: str, as_of: dt.date, whole: Number) -> tuple[Point, ...]:
    """The weighted completion of the stages, on every day on which one of them has a record."""
    by_stage = [(s, _of_records(_records(book, f"{address}.{s.id}", as_of), target.deadline)) for s in target.stages]
    days = sorted({p.day for _, points in by_stage for p in points})
    return tuple(_on(day, by_stage, whole) for day in days)


def _on(day: dt.date, by_stage: list[tuple[Stage, tuple[Point, ...]]], whole: Number) -> Point:
    total: Value = ZERO
    evidence: tuple[Observation, ...] = ()
    for stage, points in by_stage:
        last = next((p for p in reversed(points) if p.day <= day), None)
        if last is not None:
            share = exact.div(stage.weight, whole)
            total = plus(
                total, last.value.times(share) if isinstance(last.value, Interval) else exact.mul(last.value, share)
            )
            evidence = (*evidence, *last.evidence)
    return Point(day, total, ZERO, evidence)


def _merged(points: tuple[Point, ...], done: tuple[Point, ...]) -> tuple[Point, ...]:
    """The stages' points, and those of the whole, which win on the same day."""
    if not done:
        return points
    by_day = {p.day: p for p in (*points, *done)}
    return tuple(p for _, p in sorted(by_day.items()))


def _steps(target: Target, whole: Number) -> Path:
    """Nothing is expected before a stage's planned day; everything at the deadline."""
    end = target.deadline
    eve = min(target.opens, end) - _DAY
    nodes: dict[dt.date, Number] = {eve: ZERO}
    total: Number = ZERO
    planned = sorted(((s.due, s) for s in target.stages if s.due is not None), key=lambda pair: pair[0])
    for day, stage in planned:
        total = exact.add(total, exact.div(stage.weight, whole))
        if eve < day < end:
            nodes[day] = total
    nodes[end] = _ONE
    return Path(tuple(sorted(nodes.items())), Clock.DAYS, "step", "step")


MILESTONE = Kind(
    milestone,
    Text.of({"zh": "完成", "en": "milestone"}),
    bounded=False,
    refuses=(
        "indicator",
        "at_least",
        "more_than",
        "at_most",
        "less_than",
        "about",
        "tolerance",
        "stretch",
        "every",
        "day",
        "parts",
        "throughout",
        "since",
        "checkpoints",
    ),
)
