"""What the judging of one promise answers.

A `Judgement` is what an evaluator says of a trajectory. An `Assessment` is a judgement with its target, its
evidence and everything that an explanation needs.
"""

import datetime as dt
from collections.abc import Callable
from typing import TypeAlias

import attrs

from targetkit import exact
from targetkit.book import Observation
from targetkit.exact import Number
from targetkit.interval import Interval, Value
from targetkit.period import Period
from targetkit.status import Reason, Status
from targetkit.target import Goal, Target
from targetkit.trajectory import Lacking, Point, Trajectory, elapsed

__all__ = ["Assessment", "Evaluator", "Fault", "Judgement", "Standing"]


@attrs.frozen
class Standing:
    """Where a reading stands against the path on its own day. Nothing is divided until it is asked for.

    Attributes:
        value: The reading.
        expected: Numerator and positive denominator of the value that was expected.
        scale: Numerator and positive denominator of what 100 % is.
        side: 1 if more is better, -1 if less is.
    """

    value: Number
    expected: tuple[Number, Number]
    scale: tuple[Number, Number]
    side: int

    @property
    def expected_value(self) -> Number:
        """The value that was expected on the day of the reading, in the trajectory's unit."""
        return exact.div(*self.expected)

    @property
    def gap(self) -> Number | None:
        """How far ahead (positive) or behind (negative) it is, in percentage points of the scale."""
        scale = exact.div(*self.scale)
        if not scale:
            return None
        ahead = exact.mul(exact.sub(self.value, self.expected_value), exact.simplest(100 * self.side))
        return exact.div(ahead, scale)

    @property
    def ratio(self) -> Number | None:
        """The reading as a share of what was expected, in %; None where nothing was expected."""
        expected = self.expected_value
        return exact.mul(exact.div(self.value, expected), exact.simplest(100)) if expected else None


@attrs.frozen
class Judgement:
    """What an evaluator says.

    Attributes:
        status: The status.
        reason: Why.
        beside: What is listed beside it, never deciding.
        label: The method's own word for it, where it has one.
        score: The method's own score, where it has one.
        point: The reading that was judged.
        standing: Where it stands against the path.
        measures: Named numbers of the method's own, as pairs.
    """

    status: Status
    reason: Reason
    beside: tuple[Reason, ...] = ()
    label: str = ""
    score: Number | None = None
    point: Point | None = None
    standing: Standing | None = None
    measures: tuple[tuple[str, Number], ...] = ()


Evaluator: TypeAlias = Callable[[Trajectory], Judgement]
"""A pure function: equal trajectories, equal judgements."""


@attrs.frozen
class Fault:
    """What failed, and whose it is.

    Attributes:
        message: What happened, in one line.
        plugin: The name of the plugin.
        distribution: The distribution that it comes from, with its version.
        hook: What was called.
    """

    message: str
    plugin: str = ""
    distribution: str = ""
    hook: str = ""


@attrs.frozen
class Assessment:
    """A judgement with its target, its evidence and what an explanation needs.

    Attributes:
        target: The promise.
        as_of: The day of the judgement, inclusive.
        known: What became known later was not looked at.
        judgement: Status, reason and measures.
        trajectory: What was judged; None for composites and where a kind answered `Lacking`.
        lacking: What was lacking, if no goal could be formed.
        evaluator: The name of the method.
        parameters: Its parameters, as pairs of text.
        plugin: The plugin that the kind comes from, with its version; empty for a built-in one.
        parts: The assessments that a composite rolls up, with the member's or target's name.
        unnamed: How many members are still to name.
        stretch: The tier above, judged beside.
        fault: What failed, if the status is `error`.
    """

    target: Target
    as_of: dt.date
    known: dt.date
    judgement: Judgement
    trajectory: Trajectory | None = None
    lacking: Lacking | None = None
    evaluator: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    plugin: str = ""
    parts: tuple[tuple[str, "Assessment"], ...] = ()
    unnamed: int = 0
    stretch: "Assessment | None" = None
    fault: Fault | None = None

    @property
    def status(self) -> Status:
        """Where the promise stands."""
        return self.judgement.status

    @property
    def reason(self) -> Reason:
        """Why."""
        return self.judgement.reason

    @property
    def beside(self) -> tuple[Reason, ...]:
        """What is listed beside the verdict."""
        return self.judgement.beside

    @property
    def fragile(self) -> bool:
        """Whether the verdict would flip within the printed rounding."""
        return Reason.FRAGILE in self.judgement.beside

    @property
    def goal(self) -> Goal | None:
        """The numbers that keep the promise, in `unit`."""
        return self.trajectory.goal if self.trajectory else None

    @property
    def unit(self) -> str:
        """The unit of `required`, `attained` and `expected`."""
        return self.trajectory.unit if self.trajectory else ""

    @property
    def required(self) -> Number | None:
        """The figure to reach: the lower end of the goal, or the upper one if there is no lower."""
        return self.goal.edge if self.goal else None

    @property
    def point(self) -> Point | None:
        """The reading that was judged."""
        if self.judgement.point is not None:
            return self.judgement.point
        points = self.trajectory.points if self.trajectory else self.lacking.points if self.lacking else ()
        return points[-1] if points else None

    @property
    def attained(self) -> Value | None:
        """The value that was judged."""
        return self.point.value if self.point else None

    @property
    def evidence(self) -> tuple[Observation, ...]:
        """The very observations that the verdict rests on."""
        own = self.point.evidence if self.point else ()
        return own + tuple(ref for _, part in self.parts for ref in part.evidence)

    @property
    def completion(self) -> Number | None:
        """What is attained as a share of what is required, in % (完成率).

        None where that says nothing: without both figures, for a cap, for a vague reading, for a required figure
        that is not positive.
        """
        value, goal = self.attained, self.goal
        if value is None or isinstance(value, Interval) or goal is None or goal.side < 0 or goal.edge <= 0:
            return None
        return exact.mul(exact.div(value, goal.edge), exact.simplest(100))

    @property
    def progress(self) -> Number | None:
        """The share of the way from the start of the path to the goal that is covered, in %; None on a level path."""
        value, goal, path = self.attained, self.goal, self.trajectory.path if self.trajectory else None
        if value is None or goal is None or path is None or path.origin == "level" or isinstance(value, Interval):
            return None
        start = path.nodes[0][1]
        way = exact.sub(goal.edge, start)
        return exact.mul(exact.div(exact.sub(value, start), way), exact.simplest(100)) if way else None

    @property
    def calendar(self) -> Number | None:
        """The share of the span that had gone at the end of `as_of`, in % (时序进度).

        In whole months where the span begins and ends with a month, else in days. None for a composite.
        """
        t = self.trajectory
        if t is None or t.deadline is None:
            return None
        span = Period(min(t.opens, t.deadline), t.deadline)
        return exact.simplest(span.elapsed(self.as_of) * 100)

    @property
    def expected(self) -> Number | None:
        """The value that the path expects on the day of the reading, in `unit`."""
        return self.judgement.standing.expected_value if self.judgement.standing else None

    @property
    def gap(self) -> Number | None:
        """How far ahead (positive) or behind (negative) of the path the reading is, in percentage points."""
        return self.judgement.standing.gap if self.judgement.standing else None

    @property
    def pace(self) -> Number | None:
        """The reading as a share of what the path expects on its day, in %."""
        return self.judgement.standing.ratio if self.judgement.standing else None

    @property
    def run_rate(self) -> Number | None:
        """What is needed from now: `unit` per month (per day where the path counts days) up to the deadline.

        None where the promise is settled, is a cap, or no time is left.
        """
        t, value = self.trajectory, self.attained
        settled = self.status in (Status.ACHIEVED, Status.MISSED)
        if settled or t is None or t.path is None or t.goal is None or t.deadline is None or t.goal.side < 0:
            return None
        if value is None or isinstance(value, Interval) or self.point is None or t.path.origin == "level":
            return None
        left = elapsed(self.point.day, t.deadline, t.path.clock)
        missing = exact.sub(t.goal.edge, value)
        return exact.div(missing, exact.simplest(left)) if left > 0 and missing > 0 else None
