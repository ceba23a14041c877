"""What was promised and what was seen of it by a date: the one shape that every kind of promise takes.

A kind makes a `Trajectory` (or says what is `Lacking`), an evaluator judges it. Everything in a trajectory is cut
at its `as_of`; an evaluator reads nothing else.
"""

import datetime as dt
from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Literal, TypeAlias

import attrs

from targetkit import exact
from targetkit.book import Book, Observation
from targetkit.exact import ZERO, Number
from targetkit.indicator import Better
from targetkit.interval import ALL, Interval, Value
from targetkit.language import Text
from targetkit.period import is_month_end
from targetkit.status import Reason, Status
from targetkit.target import Goal, Target
from targetkit.units import Sort

__all__ = ["Between", "Clock", "Drift", "Kind", "Lacking", "Origin", "Path", "Point", "Trajectory", "line", "rebase"]


class Drift(Enum):
    """Which way a value can still move, revisions aside."""

    UP = 1
    """A running total that cannot fall, the completion of a milestone, the worst so far of a cap."""
    DOWN = -1
    """The worst so far of a floor, a remainder that only shrinks."""
    ANY = 0
    """A level, a rate, a net total."""


class Clock(StrEnum):
    """In which units a path counts time."""

    MONTHS = "months"
    """Whole months; only where both ends are month ends."""
    DAYS = "days"
    YEARS = "years"


Between: TypeAlias = Literal["line", "step", "unknown"]
Origin: TypeAlias = Literal["line", "level", "checkpoints", "profile", "step"]


@attrs.frozen
class Point:
    """One value of a trajectory.

    Attributes:
        day: The END of what the reading covers; unique in a trajectory.
        value: The value that decides.
        half: Half a unit of its printed precision, in the same unit; only `fragile` uses it.
        evidence: The observations that it comes from.
    """

    day: dt.date
    value: Value
    half: Number = ZERO
    evidence: tuple[Observation, ...] = ()

    @property
    def within(self) -> Interval | None:
        """The printed rounding of the value, or None if it is exact or vague."""
        if not self.half or isinstance(self.value, Interval):
            return None
        return Interval(exact.sub(self.value, self.half), exact.add(self.value, self.half))


def elapsed(start: dt.date, end: dt.date, clock: Clock) -> int:
    """Whole units of the clock from the end of one day to the end of another, not before it.

    A month is gone at the end of its last day: from 31 January to 28 February 2023 one month has gone, to the
    27th none.
    """
    if clock is Clock.DAYS:
        return (end - start).days
    months = (end.year - start.year) * 12 + end.month - start.month
    if not is_month_end(end) and (end.day < start.day or is_month_end(start)):
        months -= 1
    return months if clock is Clock.MONTHS else months // 12


@attrs.frozen
class Path:
    """The values that are expected on the way.

    Attributes:
        nodes: Days and values. The first is the start, the last the goal at the deadline; one node is a level.
        clock: How time is counted between nodes.
        between: What holds between two nodes: a straight line, the earlier node's value, or nothing known.
        origin: Where it comes from; `profile` is last year's own course.
    """

    nodes: tuple[tuple[dt.date, Number], ...]
    clock: Clock = Clock.DAYS
    between: Between = "line"
    origin: Origin = "line"

    def parts(self, day: dt.date) -> tuple[Number, Number] | None:
        """The value at the end of a day as a numerator and a positive denominator, so that nothing is divided.

        At a kink the later segment counts; before the first node and after the last their values hold. None where
        the path has no value.
        """
        nodes = self.nodes
        last = nodes[-1]
        if day >= last[0]:
            return last[1], _ONE
        before = nodes[0]
        if day <= before[0]:
            return before[1], _ONE
        after = last
        for node in nodes:
            if node[0] > day:
                after = node
                break
            before = node
        if before[0] == day or self.between == "step":
            return before[1], _ONE
        if self.between == "unknown":
            return None
        length = elapsed(before[0], after[0], self.clock)
        gone = elapsed(before[0], day, self.clock)
        if length <= 0:
            return before[1], _ONE
        whole = exact.simplest(length)
        rise = exact.mul(exact.sub(after[1], before[1]), exact.simplest(gone))
        return exact.add(exact.mul(before[1], whole), rise), whole

    def at(self, day: dt.date) -> Number | None:
        """The expected value at the end of a day, or None where the path has no value."""
        found = self.parts(day)
        return None if found is None else exact.div(*found)

    def clock_at(self, day: dt.date) -> int:
        """Whole units of the clock from the start to the end of a day, clamped to the path."""
        first, last = self.nodes[0][0], self.nodes[-1][0]
        return elapsed(first, min(max(day, first), last), self.clock)

    def when(self, value: Number) -> Number | None:
        """The time at which the path reaches a value, in units of the clock since the start.

        The inverse of `at` (earned schedule; how late or early a value is). None where the path never has the
        value, or has it over a stretch, and where it is not known between its nodes.
        """
        first = self.nodes[0][0]
        if self.between == "unknown":
            return None
        for (day, low), (later, high) in zip(self.nodes, self.nodes[1:], strict=False):
            if low == high or not min(low, high) <= value <= max(low, high):
                continue
            begun = exact.simplest(elapsed(first, day, self.clock))
            if self.between == "step":
                return begun if value == low else exact.simplest(elapsed(first, later, self.clock))
            share = exact.div(exact.sub(value, low), exact.sub(high, low))
            return exact.add(begun, exact.mul(share, exact.simplest(elapsed(day, later, self.clock))))
        return None


_ONE = exact.simplest(1)


def line(
    start: tuple[dt.date, Number],
    end: tuple[dt.date, Number],
    *,
    clock: Clock = Clock.MONTHS,
    via: tuple[tuple[dt.date, Number], ...] = (),
    origin: Origin = "line",
) -> Path:
    """A straight (or, with `via`, piecewise) path; whole months fall back to days unless all nodes are month ends."""
    nodes = (start, *via, end)
    if clock is Clock.MONTHS and not all(is_month_end(day) for day, _ in nodes):
        clock = Clock.DAYS
    return Path(nodes, clock, "line", origin)


@attrs.frozen
class Trajectory:
    """What was promised and what was seen of it BY `as_of`. Everything in it is cut at `as_of`.

    Attributes:
        as_of: The day of the judgement, inclusive.
        unit: The unit of all its values, as text.
        opens: The first day of the span.
        deadline: The last day, inclusive; None for a trend.
        better: Which way is good; read only where the goal has no side.
        drift: Which way the value can still move.
        due_from: The first day of a due range; from then on at risk at best.
        start: Where the value started, if it is known: the baseline.
        goal: The values that keep the promise. None means a trend without a target and nothing else.
        path: The values expected on the way.
        others: Other paths that the kind can offer, such as last year's profile.
        scale: What 100 % is on a day when a gap is given in points; None for |goal - start|, or |goal| if that is 0.
        span: All values that can occur.
        points: What was seen, by day.
        withheld: Why the verdict is withheld although the arithmetic can be done.
        beside: What is listed beside the verdict.
    """

    as_of: dt.date
    unit: str
    opens: dt.date
    deadline: dt.date | None = None
    better: Better = Better.HIGHER
    drift: Drift = Drift.ANY
    due_from: dt.date | None = None
    start: Point | None = None
    goal: Goal | None = None
    path: Path | None = None
    others: tuple[Path, ...] = ()
    scale: Path | None = None
    span: Interval = ALL
    points: tuple[Point, ...] = ()
    withheld: Reason | None = None
    beside: tuple[Reason, ...] = ()


@attrs.frozen
class Lacking:
    """What a kind answers instead of a trajectory: no goal can be formed.

    Attributes:
        status: `no_data`, `indeterminate` or `not_due`.
        reason: Why.
        points: What was seen nevertheless.
        detail: What is lacking, in the plan's own words.
    """

    status: Status
    reason: Reason
    points: tuple[Point, ...] = ()
    detail: str = ""


@attrs.frozen
class Kind:
    """A sort of promise: how it turns a target and a book into a trajectory, and which keys it understands.

    Attributes:
        trajectory: From a target, a book as known on a day, and the day of the judgement. Composites have none.
        title: What people call it.
        bounded: Whether it needs an indicator and a bound.
        sorts: The sorts of units that its indicator may have; empty for any, and for none at all.
        requires: Keys of a target that it needs besides.
        refuses: Keys of a target that make no sense with it.
        composite: Whether it rolls up other targets.
    """

    trajectory: Callable[[Target, Book, dt.date], Trajectory | Lacking] | None = None
    title: Text = Text(())
    bounded: bool = True
    sorts: tuple[Sort, ...] = ()
    requires: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    composite: bool = False


def rebase(trajectory: Trajectory, year: int, policy: Literal["next", "nearest"]) -> Trajectory:
    """The same trajectory, started from the reading of a base year.

    Args:
        trajectory: With the start, if it has one, among the candidates.
        year: The base year that is wanted.
        policy: Without a reading in that year: the first later one (`next`), or the nearest, the earlier of two
            equally near ones (`nearest`).

    Returns:
        The trajectory with that start and only the points after it; without a start if no reading fits.
    """
    seen = sorted({p.day: p for p in (*((trajectory.start,) if trajectory.start else ()), *trajectory.points)}.items())
    points = [point for _, point in seen]
    if policy == "next":
        points = [p for p in points if p.day.year >= year]
    start = min(points, key=lambda p: (abs(p.day.year - year), p.day), default=None)
    after = tuple(p for _, p in seen if start is None or p.day > start.day)
    return attrs.evolve(trajectory, start=start, points=after)
