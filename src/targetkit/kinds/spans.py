"""`throughout`: a promise that must hold at every reading, not only at the last."""

import datetime as dt

import attrs

from targetkit import exact
from targetkit.exact import ZERO, Number
from targetkit.interval import NOT_NEGATIVE, Interval, Truth, Value, as_interval
from targetkit.kinds.paths import level_path
from targetkit.target import Goal, Target
from targetkit.trajectory import Drift, Point, Trajectory

__all__ = ["throughout"]


def throughout(t: Trajectory, target: Target) -> Trajectory:
    """The trajectory of the worst value so far, from `due` on if that is earlier than the end of the period.

    For a cap the worst so far can only rise, for a floor only fall; for a range the number of readings that break it
    is counted, and at most none may. A reading that is missing is not held to have kept the promise.
    """
    goal = t.goal
    if goal is None:
        return t
    begins = max(t.opens, target.due.until) if target.due and target.due.until < target.period.end else t.opens
    points = tuple(p for p in t.points if p.day >= begins)
    if goal.side == 0:
        none = Goal.of("at_most", ZERO)
        counted = _breaks(points, goal)
        return attrs.evolve(_level(t, begins, none, counted, Drift.UP, NOT_NEGATIVE), unit="")
    return _level(t, begins, goal, _worst(points, goal.side), Drift.DOWN if goal.side > 0 else Drift.UP, t.span)


def _level(
    t: Trajectory, opens: dt.date, goal: Goal, points: tuple[Point, ...], drift: Drift, span: Interval
) -> Trajectory:
    return attrs.evolve(
        t,
        opens=opens,
        goal=goal,
        points=points,
        drift=drift,
        span=span,
        path=level_path(t.deadline or t.as_of, goal.edge),
        others=(),
        scale=None,
        start=None,
    )


def _worst(points: tuple[Point, ...], side: int) -> tuple[Point, ...]:
    found: list[Point] = []
    for p in points:
        if found and not _is_worse(p.value, found[-1].value, side):
            found.append(attrs.evolve(found[-1], day=p.day))
        else:
            found.append(p)
    return tuple(found)


def _is_worse(a: Value, b: Value, side: int) -> bool:
    low, other = as_interval(a), as_interval(b)
    return low.lo < other.lo if side > 0 else low.hi > other.hi


def _breaks(points: tuple[Point, ...], goal: Goal) -> tuple[Point, ...]:
    low = high = 0
    evidence: tuple[object, ...] = ()
    found = []
    for p in points:
        kept: Truth = goal.test(p.value)
        low, high = low + (kept is False), high + (kept is not True)
        if kept is not True:
            evidence = (*evidence, *p.evidence)
        value: Number | Interval = exact.simplest(low)
        if low != high:
            value = Interval(exact.simplest(low), exact.simplest(high))
        found.append(Point(p.day, value, ZERO, evidence or p.evidence))  # type: ignore[arg-type]
    return tuple(found)
