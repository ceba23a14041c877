"""Pace: the last reading against the expected path on the reading's own day (时序进度).

The published practice of Chinese government offices: completion minus the share of the year that has gone, in
percentage points, in whole months. The path may also be the office's own checkpoints or last year's course.
"""

import datetime as dt
from typing import Literal

import attrs

from targetkit import exact
from targetkit.assessment import Judgement, Standing
from targetkit.evaluators.threshold import Threshold, points, threshold
from targetkit.exact import ZERO, Number
from targetkit.status import Reason, Status
from targetkit.trajectory import Clock, Path, Point, Trajectory, line

__all__ = ["Pace"]

_ONE = exact.simplest(1)


@attrs.frozen(kw_only=True)
class Pace:
    """Judge by the distance from the expected path.

    A reading that reaches the `at_risk` line is on track; below it, it is at risk; below the `off_track` line it is
    off track. Both lines belong to the better side. In percentage points the distance is measured in what 100 % is
    (the goal's distance from the start); as a ratio, in what was expected.

    Attributes:
        at_risk: Below this the promise is at risk.
        off_track: Below this it is off track.
        path: `planned` takes the path that the kind gives (checkpoints, last year's course, else whole months);
            `months` and `days` take a straight line; `checkpoints` and `profile` insist on that one.
    """

    at_risk: Threshold = attrs.field(default=points("0"), converter=threshold)
    off_track: Threshold = attrs.field(default=points("-10"), converter=threshold)
    path: Literal["planned", "months", "days", "checkpoints", "profile"] = attrs.field(
        default="planned", validator=attrs.validators.in_(("planned", "months", "days", "checkpoints", "profile"))
    )

    def __call__(self, t: Trajectory) -> Judgement:
        """Judge the last reading of a trajectory."""
        path = self._path(t)
        if path is None or t.goal is None:
            return Judgement(Status.INDETERMINATE, Reason.RULE_SILENT)
        found = _last_on(path, t.points)
        if found is None:
            return Judgement(Status.INDETERMINATE, Reason.RULE_SILENT)
        point, expected = found
        scale = t.scale if path is t.path else None
        standing = Standing(point.value, expected, scale_of(t, scale, point.day), side_of(t))  # type: ignore[arg-type]
        beside = () if point is t.points[-1] else (Reason.PROFILE_PARTIAL,)
        status, reason, fragile = self._status(standing, point.half)
        if fragile:
            beside = (Reason.FRAGILE, *beside)
        return Judgement(status, reason, beside, "", None, point, standing)

    def _path(self, t: Trajectory) -> Path | None:
        if self.path == "planned":
            return t.path
        if self.path in ("checkpoints", "profile"):
            return next((p for p in (t.path, *t.others) if p is not None and p.origin == self.path), None)
        return straight(t, Clock.MONTHS if self.path == "months" else Clock.DAYS)

    def _status(self, s: Standing, half: Number) -> tuple[Status, Reason, bool]:
        """The status, and whether it would be another one within the printed rounding of the reading."""
        near, weight = self.at_risk.margin(s)
        fragile = bool(half) and exact.size(near) <= exact.mul(half, weight)
        if near >= 0:
            return Status.ON_TRACK, Reason.ON_PACE, fragile
        far, weight = self.off_track.margin(s)
        fragile = fragile or (bool(half) and exact.size(far) <= exact.mul(half, weight))
        if far >= 0:
            return Status.AT_RISK, Reason.BEHIND_PACE, fragile
        return Status.OFF_TRACK, Reason.FAR_BEHIND_PACE, fragile


def straight(t: Trajectory, clock: Clock) -> Path | None:
    """A straight path from the start (or from zero on the eve of the span) to the goal.

    A level path stays level.
    """
    if t.path is None or t.path.origin == "level" or t.goal is None or t.deadline is None:
        return t.path
    return line(t.path.nodes[0], (t.deadline, t.goal.edge), clock=clock)


def _last_on(path: Path, seen: tuple[Point, ...]) -> tuple[Point, tuple[Number, Number]] | None:
    """The last reading on whose day the path has a value, with that value."""
    for point in seen[::-1]:
        expected = path.parts(point.day)
        if expected is not None:
            return point, expected
    return None


def side_of(t: Trajectory) -> int:
    """1 if more is better, -1 if less is: the goal's side; of a range the lower end is paced."""
    goal = t.goal
    return -1 if goal is not None and goal.side < 0 else 1


def scale_of(t: Trajectory, scale: Path | None, day: dt.date) -> tuple[Number, Number]:
    """What 100 % is on a day."""
    given = scale.parts(day) if scale is not None else None
    if given is not None:
        return given
    goal = t.goal.edge if t.goal else ZERO
    start = t.path.nodes[0][1] if t.path and t.path.origin != "level" else ZERO
    return exact.size(exact.sub(goal, start)) or exact.size(goal), _ONE
