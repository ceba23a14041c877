"""From a trajectory to a judgement: what is settled, what is open, and how parts roll up.

`settle` knows no method: it asks on which values the promise can still be judged (its *reach*). If the bound holds
on all of them the promise is achieved, if on none it is missed, otherwise it is open and the evaluator's judgement
of the way so far counts.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

import attrs

from targetkit.assessment import Evaluator, Judgement
from targetkit.exact import ZERO, Number
from targetkit.interval import Interval, Truth, as_interval, hull
from targetkit.status import BESIDE, RANK, Reason, Status
from targetkit.target import Goal
from targetkit.trajectory import Drift, Point, Trajectory

__all__ = ["judge", "reach", "roll_up", "settle"]


def reach(t: Trajectory) -> tuple[Interval, bool, tuple[Point | None, Point | None]]:
    """The values on which a promise can still be judged.

    Returns:
        The values; whether readings cover the deadline; and the readings that bound the values from below and from
        above, if they do. A reading on the deadline itself is both.
    """
    return _reach(t, vague=_is_vague(t.points))


def _reach(t: Trajectory, *, vague: bool) -> tuple[Interval, bool, tuple[Point | None, Point | None]]:
    points, span = t.points, t.span
    if not vague and points and t.drift is Drift.UP and (t.deadline is None or points[-1].day < t.deadline):
        value = points[-1].value  # much the most frequent case, without detours
        if not isinstance(value, Interval) and value in span:
            return Interval(value, span.hi, hi_open=span.hi_open), False, (points[-1], None)
    early, late = _sides(t)
    covered = bool(late)
    if t.drift is Drift.ANY:
        on = late[0] if late and late[0].day == t.deadline else None
        return as_interval(on.value) if on else t.span, covered, (on, on)
    low, high = _bounding(early, late, vague) if t.drift is Drift.UP else _bounding(late, early, vague)
    possible = hull([t.span, *(p.value for p in (low, high) if p)])  # a reading outside the span widens it
    bottom = as_interval(low.value) if low else possible
    top = as_interval(high.value) if high else possible
    if low and high and top.precedes(bottom):  # a total that fell: nothing can be excluded
        return possible, covered, (None, None)
    return Interval(bottom.lo, top.hi, bottom.lo_open, top.hi_open), covered, (low, high)


def _sides(t: Trajectory) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The readings up to the deadline and those from it on, both beginning with the nearest; one on it is in both."""
    points, deadline = t.points, t.deadline
    if deadline is None or not points or points[-1].day < deadline:
        return points[::-1], ()
    return tuple(p for p in reversed(points) if p.day <= deadline), tuple(p for p in points if p.day >= deadline)


def _is_vague(points: Iterable[Point]) -> bool:
    """Whether a value is an interval."""
    for point in points:  # noqa: SIM110 - a generator costs as much as all the rest
        if isinstance(point.value, Interval):
            return True
    return False


def _bounding(
    below: tuple[Point, ...],
    above: tuple[Point, ...],
    vague: bool,  # noqa: FBT001 - private
) -> tuple[Point | None, Point | None]:
    """The readings that bound the value most tightly: the nearest ones, unless these are vague and another is not."""
    if not vague:
        return below[0] if below else None, above[0] if above else None
    return max(below, key=_bottom, default=None), min(above, key=_top, default=None)


def _bottom(point: Point) -> tuple[Number, bool]:
    value = as_interval(point.value)
    return value.lo, value.lo_open


def _top(point: Point) -> tuple[Number, bool]:
    value = as_interval(point.value)
    return value.hi, not value.hi_open


def _broke_drift(t: Trajectory, *, vague: bool) -> bool:
    """Whether a total that can only rise fell, or one that can only fall rose."""
    if t.drift is Drift.ANY:
        return False
    values = [p.value for p in t.points]
    if t.drift is Drift.DOWN:
        values.reverse()
    if not vague:
        return any([later < earlier for earlier, later in pairwise(values)])  # type: ignore[operator]  # noqa: C419
    return _surely_fell(as_interval(v) for v in values)


def _surely_fell(values: Iterable[Interval]) -> bool:
    """Whether one of the values is below an earlier one wherever in its interval it lies."""
    highest: Interval | None = None
    for value in values:
        if highest is not None and value.precedes(highest):
            return True
        if highest is None or (value.lo, value.lo_open) > (highest.lo, highest.lo_open):
            highest = value
    return False


def settle(t: Trajectory, *, grace: int = 0, stale: int | None = None) -> Judgement | None:
    """What can be said without a method, or None if the promise is open.

    Args:
        t: The trajectory.
        grace: For how many days after the deadline its reading may still come.
        stale: After how many days without a newer one a reading no longer counts as news; None for never.
    """
    return _settle(t, grace, stale, vague=_is_vague(t.points))


def _settle(t: Trajectory, grace: int, stale: int | None, *, vague: bool) -> Judgement | None:
    if t.as_of < t.opens:
        return Judgement(Status.NOT_DUE, Reason.NOT_BEGUN)
    if t.withheld is not None:
        return Judgement(Status.INDETERMINATE, t.withheld)
    if _broke_drift(t, vague=vague):
        return Judgement(Status.INDETERMINATE, Reason.TOTAL_FELL)
    over = t.deadline is not None and t.as_of > t.deadline
    if not t.points and not over:
        return Judgement(Status.NO_DATA, Reason.NO_OBSERVATION)
    return _settle_by_reach(t, vague=vague) or _settle_by_time(t, grace=grace, stale=stale)


def _settle_by_reach(t: Trajectory, *, vague: bool) -> Judgement | None:
    if t.goal is None:
        return None
    values, covered, ends = _reach(t, vague=vague)
    truth: Truth = values.test(t.goal.keeps)
    if truth is not None:
        point = _decisive(t.goal, values, ends, kept=truth)
        status = Status.ACHIEVED if truth else Status.MISSED
        by_reading = Reason.BOUND_KEPT if truth else Reason.BOUND_BROKEN
        fragile = (Reason.FRAGILE,) if point is not None and _flips(t, point) else ()
        return Judgement(status, by_reading if covered else Reason.CANNOT_CHANGE, fragile, point=point)
    if covered:
        point = ends[0] or ends[1]
        unread = t.drift is Drift.ANY and point is None
        return Judgement(
            Status.INDETERMINATE, Reason.DEADLINE_NOT_READ if unread else Reason.STRADDLES_BOUND, point=point
        )
    return None


def _decisive(goal: Goal, values: Interval, ends: tuple[Point | None, Point | None], *, kept: bool) -> Point | None:
    """The reading that settles it: the one that keeps the value above an end of the goal, or below it."""
    low, high = ends
    if kept:
        return (high or low) if goal.side < 0 else (low or high)
    return high or low if values.precedes(goal.keeps) else low or high


def _flips(t: Trajectory, point: Point) -> bool:
    """Whether the printed rounding of the reading, or of the goal, leaves the verdict open."""
    goal = t.goal
    if goal is None or not (point.half or goal.lower_half or goal.upper_half):
        return False
    return goal.test_rounded(point.value, point.half) is None


def _settle_by_time(t: Trajectory, *, grace: int, stale: int | None) -> Judgement | None:
    if t.deadline is not None and t.as_of > t.deadline:
        if t.as_of <= t.deadline + dt.timedelta(days=grace):
            return Judgement(Status.INDETERMINATE, Reason.AWAITING_FINAL)
        return Judgement(Status.NO_DATA, Reason.STALE)
    if stale is not None and t.points and t.as_of - t.points[-1].day > dt.timedelta(days=stale):
        return Judgement(Status.NO_DATA, Reason.STALE)
    return None


def judge(t: Trajectory, evaluator: Evaluator, *, grace: int = 0, stale: int | None = None) -> Judgement:
    """Judge a trajectory: `settle` first, the evaluator where the promise is open.

    The evaluator's label, score, standing and measures are kept either way.

    Args:
        t: The trajectory.
        evaluator: The method.
        grace: For how many days after the deadline its reading may still come.
        stale: After how many days without a newer one a reading no longer counts as news.
    """
    vague = _is_vague(t.points)
    settled = _settle(t, grace, stale, vague=vague)
    way = _of_the_way(t, evaluator, vague=vague) if t.points else None
    if settled is None:
        judgement = way or Judgement(Status.INDETERMINATE, Reason.TOO_SHORT)
        if judgement.status is Status.ON_TRACK and t.due_from is not None and t.as_of >= t.due_from:
            judgement = attrs.evolve(judgement, status=Status.AT_RISK, reason=Reason.IN_DUE_RANGE)
    elif way is None:
        judgement = settled
    else:
        judgement = attrs.evolve(
            way, status=settled.status, reason=settled.reason, beside=settled.beside, point=settled.point or way.point
        )
    return with_beside(judgement, t.beside) if t.beside else judgement


def with_beside(judgement: Judgement, more: Iterable[Reason]) -> Judgement:
    """The judgement with more listed beside it, in the fixed order."""
    listed = {*judgement.beside, *more}
    j = judgement
    beside = tuple([r for r in BESIDE if r in listed])
    return Judgement(j.status, j.reason, beside, j.label, j.score, j.point, j.standing, j.measures)


def _of_the_way(t: Trajectory, evaluator: Evaluator, *, vague: bool) -> Judgement:
    """The evaluator's judgement up to the deadline; for vague readings at both ends, which must agree."""
    if t.deadline is not None and t.points[-1].day > t.deadline:
        seen = tuple(p for p in t.points if p.day <= t.deadline)
        t = attrs.evolve(t, points=seen or t.points)
    if not vague:
        return evaluator(t)
    low, high = (
        evaluator(attrs.evolve(t, points=tuple(_at_end(p, upper=up) for p in t.points))) for up in (False, True)
    )
    if low.status is high.status:
        judged = next((p for p in t.points if low.point and p.day == low.point.day), t.points[-1])
        return attrs.evolve(low, point=judged)
    return Judgement(Status.INDETERMINATE, Reason.STRADDLES_BAND, point=t.points[-1])


def _at_end(point: Point, *, upper: bool) -> Point:
    if not isinstance(point.value, Interval):
        return point
    return attrs.evolve(point, value=point.value.hi if upper else point.value.lo, half=ZERO)


_WORST_FIRST = (
    Status.MISSED,
    Status.ERROR,
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.INDETERMINATE,
    Status.NO_DATA,
    Status.ON_TRACK,
    Status.NOT_DUE,
    Status.ACHIEVED,
)
"""Of promises that must all be kept, the first of these that occurs decides."""

_BEST_FIRST = (
    Status.ACHIEVED,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.OFF_TRACK,
    Status.INDETERMINATE,
    Status.NO_DATA,
    Status.NOT_DUE,
    Status.ERROR,
    Status.MISSED,
)
"""Of promises of which one must be kept, the first of these that occurs decides."""


def roll_up(parts: Iterable[Judgement], *, any_of: bool = False, unnamed: int = 0) -> Judgement:
    """One judgement of many: all of them must be kept, or any one.

    A part without data can neither make the whole achieved nor missed: nothing that is missing counts as kept or
    broken. Without parts there is nothing to judge.

    Args:
        parts: The judgements.
        any_of: Whether one that is kept is enough.
        unnamed: How many more parts there are that nobody has named yet; the whole cannot be achieved before.
    """
    judged = list(parts)
    if unnamed:
        judged.append(Judgement(Status.NO_DATA, Reason.MEMBERS_MISSING))
    if not judged:
        return Judgement(Status.NO_DATA, Reason.NO_PARTS)
    order = _BEST_FIRST if any_of else _WORST_FIRST
    decisive = min(judged, key=lambda j: order.index(j.status))
    beside = {reason for j in judged for reason in j.beside}
    return Judgement(decisive.status, decisive.reason, tuple(r for r in BESIDE if r in beside))


def no_better(a: Status, b: Status) -> bool | None:
    """Whether status `a` is no better than `b`; None if the two are not compared."""
    return RANK[a] <= RANK[b] if a in RANK and b in RANK else None
