"""The path that a reading was compared with, and how its value came about."""

import datetime as dt
from typing import Final

import attrs

from targetkit import exact
from targetkit.assessment import Assessment
from targetkit.explanation.figures import promised_rate
from targetkit.interval import Interval
from targetkit.status import Status
from targetkit.trajectory import Clock, Path, elapsed, line
from targetkit.wording import clean, computed

__all__ = ["MOVING", "Course", "course_of"]

MOVING: Final = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.INDETERMINATE)


@attrs.frozen
class Course:
    """How the expected value came about."""

    path: Path
    expression: str


def course_of(a: Assessment) -> Course | None:
    """The path that the method compared with, found by its value on the day of the reading."""
    t, point = a.trajectory, a.point
    if t is None or t.path is None or point is None or a.expected is None or a.evaluator == "attainment":
        return None
    paths = [t.path, *t.others]
    if t.goal is not None and t.deadline is not None and t.path.origin != "level":
        paths += [line(t.path.nodes[0], (t.deadline, t.goal.edge), clock=clock) for clock in (Clock.MONTHS, Clock.DAYS)]
    path = next((p for p in paths if p.at(point.day) == a.expected), None)
    return None if path is None else Course(path, _on_path(a, path, point.day))


def _on_path(a: Assessment, path: Path, on: dt.date) -> str:
    """What a clerk types to get the expected value; empty where there is nothing to compute."""
    nodes = path.nodes
    if path.origin == "profile":
        rate, sign = promised_rate(a.target), "-" if a.target.kind == "decline" else "+"
        base = a.trajectory.start.value if a.trajectory and a.trajectory.start else None
        value, goal = path.at(on), a.required
        if rate is None or value is None or not goal or base is None or isinstance(base, Interval):
            return ""
        return f"{computed(exact.div(exact.mul(value, base), goal))} × (1 {sign} {clean(rate.text)})"
    if path.between != "line" or not nodes[0][0] < on < nodes[-1][0]:
        return ""
    before = max((node for node in nodes if node[0] <= on), key=lambda node: node[0])
    after = min((node for node in nodes if node[0] > on), key=lambda node: node[0])
    gone, whole = elapsed(before[0], on, path.clock), elapsed(before[0], after[0], path.clock)
    if not gone:
        return ""
    if not before[1]:
        return f"{computed(after[1])} × {gone} ÷ {whole}"
    return f"{computed(before[1])} + ({computed(after[1])} - {computed(before[1])}) × {gone} ÷ {whole}"
