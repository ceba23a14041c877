"""What is promised: targets, their bounds and everything a promise may carry.

A `Bound` is a promise's threshold as it was written: bound words with figures, each a quantity, a reference to
another series, or open. A `Goal` is a bound with every figure settled: the set of numbers, in one unit, that keep
the promise. Kinds turn the one into the other; trajectories carry the other.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal, Self, TypeAlias

import attrs

from targetkit import exact
from targetkit.errors import QuantityError
from targetkit.exact import INFINITY, ZERO, Number
from targetkit.indicator import Baseline, Better, Indicator
from targetkit.interval import Interval, Truth, Value
from targetkit.language import Text
from targetkit.period import Period
from targetkit.units import Quantity, Unit

__all__ = [
    "BOUND_WORDS",
    "Bound",
    "Due",
    "Every",
    "Figure",
    "Goal",
    "Grade",
    "Group",
    "OpenFigure",
    "Reference",
    "Stage",
    "Stretch",
    "Target",
    "Word",
    "member_address",
]

Word: TypeAlias = Literal["at_least", "more_than", "at_most", "less_than", "about"]
BOUND_WORDS: Final[tuple[Word, ...]] = ("at_least", "more_than", "at_most", "less_than", "about")


class Grade(StrEnum):
    """How firmly something is promised."""

    EXPECTED = "expected"
    """预期, 预计, 计划."""
    COMMITTED = "committed"
    """确保."""
    ASPIRATIONAL = "aspirational"
    """力争, 争创."""


class Every(StrEnum):
    """The interval of a cadence."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@attrs.frozen
class Goal:
    """A bound with every figure settled: the numbers, in one unit, that keep the promise.

    Attributes:
        keeps: These numbers.
        lower_half: Half a unit of the printed precision of the lower end: a base printed as 0.48 blurs it.
        upper_half: The same for the upper end.
    """

    keeps: Interval
    lower_half: Number = ZERO
    upper_half: Number = ZERO

    @classmethod
    def of(cls, word: Word, figure: Number) -> Self:
        """From one bound word and its figure (`about` needs a tolerance: use an `Interval`)."""
        if word in ("at_least", "more_than"):
            return cls(Interval(figure, INFINITY, lo_open=word == "more_than"))
        return cls(Interval(-INFINITY, figure, hi_open=word == "less_than"))

    @property
    def side(self) -> int:
        """1 if only a lower end is given (more is better), -1 if only an upper one, 0 for a range."""
        keeps = self.keeps
        if keeps.hi == INFINITY:
            return 1
        return -1 if keeps.lo == -INFINITY else 0

    @property
    def edge(self) -> Number:
        """The end that is paced: the lower one, or the upper one if there is no lower."""
        keeps = self.keeps
        return keeps.hi if keeps.lo == -INFINITY else keeps.lo

    @property
    def half(self) -> Number:
        """Half a unit of the printed precision of `edge`."""
        return self.upper_half if self.keeps.lo == -INFINITY else self.lower_half

    def test(self, value: Value) -> Truth:
        """Whether the value keeps the promise; None if the value is an interval with numbers of both sorts."""
        if isinstance(value, Interval):
            return value.test(self.keeps)
        return value in self.keeps

    def test_rounded(self, value: Value, half: Number) -> Truth:
        """The same for a printed value that may be `half` higher or lower, against ends that are printed too."""
        low, high = (value.lo, value.hi) if isinstance(value, Interval) else (value, value)
        blur = exact.add(half, max(self.lower_half, self.upper_half))
        return Interval(exact.sub(low, blur), exact.add(high, blur)).test(self.keeps)

    def implies(self, other: "Goal") -> bool:
        """Whether no number keeps this goal and breaks the other."""
        return self.keeps.within(other.keeps)

    def mapped(self, factor: Number, shift: Number) -> "Goal":
        """The goal for `factor * x + shift`; the factor must not be zero."""
        keeps, half = self.keeps, exact.size(factor)
        lo, hi = (exact.add(exact.mul(end, factor), shift) for end in (keeps.lo, keeps.hi))
        lower, upper = exact.mul(half, self.lower_half), exact.mul(half, self.upper_half)
        if factor < 0:
            return Goal(Interval(hi, lo, keeps.hi_open, keeps.lo_open), upper, lower)
        return Goal(Interval(lo, hi, keeps.lo_open, keeps.hi_open), lower, upper)


@attrs.frozen
class Reference:
    """A figure that is another series' figure: the city's growth plus two points, the level of 2010.

    Attributes:
        of: The indicator referred to.
        period: Another period of it, if it is not the same as the target's.
        plus: What is added.
    """

    of: Indicator
    period: Period | None = None
    plus: Quantity | None = None


@attrs.frozen
class OpenFigure:
    """A figure that is set elsewhere, redacted or corrupt: the promise stands, its number does not yet.

    Attributes:
        why: The words of the plan.
    """

    why: str


Figure: TypeAlias = Quantity | Reference | OpenFigure


@attrs.frozen
class Bound:
    """The threshold of a promise as it is written.

    Attributes:
        words: Pairs of bound word and figure: one lower and/or one upper word, or `about` alone.
        tolerance: Of `about`.
        tolerance_assumed: Whether the tolerance is half a unit of the last printed digit, for want of a written one.
        figures: Its figures.
        reference: The reference in it, if it has one.
        is_open: Whether one of its figures is set elsewhere.
    """

    words: tuple[tuple[Word, Figure], ...]
    tolerance: Quantity | None = None
    tolerance_assumed: bool = False
    figures: tuple[Figure, ...] = attrs.field(init=False, eq=False, repr=False)
    reference: Reference | None = attrs.field(init=False, eq=False, repr=False)
    is_open: bool = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Look once at what is asked often."""
        figures = tuple(figure for _, figure in self.words)
        object.__setattr__(self, "figures", figures)
        object.__setattr__(self, "reference", next((f for f in figures if isinstance(f, Reference)), None))
        object.__setattr__(self, "is_open", any(isinstance(f, OpenFigure) for f in figures))

    def implies(self, other: "Bound", *, better: Better = Better.HIGHER) -> Truth:
        """Whether whatever keeps this bound keeps the other; None if figures are open or refer to other series.

        Raises:
            UnitError: The figures have units of different dimensions.
        """
        if self == other:
            return True
        unit = next((f.unit for f in self.figures if isinstance(f, Quantity)), None)
        goals = [bound.goal(better, unit=unit) for bound in (self, other)]
        mine, theirs = goals
        return None if mine is None or theirs is None else mine.implies(theirs)

    def goal(self, better: Better, *, unit: Unit | None = None) -> Goal | None:
        """The numbers that keep it; None unless all its figures are quantities.

        Args:
            better: On which side `about` may fall short: the bad one; both if `neither`.
            unit: The unit of the numbers; None for the unit in which the figures are written.

        Raises:
            UnitError: A figure does not fit the unit.
        """
        ends: dict[Word, Number] = {}
        for word, figure in self.words:
            if not isinstance(figure, Quantity):
                return None
            ends[word] = in_unit(figure, unit)
        return goal_of(ends, better, in_unit(self.tolerance, unit) if self.tolerance else ZERO)


def in_unit(quantity: Quantity, unit: Unit | None) -> Number:
    """The number of a plain quantity in a unit.

    Percentage points count in the unit of a share, where they are what is added to it.

    Raises:
        UnitError: The units do not fit.
        QuantityError: The quantity is vague.
    """
    value = quantity.value
    if unit is not None and quantity.unit != unit:
        added = unit.sort == "share" and quantity.unit.sort == "point"
        value = value if added and unit.name == "%" else quantity.unit.convert(value, unit)
    if isinstance(value, Interval):
        message = f"{quantity.text} is vague: a bound needs a plain figure"
        raise QuantityError(message)
    return value


def goal_of(ends: Mapping[Word, Number], better: Better, tolerance: Number, *, half: Number = ZERO) -> Goal:
    """The goal of bound words with numbers, such as `{"at_least": Decimal(27)}`.

    Args:
        ends: The numbers.
        better: On which side `about` may fall short.
        tolerance: Of `about`.
        half: Half a unit of the printed precision of the ends, where they come from a printed reading.
    """
    if "about" in ends:
        middle = ends["about"]
        low = exact.sub(middle, tolerance) if better is not Better.LOWER else -INFINITY
        high = exact.add(middle, tolerance) if better is not Better.HIGHER else INFINITY
        return Goal(Interval(low, high), half, half)
    low = ends.get("at_least", ends.get("more_than", -INFINITY))
    high = ends.get("at_most", ends.get("less_than", INFINITY))
    return Goal(Interval(low, high, "more_than" in ends, "less_than" in ends), half, half)


@attrs.frozen
class Due:
    """By when: a day, or a range of days. Both inclusive.

    Attributes:
        until: The deadline.
        since: The first day of a range; from then on the promise is at risk at best.
    """

    until: dt.date
    since: dt.date | None = None

    def __str__(self) -> str:
        """As in a plan file."""
        return f"{self.since}..{self.until}" if self.since else str(self.until)


@attrs.frozen
class Group:
    """Who "each" is.

    Attributes:
        members: Those who are named.
        count: How many there are, if the plan says; more than are named means that some are still to name.
        id: Its name in the plan; empty for a list written in the target.
        title: What people call it.
        ledger: The ledger whose rows are the members, if it is one.
    """

    members: tuple[str, ...] = ()
    count: int | None = None
    id: str = ""
    title: Text = Text(())
    ledger: str = ""

    @property
    def unnamed(self) -> int:
        """How many members are still to name."""
        return max(0, (self.count or 0) - len(self.members))


@attrs.frozen
class Stage:
    """A step of a milestone.

    Attributes:
        id: Its name.
        title: What people call it.
        due: The planned day, if there is one.
        weight: Its share of the whole, as a number relative to the other stages' weights.
        takes: How long it takes, for the backward schedule.
    """

    id: str
    title: Text
    due: dt.date | None = None
    weight: Number = exact.simplest(1)
    takes: Quantity | None = None


@attrs.frozen
class Stretch:
    """A tier above the promise (力争 above 确保): judged and shown beside it, never deciding.

    Attributes:
        bound: The bound of the tier.
        kind: Its kind, if it is not the target's.
        quote: The words of the source.
        assumed: The keys that the text does not say.
    """

    bound: Bound
    kind: str = ""
    quote: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@attrs.frozen
class Bonus:
    """Extra points beyond a figure; read and kept, scored with the ratings.

    Attributes:
        points: How many points.
        every: For each so much.
        of: The indicator that is counted.
        beyond: From where on.
        at_most: The cap.
        once_per: The ledger field that counts once.
    """

    points: str = ""
    every: str = ""
    of: str = ""
    beyond: str = ""
    at_most: str = ""
    once_per: str = ""


@attrs.frozen
class Target:
    """One promise: a bound on an indicator (or a done state) over a period.

    The attributes are the keys of the plan file, with what is inherited filled in. Days and periods are
    inclusive at both ends.

    Attributes:
        id: Its name, unique in the plan.
        kind: The sort of promise, such as `growth`; a plugin's is `namespace.name`.
        period: The period over which the value is taken.
        due: By when; None for the end of the period.
        indicator: What is measured, for every kind that has a bound.
        bound: The threshold as written.
        stretch: A tier above it.
        baseline: What a change is measured from, where the plan says more than the default.
        throughout: Whether it must hold at every reading up to the end.
        since: The day from which the value accumulates, if not from the start of the period.
        checkpoints: The office's own expected path: period and the total by its end.
        each: The members for each of which the bound is promised.
        slice: The one member that this promise is for (`for` in a plan file).
        including: Named ones that must be among the counted.
        after: The target or event that it waits for.
        stages: The steps of a milestone.
        evidence: What shows that a milestone is reached.
        every: The interval of a cadence.
        day: The day of the interval's last month by which it is due; None for the last.
        parts: The ids of the targets that a composite rolls up.
        grade: How firmly it is promised; None if the text has no such word.
        yields_to: The target to which it gives way; it is judged and listed, and left out of totals.
        owner: Who leads.
        support: Who supports.
        rating: The name of the rating that judges it; empty for the default.
        weight: Its weight in scores, as written.
        bonus: Extra points.
        quote: The words of the source, letter for letter.
        lead: Governing words that stand earlier in the source.
        title: What people call it.
        label: The number printed in the source.
        note: Free text.
        assumed: The keys that the text does not say.
        parameters: What a plugin's kind is given, as written.
        section: The ids of the sections that it stands in, outermost first.
    """

    id: str
    kind: str
    period: Period
    title: Text
    due: Due | None = None
    indicator: Indicator | None = None
    bound: Bound | None = None
    stretch: Stretch | None = None
    baseline: Baseline | None = None
    throughout: bool = False
    since: dt.date | None = None
    checkpoints: tuple[tuple[Period, Quantity], ...] = ()
    each: Group | None = None
    slice: str = ""
    including: tuple[str, ...] = ()
    after: str = ""
    stages: tuple[Stage, ...] = ()
    evidence: str = ""
    every: Every | None = None
    day: int | None = None
    parts: tuple[str, ...] = ()
    grade: Grade | None = None
    yields_to: str = ""
    owner: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    rating: str = ""
    weight: str = ""
    bonus: tuple[Bonus, ...] = ()
    quote: tuple[str, ...] = ()
    lead: str = ""
    label: str = ""
    note: str = ""
    assumed: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    section: tuple[str, ...] = ()

    @property
    def opens(self) -> dt.date:
        """The first day of the span over which the value is taken."""
        return self.since or self.period.start

    @property
    def deadline(self) -> dt.date:
        """The last day on which the promise can be kept."""
        if self.throughout:
            return self.period.end
        return self.due.until if self.due else self.period.end

    @property
    def better(self) -> Better:
        """Which way is good: a decline is better the larger it is, everything else as its indicator says."""
        if self.indicator is None:
            return Better.HIGHER
        if self.kind == "decline" and self.indicator.better is not Better.NEITHER:
            return Better.HIGHER
        return self.indicator.better

    @property
    def address(self) -> str:
        """Under which name its readings stand in the book."""
        name = self.indicator.id if self.indicator else self.id
        return member_address(name, self.slice)


def member_address(name: str, member: str) -> str:
    """Under which name one member's readings stand in the book: `roads@文慧路`."""
    return f"{name}@{member}" if member else name
