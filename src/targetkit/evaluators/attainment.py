"""Attainment: the last reading against the goal itself, whatever the date (完成率)."""

import attrs

from targetkit import exact
from targetkit.assessment import Judgement, Standing
from targetkit.evaluators.pace import scale_of, side_of
from targetkit.evaluators.threshold import Threshold, ratio, threshold
from targetkit.status import Reason, Status
from targetkit.trajectory import Trajectory

__all__ = ["Attainment"]

_ONE = exact.simplest(1)


@attrs.frozen(kw_only=True)
class Attainment:
    """Judge by how much of the goal is attained by now.

    Attributes:
        at_risk: Below this share of the goal the promise is at risk.
        off_track: Below this it is off track.
    """

    at_risk: Threshold = attrs.field(default=ratio("100"), converter=threshold)
    off_track: Threshold = attrs.field(default=ratio("80"), converter=threshold)

    def __call__(self, t: Trajectory) -> Judgement:
        """Judge the last reading of a trajectory."""
        if t.goal is None:
            return Judgement(Status.INDETERMINATE, Reason.RULE_SILENT)
        point = t.points[-1]
        scale = scale_of(t, None, point.day)
        standing = Standing(point.value, (t.goal.edge, _ONE), scale, side_of(t))  # type: ignore[arg-type]
        if t.goal.test(point.value) and self.at_risk.reached_by(standing):
            return Judgement(Status.ON_TRACK, Reason.BOUND_MET_NOW, point=point, standing=standing)
        if self.off_track.reached_by(standing):
            return Judgement(Status.AT_RISK, Reason.NEAR_BOUND, point=point, standing=standing)
        return Judgement(Status.OFF_TRACK, Reason.FAR_FROM_BOUND, point=point, standing=standing)
