"""Hypothesis strategies for numbers, intervals, goals, paths and trajectories.

They draw from few days and few numbers, so that ties, equal ends and readings on the deadline are likely.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import attrs
from hypothesis import strategies as st

from targetkit import exact
from targetkit.exact import INFINITY, ZERO, Number
from targetkit.indicator import Better
from targetkit.interval import ALL, NOT_NEGATIVE, Interval, Value
from targetkit.status import Reason
from targetkit.target import Goal
from targetkit.trajectory import Clock, Drift, Path, Point, Trajectory, line

EVE = dt.date(2022, 12, 31)
OPENS = dt.date(2023, 1, 1)
MONTH_ENDS = [dt.date(2023, 1, 31), dt.date(2023, 2, 28), dt.date(2023, 5, 31), dt.date(2023, 6, 30)]
DEADLINES = [dt.date(2023, 6, 30), dt.date(2023, 6, 15), dt.date(2023, 5, 31)]
DAYS = sorted({OPENS, *MONTH_ENDS, *DEADLINES, dt.date(2023, 6, 29), dt.date(2023, 7, 1), dt.date(2023, 7, 31)})

INTEGERS: list[Number] = [Decimal(n) for n in range(5)]
NUMBERS: list[Number] = [*INTEGERS, Decimal(-1), Decimal("0.5"), Decimal("2.50"), Fraction(1, 3), Fraction(7, 3)]
SPANS = [ALL, NOT_NEGATIVE, Interval(ZERO, Decimal(3)), Interval(Decimal(-1), Decimal(4))]
FACTORS: list[Number] = [Decimal(10000), Decimal("0.0001"), Decimal("0.7"), Fraction(1, 15), Fraction(15), Decimal(3)]

days = st.sampled_from(DAYS)
integers = st.sampled_from(INTEGERS)
numbers = st.sampled_from(NUMBERS)
halves = st.sampled_from([ZERO, ZERO, Decimal("0.5"), Decimal("0.05")])
factors = st.sampled_from(FACTORS)


@st.composite
def intervals(draw: st.DrawFn, *, endless: bool = True) -> Interval:
    """An interval, often of one number, with open or closed ends, now and then without end."""
    a, b = sorted((draw(numbers), draw(numbers)))
    if endless and draw(st.integers(0, 3)) == 0:
        a = -INFINITY if draw(st.booleans()) else a
        b = INFINITY if draw(st.booleans()) else b
    return Interval(a, b) if a == b else Interval(a, b, draw(st.booleans()), draw(st.booleans()))


values: st.SearchStrategy[Value] = st.one_of(numbers, numbers, numbers, intervals(endless=False))
one_sided = st.builds(Goal.of, st.sampled_from(["at_least", "more_than", "at_most", "less_than"]), numbers)
goals = st.one_of(one_sided, one_sided, intervals(endless=False).map(Goal))


@st.composite
def lines(draw: st.DrawFn, *, end: Number | None = None, deadline: dt.date | None = None) -> Path:
    """A straight or piecewise path of months or days from the eve of the span."""
    last = draw(st.sampled_from(DEADLINES)) if deadline is None else deadline
    between = draw(st.lists(st.sampled_from(MONTH_ENDS), unique=True, max_size=2).map(sorted))
    via = tuple((day, draw(numbers)) for day in between if day < last)
    clock = draw(st.sampled_from([Clock.MONTHS, Clock.DAYS]))
    return line((EVE, draw(integers)), (last, draw(numbers) if end is None else end), clock=clock, via=via)


@st.composite
def paths(draw: st.DrawFn, *, end: Number, deadline: dt.date) -> Path:
    """A path of any sort to a goal."""
    sort = draw(st.sampled_from(["line", "line", "level", "step", "unknown"]))
    if sort == "level":
        return Path(((deadline, end),), Clock.DAYS, "line", "level")
    path = draw(lines(end=end, deadline=deadline))
    if sort == "line":
        return path
    return attrs.evolve(path, between=sort, origin="step" if sort == "step" else "profile")


@st.composite
def points(draw: st.DrawFn, *, of: st.SearchStrategy[Value] = values) -> tuple[Point, ...]:
    """Readings on some of the days."""
    seen = draw(st.integers(0, 4).flatmap(lambda least: st.lists(days, unique=True, min_size=least, max_size=5)))
    return tuple(Point(day, draw(of), draw(halves)) for day in sorted(seen))


def _end(value: Value) -> Number:
    return value.lo if isinstance(value, Interval) else value


@st.composite
def trajectories(
    draw: st.DrawFn,
    *,
    of: st.SearchStrategy[Value] = values,
    goal: st.SearchStrategy[Goal] = goals,
    cut: bool = True,
) -> Trajectory:
    """A promise for the first half of a year, and what was seen of it by a day.

    Args:
        draw: Hypothesis's own.
        of: The values of its readings.
        goal: Its goal.
        cut: Whether readings after `as_of` are cut off, as a kind does.
    """
    deadline, promised = draw(st.sampled_from(DEADLINES)), draw(goal)
    as_of = draw(st.sampled_from([EVE, *DAYS]))
    seen, drift = draw(points(of=of)), draw(st.sampled_from(Drift))
    if drift is not Drift.ANY and draw(st.integers(0, 4)):  # mostly, the drift is respected
        ordered = sorted((p.value for p in seen), key=_end, reverse=drift is Drift.DOWN)
        seen = tuple(attrs.evolve(p, value=value) for p, value in zip(seen, ordered, strict=True))
    return Trajectory(
        as_of=as_of,
        unit="项",
        opens=OPENS,
        deadline=deadline,
        better=draw(st.sampled_from(Better)),
        drift=drift,
        due_from=draw(st.sampled_from([None, None, dt.date(2023, 5, 31)])),
        start=Point(EVE, draw(integers)) if draw(st.booleans()) else None,
        goal=promised,
        path=draw(paths(end=promised.edge, deadline=deadline)),
        scale=draw(st.sampled_from([None, None, Path(((deadline, Decimal(4)),))])),
        span=draw(st.sampled_from(SPANS)),
        points=tuple(p for p in seen if p.day <= as_of) if cut else seen,
        withheld=draw(st.sampled_from([None] * 9 + [Reason.BASIS_MISMATCH])),
    )


def probes(*some: Interval) -> list[Number]:
    """Numbers of every sort that intervals can tell apart: their ends, what lies between and what lies beyond."""
    ends = sorted({e for i in some for e in (i.lo, i.hi) if exact.size(e) != INFINITY})
    if not ends:
        return [ZERO]
    middles = [exact.div(exact.add(a, b), Decimal(2)) for a, b in pairwise(ends)]
    return [exact.sub(ends[0], Decimal(1)), *ends, *middles, exact.add(ends[-1], Decimal(1))]
