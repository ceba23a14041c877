"""Growth ratio: the growth a year so far against the growth a year that the goal needs.

The method of Eurostat's reports on the sustainable development goals, with the thresholds, operators and scores that
Eustat publishes (`eurostat`). Statistical offices differ in these and in nothing else, so a preset is data.

With a goal the measure is `d * g / |g_goal|`, where `g = (now / start)^(1 / years) - 1`, `g_goal` is the same up to the
goal at the deadline, and `d` is 1 if more is better and -1 if less is. Without one it is `d * g` itself. Roots are
floats: a threshold counts as reached within a relative 1e-9.
"""

import math
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final, Literal

import attrs

from targetkit import exact
from targetkit.assessment import Judgement
from targetkit.exact import Number
from targetkit.indicator import Better
from targetkit.interval import Interval
from targetkit.status import Reason, Status
from targetkit.trajectory import Clock, Point, Trajectory, elapsed

__all__ = ["EUROSTAT", "PRESETS", "Band", "GrowthRatio", "Preset", "Scale"]

_TOLERANCE = 1e-9
_NEARNESS = 4.44


@attrs.frozen
class Band:
    """What a method says from a figure upwards.

    Attributes:
        operator: Whether the figure itself belongs to the band (`>=`) or not (`>`).
        figure: A ratio, or with no goal a growth a year; 0.95 is 95 %.
        label: The method's own word.
        status: What it is here, where the promise is not settled.
        shrinks: Whether the figure shrinks near a natural limit.
    """

    operator: Literal[">", ">="]
    figure: float
    label: str
    status: Status
    shrinks: bool = False

    def holds(self, measure: float, nearness: float) -> bool:
        """Whether the measure is in the band or above it."""
        figure = self.figure * nearness if self.shrinks else self.figure
        slack = _TOLERANCE * abs(figure)
        return measure >= figure - slack if self.operator == ">=" else measure > figure + slack


@attrs.frozen
class Scale:
    """Bands and scores for one sort of measure.

    Attributes:
        bands: From the best to the worst; the last one that has a figure is followed by `worst`.
        worst: The method's word for everything below.
        knots: Pairs of measure and score, rising; straight between them, level beyond them.
    """

    bands: tuple[Band, ...]
    worst: str
    knots: tuple[tuple[float, float], ...]

    def band(self, measure: float, nearness: float) -> tuple[str, Status]:
        """The method's word for a measure, and the status."""
        found = next((b for b in self.bands if b.holds(measure, nearness)), None)
        return (found.label, found.status) if found else (self.worst, Status.OFF_TRACK)

    def score(self, measure: float, nearness: float) -> float:
        """The score of a measure; near a natural limit less growth is needed for the same positive score.

        On the limit itself (`nearness` 0) everything but the worst scores best, a fall included: so it is published.
        """
        low, high = self.knots[0], self.knots[-1]
        if measure <= low[0]:
            return low[1]
        if not nearness:
            return high[1]
        moved = measure / nearness if measure > 0 else measure
        for (x, y), (further, higher) in pairwise(self.knots):
            if moved <= further:
                return y + (higher - y) * (moved - x) / (further - x)
        return high[1]


@attrs.frozen
class Preset:
    """A published variant of the method.

    Attributes:
        to_goal: For the ratio to the growth that the goal needs.
        trend: For the growth a year, where there is no goal.
        met: The word for a goal that is met now, whatever the trend.
        none: The word for no answer.
        zero: What stands for a start or a goal of zero, in the trajectory's unit; None for no answer.
    """

    to_goal: Scale
    trend: Scale
    met: str
    none: str = "not_available"
    zero: Number | None = None


EUROSTAT: Final = Preset(
    to_goal=Scale(
        (
            Band(">", 0.95, "significant_progress", Status.ON_TRACK),
            Band(">", 0.60, "moderate_progress", Status.AT_RISK),
            Band(">=", 0.0, "moderate_deterioration", Status.OFF_TRACK),
        ),
        "significant_deterioration",
        ((-0.6, -5.0), (0.6, 0.0), (1.3, 5.0)),
    ),
    trend=Scale(
        (
            Band(">", 0.01, "significant_progress", Status.ON_TRACK, shrinks=True),
            Band(">", 0.001, "moderate_progress", Status.AT_RISK, shrinks=True),
            Band(">=", -0.001, "no_progress", Status.OFF_TRACK),
            Band(">=", -0.01, "moderate_deterioration", Status.OFF_TRACK, shrinks=True),
        ),
        "significant_deterioration",
        ((-0.02, -5.0), (0.0, 0.0), (0.02, 5.0)),
    ),
    met="significant_progress",
    zero=Decimal("0.001"),
)
"""As Eustat runs it: thresholds since 2023, natural limits as in the Open SDG platform."""

PRESETS: Final = {"eurostat": EUROSTAT}

_REASONS: Final = {
    Status.ON_TRACK: Reason.ON_PACE,
    Status.AT_RISK: Reason.BEHIND_PACE,
    Status.OFF_TRACK: Reason.FAR_BEHIND_PACE,
}


def _preset(given: Preset | str) -> Preset:
    if isinstance(given, Preset):
        return given
    if given not in PRESETS:
        message = f"growth ratio has no preset {given!r}: expected one of {', '.join(sorted(PRESETS))}"
        raise ValueError(message)
    return PRESETS[given]


def _limit(given: Number | str | None) -> Number | None:
    if not isinstance(given, str):
        return given
    try:
        limit = Decimal(given.removesuffix("%"))
    except InvalidOperation:
        limit = Decimal("NaN")
    if not limit.is_finite():
        raise ValueError(f"growth ratio has no limit {given!r}: expected a number in the indicator's unit, such as 100")
    return limit


@attrs.frozen(kw_only=True)
class GrowthRatio:
    """Judge by growth a year since the start, in whole years.

    The label is the method's own word (a goal that is met now has its best one, whatever the trend), the score its
    score; the measure `ratio` is the ratio, or without a goal `growth` the growth a year in the good direction.

    Attributes:
        preset: The variant: its name, or a `Preset`.
        limit: A natural limit that the values cannot well pass, such as 100 for a share in %; only for trends
            without a goal. In the trajectory's unit; text is read as a number.

    Raises:
        ValueError: There is no preset of that name, or the limit is no number.
    """

    preset: Preset = attrs.field(default=EUROSTAT, converter=_preset)
    limit: Number | None = attrs.field(default=None, converter=_limit)

    def __call__(self, t: Trajectory) -> Judgement:
        """Judge the last reading of a trajectory against its start."""
        point = t.points[-1] if t.points else None
        if t.start is None or point is None or elapsed(t.start.day, point.day, Clock.YEARS) < 1:
            return self._silent(Reason.TOO_SHORT, point)
        start, now = t.start.value, point.value
        if isinstance(start, Interval) or isinstance(now, Interval):
            return self._silent(Reason.BASELINE_VAGUE if isinstance(start, Interval) else Reason.STRADDLES_BAND, point)
        side = _side(t)
        if not side:
            return self._silent(Reason.RULE_SILENT, point)
        base = start or self.preset.zero
        if base is None or _opposed(base, now):
            return self._silent(Reason.SIGN_CHANGE, point)
        rate = side * (1 if base > 0 else -1) * _growth(base, now, elapsed(t.start.day, point.day, Clock.YEARS))
        if t.goal is None:
            return self._trend(rate, base, now, point)
        years = elapsed(t.start.day, t.deadline, Clock.YEARS) if t.deadline else 0
        edge = t.goal.keeps.hi if side < 0 else t.goal.keeps.lo
        return self._to_goal(edge or self.preset.zero, years, rate, base, point, met=bool(t.goal.test(now)))

    def _trend(self, rate: float, base: Number, now: Number, point: Point) -> Judgement:
        nearness = 1.0 if self.limit is None else _nearness(base, self.limit)
        if self.limit is not None and now == self.limit:
            return self._met(point, (("growth", _number(rate)),))
        return self._banded(self.preset.trend, "growth", rate, nearness, point)

    def _to_goal(
        self, goal: Number | None, years: int, rate: float, base: Number, point: Point, *, met: bool
    ) -> Judgement:
        if goal is None or _opposed(base, goal) or goal == base or years < 1:
            reason = Reason.RULE_SILENT if goal == base or years < 1 else Reason.SIGN_CHANGE
            return self._met(point, ()) if met else self._silent(reason, point)
        ratio = rate / abs(_growth(base, goal, years))
        if met:
            return self._met(point, (("ratio", _number(ratio)),))
        return self._banded(self.preset.to_goal, "ratio", ratio, 1.0, point)

    def _banded(self, scale: Scale, name: str, measure: float, nearness: float, point: Point) -> Judgement:
        label, status = scale.band(measure, nearness)
        score, measures = _number(scale.score(measure, nearness)), ((name, _number(measure)),)
        return Judgement(status, _REASONS[status], label=label, score=score, point=point, measures=measures)

    def _met(self, point: Point, measures: tuple[tuple[str, Number], ...]) -> Judgement:
        label, score = self.preset.met, _number(self.preset.to_goal.knots[-1][1])
        return Judgement(Status.ON_TRACK, Reason.BOUND_MET_NOW, (), label, score, point, None, measures)

    def _silent(self, reason: Reason, point: Point | None) -> Judgement:
        return Judgement(Status.INDETERMINATE, reason, label=self.preset.none, point=point)


def _side(t: Trajectory) -> int:
    """1 if more is better, -1 if less is, 0 if neither: the goal's side, or where it has none the indicator's."""
    if t.goal is not None and t.goal.side:
        return t.goal.side
    return {Better.HIGHER: 1, Better.LOWER: -1, Better.NEITHER: 0}[t.better]


def _growth(base: Number, now: Number, years: int) -> float:
    return math.pow(exact.div(now, base), 1 / years) - 1


def _nearness(base: Number, limit: Number) -> float:
    """`1 - (|start| / |limit|)^4.44`, mirrored above the limit: 0 on it, 1 at zero and from twice the limit on."""
    size, far = float(exact.size(base)), float(exact.size(limit))
    if size >= 2 * far:
        return 1.0
    return 1 - math.pow(min(size, 2 * far - size) / far, _NEARNESS)


def _opposed(a: Number, b: Number) -> bool:
    return a < 0 < b or b < 0 < a


def _number(x: float) -> Number:
    """A float as the shortest decimal that stands for it."""
    return Decimal(repr(x + 0.0))
