"""The arithmetic, as a clerk would do it with a calculator."""

import datetime as dt
from decimal import Decimal

from targetkit import exact
from targetkit.assessment import Assessment
from targetkit.exact import Number
from targetkit.explanation.course import MOVING, course_of
from targetkit.explanation.figures import HUNDRED, completion_of, value_text
from targetkit.explanation.periods import period_text
from targetkit.explanation.phrases import Lines, aside, item, listed
from targetkit.indicator import Match
from targetkit.interval import Interval, Value
from targetkit.period import Period
from targetkit.target import Goal
from targetkit.trajectory import Trajectory, elapsed
from targetkit.units import Quantity
from targetkit.wording import amount, clean, computed, day, limits, number, say, share

__all__ = ["arithmetic_lines"]


def arithmetic_lines(a: Assessment, lang: str | None) -> Lines:
    """The arithmetic: baseline, required, attained, completion, calendar pace, gap, run rate."""
    t, goal = a.trajectory, a.goal
    if t is None or goal is None or a.parts:
        return
    if a.target.kind == "milestone" and (a.attained is None or a.attained in (0, 1)):
        return
    if t.start is not None and a.target.kind in ("growth", "decline"):
        yield item("baseline", _baseline(a, t, lang), lang)
    yield from _required(a, goal, lang)
    point = a.point
    if point is not None:
        when = aside(say("explain.attained.day", lang, day=day(point.day, lang)), lang)
        key = "done_share" if a.target.kind == "milestone" else "actual" if goal.side < 0 else "attained"
        yield item(key, value_text(a, point.value, lang) + when, lang)
        yield from _completion(a, goal, point.value, lang)
    if t.deadline is not None and a.target.kind not in ("milestone", "cadence"):
        yield from _calendar(a, t, t.deadline, lang)
    if a.status in MOVING:
        yield from _pace(a, lang)
        yield from _run_rate(a, t, lang)


def _baseline(a: Assessment, t: Trajectory, lang: str | None) -> str:
    start = t.start
    if start is None:
        return ""
    of = start.evidence[0] if start.evidence else None
    given = a.target.baseline
    match = (given.match if given else None) or Match.EXACT
    finality = [say(of.status, lang)] if of is not None and of.status is not None else []
    words = [*([period_text(of.period, lang)] if of else []), *finality, say(match, lang)]
    return amount(start.value, a.unit, lang) + aside(listed(words, lang, by="comma"), lang)


def _required(a: Assessment, goal: Goal, lang: str | None) -> Lines:
    if a.target.kind == "milestone":
        return
    expression = _base_expression(a, goal.edge)
    if expression:
        strict = goal.keeps.hi_open if goal.side < 0 else goal.keeps.lo_open
        key = "explain.strict.below" if goal.side < 0 else "explain.strict.above"
        beyond = aside(say(key, lang), lang) if strict and exact.size(goal.edge) != exact.INFINITY else ""
        text = _equals(expression, goal.edge, a, lang) + beyond
        yield item("limit" if goal.side < 0 else "required", text, lang)
        if goal.side == 0 and goal.keeps.hi != goal.keeps.lo:
            yield item("upper", value_text(a, goal.keeps.hi, lang), lang)
    else:
        text = limits(goal.keeps, a.unit, lang) if a.target.kind != "cadence" else value_text(a, goal.edge, lang)
        yield item("limit" if goal.side < 0 else "required", text, lang)


def _base_expression(a: Assessment, edge: Number) -> str:
    """`base × (1 + rate)` or `base + rise`, if that is how the required figure came about."""
    start = a.trajectory.start if a.trajectory else None
    bound = a.target.bound
    if start is None or isinstance(start.value, Interval) or bound is None or len(bound.words) != 1:
        return ""
    figure, sign = bound.figures[0], "-" if a.target.kind == "decline" else "+"
    if not isinstance(figure, Quantity) or isinstance(figure.value, Interval):
        return ""
    step = exact.neg(figure.value) if sign == "-" else figure.value
    base, rise = start.value, clean(figure.text)
    if exact.mul(base, exact.add(exact.simplest(1), exact.div(step, HUNDRED))) == edge and figure.unit.name == "%":
        return f"{number(base)} × (1 {sign} {rise})"
    if exact.add(base, step) == edge:
        return f"{number(base)} {sign} {number(figure.value)}"
    return ""


def _completion(a: Assessment, goal: Goal, value: Value, lang: str | None) -> Lines:
    done, percent = completion_of(a), "%" if a.unit == "%" else ""
    if done is not None and a.target.kind != "milestone":
        expression = f"{number(value)}{percent} ÷ {computed(goal.edge)}{percent}"
        yield item("completion", f"{expression} {_sign(done)} {share(done)}", lang)


def _calendar(a: Assessment, t: Trajectory, deadline: dt.date, lang: str | None) -> Lines:
    if a.calendar is None:
        return
    span = Period(min(t.opens, deadline), deadline)
    on = min(a.point.day if a.point else a.as_of, deadline)
    if span.whole_months is not None:
        gone, whole, unit = span.months_elapsed(on), span.whole_months, "months"
    else:
        gone, whole, unit = max(0, (on - span.start).days + 1), span.days, "days"
    gone_by = exact.div(exact.simplest(100 * gone), exact.simplest(whole))
    later = say("explain.calendar.later", lang, share=share(a.calendar)) if gone_by != a.calendar else ""
    expression = say(f"explain.calendar.{unit}", lang, gone=gone, whole=whole)
    yield item("calendar", f"{expression} {_sign(gone_by)} {share(gone_by)}{aside(later, lang)}", lang)


def _pace(a: Assessment, lang: str | None) -> Lines:
    """The expected value on the reading's own day, and the distance from it."""
    expected, found, point, standing = a.expected, course_of(a), a.point, a.judgement.standing
    if expected is None or found is None or point is None or standing is None:
        return
    origin = found.path.origin
    words = "" if origin == "line" else aside(say(f"explain.expected.{origin}", lang), lang)
    key = "expected" if standing.side > 0 else "expected.cap"
    yield item(key, _equals(found.expression, expected, a, lang) + words, lang)
    if a.gap is None or isinstance(point.value, Interval):
        return
    closes = isinstance(expected, Decimal) or not found.expression
    pair = [number(point.value), computed(expected) if closes else found.expression]
    sign = "+" if a.gap > 0 else ""
    points = say("explain.gap.points", lang, figure=sign + share(a.gap).rstrip("%"))
    scale = exact.div(*standing.scale)
    ahead = " - ".join(pair if standing.side > 0 else reversed(pair))
    expression = ahead if scale == HUNDRED and a.unit in ("%", "百分点") else f"({ahead}) ÷ {computed(scale)} × 100"
    if a.target.kind in ("milestone", "cadence"):
        yield item("gap", points, lang)
        return
    yield item("gap", f"{expression} {_sign(a.gap)} {points}", lang)


def _run_rate(a: Assessment, t: Trajectory, lang: str | None) -> Lines:
    point, rate, goal = a.point, a.run_rate, a.goal
    if (
        rate is None
        or goal is None
        or point is None
        or t.path is None
        or t.deadline is None
        or a.target.kind in ("milestone", "cadence")
    ):
        return
    left = elapsed(point.day, t.deadline, t.path.clock)
    clock = say(t.path.clock.value, lang)
    head = say("explain.run_rate", lang, clock=clock) + say("explain.colon", lang)
    yield head + _equals(f"({computed(goal.edge)} - {number(point.value)}) ÷ {left}", rate, a, lang)


def _equals(expression: str, result: Number, a: Assessment, lang: str | None) -> str:
    """`expression = result unit`, with ≈ where the result does not close."""
    sign = "=" if isinstance(result, Decimal) else "≈"
    shown = value_text(a, result, lang)
    return f"{expression} {sign} {shown}" if expression else shown


def _sign(x: Number) -> str:
    """`=` before a share that its printed decimals give in full, else `≈`."""
    return "=" if Decimal(share(x).rstrip("%")) == x else "≈"
