"""What would change the verdict."""

from typing import Final

from targetkit import exact
from targetkit.assessment import Assessment
from targetkit.errors import QuantityError, UnitError
from targetkit.exact import INFINITY, ZERO, Number
from targetkit.explanation.figures import HUNDRED
from targetkit.explanation.phrases import Lines, listed
from targetkit.interval import Interval
from targetkit.status import RANK, Reason, Status
from targetkit.target import Goal
from targetkit.trajectory import Drift, Point
from targetkit.units import builtin
from targetkit.wording import computed, limits, say, with_unit

__all__ = ["LINES", "flip_lines"]

LINES: Final = {"pace": ("0 百分点", "-10 百分点"), "attainment": ("100%", "80%")}
"""The `at_risk` and `off_track` lines of the built-in methods where their parameters do not say."""


def flip_lines(a: Assessment, lang: str | None) -> Lines:
    """What would have to be seen for another verdict, and whether rounding leaves it open."""
    goal = a.goal
    if goal is None or a.parts or a.point is None or a.target.kind in ("milestone", "cadence"):
        return
    if a.status in (Status.ACHIEVED, Status.MISSED):
        other = Status.MISSED if a.status is Status.ACHIEVED else Status.ACHIEVED
        values = _outside(goal, a.unit, lang) if a.status is Status.ACHIEVED else limits(goal.keeps, a.unit, lang)
        yield say("explain.flip.revised", lang, limits=values, status=say(other, lang))
    elif a.status in RANK:
        yield from _flips_of_way(a, lang)
        yield from _settling(a, goal, lang)
    if a.status in RANK:
        yield from _rounding(a, goal, a.point, lang)


def _settling(a: Assessment, goal: Goal, lang: str | None) -> Lines:
    """What would settle it: what cannot be taken back at once, everything else at the deadline."""
    drift = a.trajectory.drift if a.trajectory else Drift.ANY
    key = "explain.flip.reading" if a.target.throughout else "explain.flip.total"
    lost = goal.side <= 0 if drift is Drift.UP else drift is Drift.DOWN
    if lost:
        yield say(key, lang, limits=_outside(goal, a.unit, lang), status=say(Status.MISSED, lang))
    if drift is Drift.UP and goal.side > 0:
        yield say(key, lang, limits=limits(goal.keeps, a.unit, lang), status=say(Status.ACHIEVED, lang))
    else:
        yield say("explain.flip.goal", lang, limits=limits(goal.keeps, a.unit, lang))


def _outside(goal: Goal, unit: str, lang: str | None) -> str:
    """The numbers that break the promise."""
    keeps, found = goal.keeps, []
    if keeps.lo != exact.neg(INFINITY):
        found.append(limits(Interval(exact.neg(INFINITY), keeps.lo, hi_open=not keeps.lo_open), unit, lang))
    if keeps.hi != INFINITY:
        found.append(limits(Interval(keeps.hi, INFINITY, lo_open=not keeps.hi_open), unit, lang))
    return f" {say('table.or', lang)} ".join(found)


def _flips_of_way(a: Assessment, lang: str | None) -> Lines:
    """The values of the reading at which the method's answer changes."""
    edges = _edges(a)
    standing = a.judgement.standing
    if edges is None or standing is None:
        return
    (risk, off), up = edges, standing.side > 0
    better, worse = ("reach", "below") if up else ("within", "above")
    found = {
        Status.ON_TRACK: ((worse, risk, Status.AT_RISK), (worse, off, Status.OFF_TRACK)),
        Status.AT_RISK: ((better, risk, Status.ON_TRACK), (worse, off, Status.OFF_TRACK)),
        Status.OFF_TRACK: ((better, off, Status.AT_RISK), (better, risk, Status.ON_TRACK)),
    }[a.status]
    for way, edge, status in found:
        if (status is Status.AT_RISK and risk == off) or _is_settled_by(edge, a):
            continue
        words = say(f"explain.flip.{way}", lang, figure=with_unit(computed(edge), a.unit, lang))
        yield say("explain.flip.to", lang, limits=words, status=say(status, lang))


def _is_settled_by(edge: Number, a: Assessment) -> bool:
    """Whether a total beyond that edge would break a cap at once, so that no method is asked any more."""
    t, goal = a.trajectory, a.goal
    return t is not None and goal is not None and t.drift is Drift.UP and goal.side < 0 and edge >= goal.edge


def _edges(a: Assessment) -> tuple[Number, Number] | None:
    """Where at-risk and off-track begin, in the unit of the reading; None for a method that is not known here."""
    standing, defaults = a.judgement.standing, LINES.get(a.evaluator)
    if standing is None or defaults is None or a.reason is Reason.IN_DUE_RANGE:
        return None
    given = {key.replace("-", "_"): value for key, value in a.parameters}
    expected, scale, side = standing.expected_value, exact.div(*standing.scale), exact.simplest(standing.side)
    found = []
    for name, default in zip(("at_risk", "off_track"), defaults, strict=True):
        try:
            quantity = builtin().quantity(given.get(name, default))
        except (QuantityError, UnitError):
            return None
        if isinstance(quantity.value, Interval):
            return None
        ratio = quantity.unit.sort == "share"
        figure, of = (exact.sub(quantity.value, HUNDRED), exact.size(expected)) if ratio else (quantity.value, scale)
        ahead = exact.div(exact.mul(figure, of), HUNDRED)
        found.append(exact.add(expected, exact.mul(ahead, side)))
    return found[0], found[1]


def _rounding(a: Assessment, goal: Goal, point: Point, lang: str | None) -> Lines:
    """Whether the printed rounding of the reading or of the baseline leaves the verdict open."""
    settled = a.status in (Status.ACHIEVED, Status.MISSED)
    half = goal.half if settled else ZERO
    said = []
    if point.half:
        unit = "百分点" if a.unit == "%" else a.unit
        said.append(say("explain.rounding", lang, half=with_unit(computed(point.half), unit, lang)))
    if half:
        said.append(say("explain.rounding.goal", lang, half=with_unit(computed(half), a.unit, lang)))
    if said:
        said.append(say("explain.rounding.flips" if a.fragile else "explain.rounding.holds", lang))
        yield listed(said, lang, by="semicolon")
