"""The expected paths that kinds give to their trajectories."""

import datetime as dt

from targetkit import exact
from targetkit.exact import ZERO, Number
from targetkit.interval import Interval
from targetkit.period import is_month_end, month_end
from targetkit.target import Target, in_unit
from targetkit.trajectory import Clock, Path, Point, line
from targetkit.units import Unit

__all__ = ["level_path", "of_last_year", "straight_path"]


def level_path(day: dt.date, value: Number) -> Path:
    """The same value all the way."""
    return Path(((day, value),), Clock.DAYS, "line", "level")


def straight_path(
    start: tuple[dt.date, Number], end: tuple[dt.date, Number], target: Target, *, unit: Unit | None
) -> Path:
    """A straight line in whole months (时序进度), or through the office's checkpoints where the plan has some.

    Days are counted where an end is no month end. A path that starts where it ends is level.
    """
    via = tuple(
        (period.end, in_unit(quantity, unit))
        for period, quantity in target.checkpoints
        if start[0] < period.end < end[0]
    )
    if start[0] >= end[0] or (not via and start[1] == end[1]):
        return level_path(*end)
    return line(start, end, via=via, origin="checkpoints" if target.checkpoints else "line")


def of_last_year(
    last: tuple[Point, ...], start: tuple[dt.date, Number], end: tuple[dt.date, Number], ratio: Number, *, flow: bool
) -> tuple[Path, Path]:
    """Last year's course, scaled to this year's goal; and last year's own values, as what 100 % is on each day.

    Args:
        last: Last year's values before the end of its span.
        start: The first node.
        end: The deadline and the goal.
        ratio: From last year's values to this year's.
        flow: Whether the values are running totals, which begin at zero.
    """
    nodes: list[tuple[dt.date, Number]] = [start] if flow else []
    scale: list[tuple[dt.date, Number]] = []
    for p in last:
        day = _a_year_later(p.day)
        if isinstance(p.value, Interval) or day <= start[0] or day >= end[0]:
            continue
        nodes.append((day, exact.mul(p.value, ratio)))
        scale.append((day, exact.size(p.value)))
    scale.append((end[0], exact.size(exact.div(end[1], ratio)) if ratio else exact.size(end[1])))
    if not flow and (not nodes or nodes[0][0] > start[0]):
        nodes.insert(0, start)
    full = [*nodes, end]
    clock = Clock.MONTHS if all(is_month_end(day) for day, _ in full) else Clock.DAYS
    positive = tuple((day, value or exact.size(end[1])) for day, value in scale)
    return Path(tuple(full), clock, "unknown", "profile"), Path(positive, clock, "step", "profile")


def _a_year_later(day: dt.date) -> dt.date:
    """The same day of the next year; a month end stays one."""
    if is_month_end(day):
        return month_end(dt.date(day.year + 1, day.month, 1))
    return day.replace(year=day.year + 1)


def from_eve(opens: dt.date) -> tuple[dt.date, Number]:
    """Where a running total starts: at nothing, at the end of the day before its span."""
    return opens - dt.timedelta(days=1), ZERO
