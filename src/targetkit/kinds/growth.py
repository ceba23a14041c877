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
from targetkit.indicator import Finality, Indicator, Match, Measure
from targetkit.interval import ALL, NOT_NEGATIVE, Interval
from targetkit.kinds.goals import exact_in, goal_in, lead_goal, moving_reference
from targetkit.kinds.paths import level_path, of_last_year, straight_path
from targetkit.kinds.readings import Seen, minus, printed_rates, seen, value_over
from targetkit.kinds.spans import throughout
from targetkit.language import Text
from targetkit.period import Period
from targetkit.status import Reason, Status
from targetkit.target import Goal, OpenFigure, Target
from targetkit.trajectory import Drift, Kind, Lacking, Path, Point, Trajectory
from targetkit.units import Quantity

__all__ = ["DECLINE", "GROWTH", "growth_series"]

_DAY = dt.timedelta(days=1)
_HUNDRED = exact.simplest(100)
_ONE = exact.simplest(1)
_PERCENT = exact.div(_ONE, _HUNDRED)
_SIGN = {1: _ONE, -1: exact.neg(_ONE)}


def growth(target: Target, book: Book, as_of: dt.date) -> Trajectory | Lacking:
    """The trajectory of a promised rise over a baseline."""
    return _change(target, book, as_of, 1)


def decline(target: Target, book: Book, as_of: dt.date) -> Trajectory | Lacking:
    """The trajectory of a promised fall below a baseline; its figures are positive."""
    return _change(target, book, as_of, -1)


class _Case(NamedTuple):
    """What one judgement of a change is about."""

    target: Target
    indicator: Indicator
    book: Book
    as_of: dt.date
    sign: int  # 1 for growth, -1 for decline
    earlier: Period  # the span, a year earlier


class _Base(NamedTuple):
    """What a change is measured from."""

    indicator: Indicator
    period: Period
    point: Point | None
    own: bool  # whether it is the target's own series, a year earlier

    @property
    def name(self) -> str:
        return f"{self.indicator.id} {self.period}"


def _change(target: Target, book: Book, as_of: dt.date, sign: int) -> Trajectory | Lacking:
    indicator, bound = target.indicator, target.bound
    if indicator is None or bound is None or bound.is_open:
        why = next((f.why for f in bound.figures if isinstance(f, OpenFigure)), "") if bound else ""
        return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING, detail=why)
    span = Period(target.opens, target.period.end) if target.since else target.period
    case = _Case(target, indicator, book, as_of, sign, span.year_earlier())
    reference = moving_reference(bound)
    if reference is not None:
        return _lead(case, reference.of)
    made = _from_levels(case)
    if isinstance(made, Trajectory) and made.withheld is None and made.points:
        return made
    rates = _usable_rates(case)
    if rates.points or (indicator.unit is None and (isinstance(made, Lacking) or not made.points)):
        return _from_rates(case, rates)
    return made


# --- from levels ---------------------------------------------------------------------------------------------------


def _base(case: _Case) -> _Base:
    given, indicator = case.target.baseline, case.indicator
    a_year_earlier = case.earlier
    if given is None:
        point = value_over(case.book, indicator, case.target.address, a_year_earlier, case.as_of)
        return _Base(indicator, a_year_earlier, point, own=True)
    own = given.indicator is None or given.indicator.id == indicator.id
    measured = indicator if own else given.indicator or indicator
    period = given.period or a_year_earlier
    point = value_over(case.book, measured, case.target.address if own else measured.id, period, case.as_of)
    return _Base(measured, period, point, own and period == a_year_earlier)


def _from_levels(case: _Case) -> Trajectory | Lacking:
    indicator, target = case.indicator, case.target
    base = _base(case)
    now = seen(case.book, indicator, target.address, target.opens, case.as_of)
    point, unit = base.point, base.indicator.unit
    if point is None:
        return Lacking(Status.NO_DATA, Reason.BASELINE_MISSING, now.points, base.name)
    if isinstance(point.value, Interval):
        return Lacking(Status.INDETERMINATE, Reason.BASELINE_VAGUE, now.points, base.name)
    value, half = point.value, point.half
    if unit is not None and indicator.unit is not None and unit != indicator.unit:
        if not unit.fits(indicator.unit):
            return Lacking(Status.INDETERMINATE, Reason.BASELINE_MISMATCH, now.points, base.name)
        value, half = exact_in(value, unit, indicator.unit), exact_in(half, unit, indicator.unit)
        point = attrs.evolve(point, value=value, half=half)
    made = _level_goal(case, value, half)
    if isinstance(made, Lacking):
        return attrs.evolve(made, points=now.points)
    goal, factor = made
    return _level_trajectory(case, base, point, value, goal, factor, now)


def _withheld(case: _Case, base: _Base) -> Reason | None:
    if case.target.baseline and case.target.baseline.match is Match.MISMATCH:
        return Reason.BASELINE_MISMATCH
    return Reason.BASIS_MISMATCH if bases_differ(case.indicator, base.indicator) else None


def bases_differ(a: Indicator, b: Indicator) -> bool:
    """Whether two indicators are on different price bases; an unknown basis contradicts none."""
    return a.basis is not None and b.basis is not None and a.basis is not b.basis


def _level_goal(case: _Case, base: Number, half: Number) -> tuple[Goal, Number | None] | Lacking:
    """The level that keeps the promise, and the factor from last year's values to this year's."""
    relative = is_relative(case.target)
    if relative and base <= 0:
        return Lacking(Status.INDETERMINATE, Reason.BASE_NOT_POSITIVE, detail=exact.as_text(base))
    change = goal_in(case.target, None if relative else case.indicator.unit, case.book, case.as_of)
    if isinstance(change, Lacking):
        return change
    if not relative:
        goal = change.mapped(_SIGN[case.sign], base)
        return Goal(goal.keeps, half, half), exact.div(goal.edge, base) if base else None
    share = _PERCENT if case.sign > 0 else exact.neg(_PERCENT)
    keeps = change.mapped(exact.mul(base, share), base).keeps
    factor = exact.add(_ONE, exact.mul(change.edge, share))
    blur = exact.mul(half, exact.size(factor)) if half else ZERO
    return Goal(keeps, blur, blur), factor


def is_relative(target: Target) -> bool:
    """Whether the change is promised in % of the base, rather than in points or in the indicator's unit."""
    for figure in target.bound.figures if target.bound else ():
        if isinstance(figure, Quantity):
            return figure.unit.sort == "share"
    return True


def _level_trajectory(
    case: _Case, base: _Base, start: Point, value: Number, goal: Goal, factor: Number | None, now: Seen
) -> Trajectory:
    target, indicator = case.target, case.indicator
    flow = indicator.measure is Measure.FLOW
    begin = (target.opens - _DAY, ZERO) if flow else (start.day, value)
    path, scale, others, partial = _way(case, base, begin, goal, factor, now)
    t = Trajectory(
        case.as_of,
        indicator.unit.name if indicator.unit else "",
        target.opens,
        target.deadline,
        indicator.better,
        Drift.UP if flow else Drift.ANY,
        target.due.since if target.due else None,
        start,
        goal,
        path,
        others,
        scale,
        NOT_NEGATIVE if flow else ALL,
        now.points,
        _withheld(case, base),
        (*now.beside, *partial, *_of_baseline(target, start)),
    )
    return throughout(t, target) if target.throughout else t


def _way(
    case: _Case, base: _Base, begin: tuple[dt.date, Number], goal: Goal, factor: Number | None, now: Seen
) -> tuple[Path, Path | None, tuple[Path, ...], tuple[Reason, ...]]:
    """The path, what 100 % is on it, other paths, and what is to be said.

    Last year's course, scaled by the promised change, is the path where it is known on the day of the last reading.
    """
    end = (case.target.deadline, goal.edge)
    plain = straight_path(begin, end, case.target, unit=case.indicator.unit)
    last = _last_year(case) if base.own and factor and not case.target.checkpoints else ()
    if not last or not factor:
        return plain, None, (), ()
    profile, scale = of_last_year(last, begin, end, factor, flow=case.indicator.measure is Measure.FLOW)
    if not now.points or profile.parts(now.points[-1].day) is not None:
        return profile, scale, (plain,), ()
    return plain, None, (profile,), (Reason.PROFILE_PARTIAL,)


def _of_baseline(target: Target, base: Point) -> tuple[Reason, ...]:
    proxy = target.baseline is not None and target.baseline.match is Match.PROXY
    provisional = any(o.status is Finality.PROVISIONAL for o in base.evidence)
    return ((Reason.PROXY_BASELINE,) if proxy else ()) + ((Reason.PROVISIONAL_BASELINE,) if provisional else ())


def _last_year(case: _Case) -> tuple[Point, ...]:
    """Last year's course before the end of its span, which is the base's; nothing if the promise ends earlier."""
    target = case.target
    rows = case.book.readings(target.address)
    span = case.earlier
    if not rows or rows[0].period.end >= span.end or target.deadline != target.period.end:
        return ()
    points = seen(case.book, case.indicator, target.address, span.start, span.end).points
    return tuple(p for p in points if p.day < span.end and not isinstance(p.value, Interval))


# --- from rates ----------------------------------------------------------------------------------------------------


def _usable_rates(case: _Case) -> Seen:
    """Reported rates are over a year earlier: of no use to a promise over another base."""
    target = case.target
    if target.baseline and target.baseline.period and target.baseline.period != case.earlier:
        return Seen(())
    return printed_rates(case.book, target.address, target.opens, case.as_of, measure=case.indicator.measure)


def _from_rates(case: _Case, rates: Seen) -> Trajectory | Lacking:
    goal = goal_in(case.target, None, case.book, case.as_of)
    if isinstance(goal, Lacking):
        return attrs.evolve(goal, points=rates.points)
    unit = "%" if is_relative(case.target) else "百分点"
    return _of_rates(case, rates, goal if case.sign > 0 else goal.mapped(_SIGN[-1], ZERO), unit)


def _of_rates(case: _Case, rates: Seen, goal: Goal, unit: str) -> Trajectory:
    """Rates on a level path; 100 % of the scale are 100 points, so that a gap is in points of growth."""
    target = case.target
    t = Trajectory(
        case.as_of,
        unit,
        target.opens,
        target.deadline,
        better=case.indicator.better,
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
    half = exact.mul(
        exact.add(exact.div(now.half, b), exact.div(exact.mul(base.half, exact.size(a)), exact.mul(b, b))), _HUNDRED
    )
    return Point(now.day, rate, half, (*now.evidence, *base.evidence))


def _lead(case: _Case, of: Indicator) -> Trajectory | Lacking:
    """The lead over another indicator's growth, in percentage points, on the days on which both are known."""
    target = case.target
    own = growth_series(case.book, case.indicator, target.address, target, case.as_of)
    theirs = {p.day: p for p in growth_series(case.book, of, of.id, target, case.as_of)}
    if not theirs and own:
        return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING, own, of.id)
    points = tuple(lead_of(p, theirs[p.day], case.sign) for p in own if p.day in theirs)
    t = _of_rates(case, Seen(points), lead_goal(target, None), "百分点")
    return attrs.evolve(t, withheld=Reason.BASIS_MISMATCH) if bases_differ(case.indicator, of) else t


def lead_of(own: Point, other: Point, sign: int = 1) -> Point:
    """How far one value is above another (`sign` 1) or below it (-1), with the evidence of both."""
    value = minus(own.value, other.value) if sign > 0 else minus(other.value, own.value)
    return Point(own.day, value, exact.add(own.half, other.half), (*own.evidence, *other.evidence))


_REFUSES = ("stages", "every", "day", "parts", "including")

GROWTH = Kind(growth, Text.of({"zh": "增长", "en": "growth"}), refuses=_REFUSES)
DECLINE = Kind(decline, Text.of({"zh": "下降", "en": "decline"}), refuses=_REFUSES)
