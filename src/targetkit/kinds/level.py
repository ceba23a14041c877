"""The four level kinds: count, amount, ratio and rank. They differ in the units that fit, not in the arithmetic."""

import datetime as dt

import attrs

from targetkit import exact
from targetkit.book import Book
from targetkit.exact import ZERO, Number
from targetkit.indicator import Indicator, Measure
from targetkit.interval import ALL, NOT_NEGATIVE, Interval
from targetkit.kinds.goals import exact_in, goal_in, lead_goal, moving_reference
from targetkit.kinds.growth import bases_differ, lead_of
from targetkit.kinds.paths import from_eve, level_path, of_last_year, straight_path
from targetkit.kinds.readings import Seen, seen, totals
from targetkit.kinds.spans import throughout
from targetkit.language import Text
from targetkit.period import Period
from targetkit.status import Reason, Status
from targetkit.target import Goal, Target
from targetkit.trajectory import Drift, Kind, Lacking, Path, Point, Trajectory

__all__ = ["AMOUNT", "COUNT", "RANK", "RATIO"]

_DAY = dt.timedelta(days=1)


def level(target: Target, book: Book, as_of: dt.date) -> Trajectory | Lacking:
    """The trajectory of a promised level: a total over the span, a level at its end, or a rate."""
    indicator, bound = target.indicator, target.bound
    if indicator is None or bound is None:
        return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING)
    now = seen(book, indicator, target.address, target.opens, as_of)
    reference = moving_reference(bound)
    if reference is not None and not bound.is_open:
        return _lead(target, indicator, reference.of, book, as_of, now)
    goal = goal_in(target, indicator.unit, book, as_of)
    if isinstance(goal, Lacking):
        return attrs.evolve(goal, points=now.points)
    start, path = _way(target, indicator, goal, book, as_of)
    flow = indicator.measure is Measure.FLOW
    t = Trajectory(
        as_of,
        indicator.unit.name if indicator.unit else "",
        target.opens,
        target.deadline,
        indicator.better,
        Drift.UP if flow else Drift.ANY,
        target.due.since if target.due else None,
        start,
        goal,
        path,
        _profile(target, indicator, goal, book, as_of),
        None,
        _span(target, indicator),
        now.points,
        None,
        now.beside,
    )
    return throughout(t, target) if target.throughout else t


def _span(target: Target, indicator: Indicator) -> Interval:
    """All values that can occur: a count, a rank and a running total are never negative."""
    never = indicator.measure is Measure.FLOW or target.kind in ("count", "rank")
    return NOT_NEGATIVE if never else ALL


def _way(target: Target, indicator: Indicator, goal: Goal, book: Book, as_of: dt.date) -> tuple[Point | None, Path]:
    """A total grows from nothing; a level goes from where it stood on the eve, if that is known and short."""
    end = (target.deadline, goal.edge)
    if indicator.measure is Measure.FLOW:
        return None, straight_path(from_eve(target.opens), end, target, unit=indicator.unit)
    eve = target.opens - _DAY
    before = seen(book, indicator, target.address, eve, min(eve, as_of)).points
    if before and indicator.measure is Measure.STOCK:
        value = before[-1].value
        if not isinstance(value, Interval) and (target.checkpoints or not goal.test(value)):
            return before[-1], straight_path((eve, value), end, target, unit=indicator.unit)
    if target.checkpoints:
        first = (target.opens - _DAY, ZERO)
        return None, straight_path(first, end, target, unit=indicator.unit)
    return None, level_path(*end)


def _profile(target: Target, indicator: Indicator, goal: Goal, book: Book, as_of: dt.date) -> tuple[Path, ...]:
    """Last year's course, scaled to this year's goal, where last year has a total and something before it."""
    if indicator.measure is not Measure.FLOW or goal.edge <= 0:
        return ()
    rows = book.readings(target.address)
    opens = target.opens
    if len(rows) <= 1 or rows[1].period.end >= opens:
        return ()
    span = Period(opens, target.deadline).year_earlier()
    points = [p for p in totals(rows, span.start, min(span.end, as_of)).points if not isinstance(p.value, Interval)]
    if len(points) <= 1 or points[-1].day != span.end or not _positive(points[-1]):
        return ()
    ratio = exact.div(goal.edge, _number(points[-1]))
    path, _ = of_last_year(tuple(points[:-1]), from_eve(opens), (target.deadline, goal.edge), ratio, flow=True)
    return (path,)


def _positive(point: Point) -> bool:
    return _number(point) > 0


def _number(point: Point) -> Number:
    return ZERO if isinstance(point.value, Interval) else point.value


def _lead(
    target: Target, indicator: Indicator, of: Indicator, book: Book, as_of: dt.date, now: Seen
) -> Trajectory | Lacking:
    """The lead over another indicator's value on the days on which both are known."""
    theirs = {p.day: _in_unit(p, of, indicator) for p in seen(book, of, of.id, target.opens, as_of).points}
    if not theirs and now.points:
        return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING, now.points, of.id)
    goal = lead_goal(target, indicator.unit)
    t = Trajectory(
        as_of,
        indicator.unit.name if indicator.unit else "",
        target.opens,
        target.deadline,
        better=indicator.better,
        due_from=target.due.since if target.due else None,
        goal=goal,
        path=level_path(target.deadline, goal.edge),
        points=tuple(lead_of(p, theirs[p.day]) for p in now.points if p.day in theirs),
        withheld=Reason.BASIS_MISMATCH if bases_differ(indicator, of) else None,
        beside=now.beside,
    )
    return throughout(t, target) if target.throughout else t


def _in_unit(point: Point, of: Indicator, indicator: Indicator) -> Point:
    if of.unit is None or indicator.unit is None or of.unit == indicator.unit:
        return point
    value = of.unit.convert(point.value, indicator.unit)
    return attrs.evolve(point, value=value, half=exact_in(point.half, of.unit, indicator.unit))


_REFUSES = ("stages", "every", "day", "parts")

COUNT = Kind(level, Text.of({"zh": "个数", "en": "count"}), sorts=("count", "time"), refuses=_REFUSES)
AMOUNT = Kind(
    level,
    Text.of({"zh": "数额", "en": "amount"}),
    sorts=("money", "area", "length", "volume", "mass", "energy", "power", "time", "count", "score"),
    refuses=_REFUSES,
)
RATIO = Kind(level, Text.of({"zh": "比率", "en": "ratio"}), sorts=("share", "per", "score"), refuses=_REFUSES)
RANK = Kind(level, Text.of({"zh": "位次", "en": "rank"}), sorts=("rank",), refuses=_REFUSES)
