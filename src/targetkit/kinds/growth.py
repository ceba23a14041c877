"""Growth and decline: the change of an indicator over a baseline, in %, in percentage points or in its own unit.

From levels, the promise is a level: base times one plus the rate. Nothing is divided, so a reading that equals the
promised level to the last digit keeps the promise. Where only rates are reported, the rates themselves are judged.
"""

import datetime as dt
from typing import NamedTuple

import attrs

from targetkit import exact
from targetkit.book import Book
from targetkit.exact import ZERO, Number
from targetkit.indicator import Indicator, Match, Measure
from targetkit.interval import ALL, NOT_NEGATIVE, Interval
from targetkit.kinds.goals import exact_in, goal_in, lead_goal, moving_reference
from targetkit.kinds.paths import level_path, of_last_year, straight_path
from targetkit.kinds.readings import Seen, minus, printed_rates, seen, totals, value_over
from targetkit.kinds.spans import throughout
from targetkit.language import Text
from targetkit.period import Period
from targetkit.status import Reason, Status
from targetkit.target import Goal, Target
from targetkit.trajectory import Drift, Kind, Lacking, Path, Point, Trajectory

__all__ = ["DECLINE", "GROWTH", "growth_series"]

_DAY = dt.timedelta(days=1)
_HUNDRED = exact.simplest(100)
_PERCENT = exact.div(exact.simplest(1), _HUNDRED)


def growth(target: Target, book: Book, as_of: dt.date) -> Trajectory | Lacking:
    """The trajectory of a promised rise over a baseline."""
    return _change(target, book, as_of, 1)


def decline(target: Target, book: Book, as_of: dt.date) -> Trajectory | Lacking:
    """The trajectory of a promised fall below a baseline; its figures are positive."""
    return _change(target, book, as_of, -1)


def _change(target: Target, book: Book, as_of: dt.date, sign: int) -> Trajectory | Lacking:
    indicator, bound = target.indicator, target.bound
    if indicator is None or bound is None or bound.is_open:
        why = next((f.why for f in bound.figures if hasattr(f, "why")), "") if bound else ""
        return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING, detail=why)
    reference = moving_reference(bound)
    if reference is not None:
        return _lead(target, book, as_of, sign, reference.of)
    made = _from_levels(target, indicator, book, as_of, sign)
    if isinstance(made, Trajectory) and made.withheld is None and made.points:
        return made
    rates = _usable_rates(target, indicator, book, as_of)
    if rates.points or (indicator.unit is None and (isinstance(made, Lacking) or not made.points)):
        return _from_rates(target, indicator, rates, as_of, sign, book)
    return made


# --- from levels ---------------------------------------------------------------------------------------------------


def _base(
    target: Target, indicator: Indicator, book: Book, as_of: dt.date
) -> tuple[Indicator, Period, Point | None, bool]:
    """Whose value is the base, over which period, the base itself, and whether it is the target's own series."""
    given = target.baseline
    other = given.indicator if given else None
    own = other is None or other.id == indicator.id
    period = given.period if given and given.period else _span(target).year_earlier()
    address = target.address if own else (other or indicator).id
    measured = indicator if own else (other or indicator)
    return measured, period, value_over(book, measured, address, period, as_of), own


def _span(target: Target) -> Period:
    return Period(target.opens, target.period.end) if target.since else target.period


def _from_levels(
    target: Target, indicator: Indicator, book: Book, as_of: dt.date, sign: int
) -> Trajectory | Lacking:
    measured, period, base, own = _base(target, indicator, book, as_of)
    now = seen(book, indicator, target.address, target.opens, as_of)
    if base is None:
        return Lacking(Status.NO_DATA, Reason.BASELINE_MISSING, now.points, f"{measured.id} {period}")
    value = base.value
    if isinstance(value, Interval):
        return Lacking(Status.INDETERMINATE, Reason.BASELINE_VAGUE, now.points, f"{measured.id} {period}")
    if measured.unit is not None and indicator.unit is not None and measured.unit != indicator.unit:
        if not measured.unit.fits(indicator.unit):
            return Lacking(Status.INDETERMINATE, Reason.BASELINE_MISMATCH, now.points, f"{measured.id} {period}")
        half = exact_in(base.half, measured.unit, indicator.unit)
        value = exact_in(value, measured.unit, indicator.unit)
        base = attrs.evolve(base, value=value, half=half)
    made = _level_goal(target, indicator, book, as_of, value, base.half, sign)
    if isinstance(made, Lacking):
        return attrs.evolve(made, points=now.points)
    goal, factor = made
    change = _Change(indicator, base, value, goal, factor, own, _withheld(target, indicator, measured))
    return _level_trajectory(target, book, as_of, change, now)


class _Change(NamedTuple):
    """A promised change, as a level."""

    indicator: Indicator
    base: Point
    base_value: Number
    goal: Goal
    factor: Number | None  # from last year's values to this year's
    own: bool  # whether the base is of the target's own series
    withheld: Reason | None


def _withheld(target: Target, indicator: Indicator, measured: Indicator) -> Reason | None:
    if target.baseline and target.baseline.match is Match.MISMATCH:
        return Reason.BASELINE_MISMATCH
    return Reason.BASIS_MISMATCH if bases_differ(indicator, measured) else None


def bases_differ(a: Indicator, b: Indicator) -> bool:
    """Whether two indicators are on different price bases; an unknown basis contradicts none."""
    return a.basis is not None and b.basis is not None and a.basis is not b.basis


def _level_goal(
    target: Target, indicator: Indicator, book: Book, as_of: dt.date, base: Number, half: Number, sign: int
) -> tuple[Goal, Number | None] | Lacking:
    """The level that keeps the promise, and for a relative change the factor from last year's values to this year's."""
    relative = is_relative(target)
    if relative and base <= 0:
        return Lacking(Status.INDETERMINATE, Reason.BASE_NOT_POSITIVE, detail=exact.as_text(base))
    change = goal_in(target, None if relative else indicator.unit, book, as_of)
    if isinstance(change, Lacking):
        return change
    if not relative:
        goal = change.mapped(exact.simplest(sign), base)
        goal = attrs.evolve(goal, lower_half=half, upper_half=half)
        return goal, exact.div(goal.edge, base) if base else None
    step = exact.mul(base, exact.mul(exact.simplest(sign), _PERCENT))
    goal = change.mapped(step, base)
    factor = exact.add(exact.simplest(1), exact.mul(change.edge, exact.mul(exact.simplest(sign), _PERCENT)))
    if half:
        goal = attrs.evolve(goal, lower_half=exact.mul(half, exact.size(factor)), upper_half=exact.mul(half, exact.size(factor)))
    return goal, factor


def is_relative(target: Target) -> bool:
    """Whether the change is promised in % of the base, rather than in points or in the indicator's unit."""
    for figure in target.bound.figures if target.bound else ():
        unit = getattr(figure, "unit", None)
        if unit is not None:
            return bool(unit.sort == "share")
    return True


def _level_trajectory(target: Target, book: Book, as_of: dt.date, change: "_Change", now: Seen) -> Trajectory:
    indicator, base, goal = change.indicator, change.base, change.goal
    flow = indicator.measure is Measure.FLOW
    start = (target.opens - _DAY, ZERO) if flow else (base.day, change.base_value)
    path, scale, others, partial = _way(target, book, change, start, now)
    t = Trajectory(
        as_of,
        indicator.unit.name if indicator.unit else "",
        target.opens,
        target.deadline,
        indicator.better,
        Drift.UP if flow else Drift.ANY,
        target.due.since if target.due else None,
        base,
        goal,
        path,
        others,
        scale,
        NOT_NEGATIVE if flow else ALL,
        now.points,
        change.withheld,
        (*now.beside, *partial, *_of_baseline(target, base)),
    )
    return throughout(t, target) if target.throughout else t


def _way(
    target: Target, book: Book, change: "_Change", start: tuple[dt.date, Number], now: Seen
) -> tuple[Path, Path | None, tuple[Path, ...], tuple[Reason, ...]]:
    """The path, what 100 % is on it, other paths, and what is to be said: last year's course, if it is known well enough."""
    indicator, end = change.indicator, (target.deadline, change.goal.edge)
    plain = straight_path(start, end, target, unit=indicator.unit)
    last = _last_year(target, indicator, book) if change.own and not target.checkpoints else ()
    if not last or not change.factor:
        return plain, None, (), ()
    flow = indicator.measure is Measure.FLOW
    profile, scale = of_last_year(last, start, end, change.factor, flow=flow)
    if not now.points or profile.parts(now.points[-1].day) is not None:
        return profile, scale, (plain,), ()
    return plain, None, (profile,), (Reason.PROFILE_PARTIAL,)


def _of_baseline(target: Target, base: Point) -> tuple[Reason, ...]:
    proxy = target.baseline is not None and target.baseline.match is Match.PROXY
    provisional = any(o.status == "provisional" for o in base.evidence)
    return ((Reason.PROXY_BASELINE,) if proxy else ()) + ((Reason.PROVISIONAL_BASELINE,) if provisional else ())


def _last_year(target: Target, indicator: Indicator, book: Book) -> tuple[Point, ...]:
    """Last year's course up to a year before the deadline: only what ends before it, for the end is the base's."""
    rows = book.readings(target.address)
    span = Period(target.opens, target.deadline).year_earlier()
    if not rows or rows[0].period.end >= span.end:
        return ()
    if indicator.measure is Measure.FLOW:
        points = totals(rows, span.start, span.end).points
    else:
        points = seen(book, indicator, target.address, span.start, span.end).points
    return tuple(p for p in points if p.day < span.end and not isinstance(p.value, Interval))


# --- from rates ----------------------------------------------------------------------------------------------------


def _usable_rates(target: Target, indicator: Indicator, book: Book, as_of: dt.date) -> Seen:
    """Reported rates are over a year earlier: of no use to a promise over another base."""
    if target.baseline and target.baseline.period and target.baseline.period != _span(target).year_earlier():
        return Seen(())
    return printed_rates(book, target.address, target.opens, as_of, measure=indicator.measure)


def _from_rates(
    target: Target, indicator: Indicator, rates: Seen, as_of: dt.date, sign: int, book: Book
) -> Trajectory | Lacking:
    goal = goal_in(target, None, book, as_of)
    if isinstance(goal, Lacking):
        return attrs.evolve(goal, points=rates.points)
    unit = "%" if is_relative(target) else "百分点"
    return _of_rates(target, indicator, rates, goal if sign > 0 else goal.mapped(exact.simplest(-1), ZERO), unit, as_of)


def _of_rates(
    target: Target, indicator: Indicator, rates: Seen, goal: Goal, unit: str, as_of: dt.date
) -> Trajectory:
    """Rates on a level path; 100 % of the scale are 100 points, so that a gap is in points of growth."""
    t = Trajectory(
        as_of,
        unit,
        target.opens,
        target.deadline,
        better=indicator.better,
        due_from=target.due.since if target.due else None,
        goal=goal,
        path=level_path(target.deadline, goal.edge),
        scale=level_path(target.deadline, _HUNDRED),
        points=rates.points,
        beside=rates.beside,
    )
    return throughout(t, target) if target.throughout else t


# --- against a reference -------------------------------------------------------------------------------------------


def growth_series(book: Book, indicator: Indicator, address: str, target: Target, as_of: dt.date) -> tuple[Point, ...]:
    """The growth over a year earlier in %, by day: printed rates, and rates of levels where none is printed."""
    opens = target.opens
    printed = printed_rates(book, address, opens, as_of, measure=indicator.measure).points
    found = {p.day: p for p in printed}
    span = Period(opens, max(opens, min(as_of, target.period.end)))
    then = {p.day: p for p in seen(book, indicator, address, span.year_earlier().start, span.year_earlier().end).points}
    for p in seen(book, indicator, address, opens, as_of).points:
        base = then.get(Period(p.day, p.day).year_earlier().start)
        if p.day not in found and base is not None and (rate := _rate(p, base)) is not None:
            found[p.day] = rate
    return tuple(p for _, p in sorted(found.items()))


def _rate(now: Point, base: Point) -> Point | None:
    a, b = now.value, base.value
    if isinstance(a, Interval) or isinstance(b, Interval) or b <= 0:
        return None
    rate = exact.mul(exact.div(exact.sub(a, b), b), _HUNDRED)
    half = exact.mul(exact.add(exact.div(now.half, b), exact.div(exact.mul(base.half, exact.size(a)), exact.mul(b, b))), _HUNDRED)
    return Point(now.day, rate, half, (*now.evidence, *base.evidence))


def _lead(target: Target, book: Book, as_of: dt.date, sign: int, of: Indicator) -> Trajectory | Lacking:
    """The lead over another indicator's growth, in percentage points, on the days on which both are known."""
    indicator = target.indicator
    assert indicator is not None  # noqa: S101 - the caller looked
    own = growth_series(book, indicator, target.address, target, as_of)
    theirs = {p.day: p for p in growth_series(book, of, of.id, target, as_of)}
    if not theirs and own:
        return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING, own, of.id)
    points = tuple(lead_of(p, theirs[p.day], sign) for p in own if p.day in theirs)
    t = _of_rates(target, indicator, Seen(points), lead_goal(target, None), "百分点", as_of)
    return attrs.evolve(t, withheld=Reason.BASIS_MISMATCH) if bases_differ(indicator, of) else t


def lead_of(own: Point, other: Point, sign: int = 1) -> Point:
    """How far one value is above another (`sign` 1) or below it (-1), with the evidence of both."""
    value = minus(own.value, other.value) if sign > 0 else minus(other.value, own.value)
    return Point(own.day, value, exact.add(own.half, other.half), (*own.evidence, *other.evidence))


_REFUSES = ("stages", "every", "day", "parts", "including")

GROWTH = Kind(growth, Text.of({"zh": "增长", "en": "growth"}), refuses=_REFUSES)
DECLINE = Kind(decline, Text.of({"zh": "下降", "en": "decline"}), refuses=_REFUSES)
