"""Intervals with open or closed ends, and the logic of what they leave open.

A vague reading (300余, 约6) and a printed figure's rounding are intervals; so is the set of values that keep a
promise. A question about an interval is answered `True`, `False` or `None`, which means *unknown*: the interval
holds values of both sorts. Answers combine by Kleene's strong logic.

The order relations follow IEEE 1788 (interval arithmetic), extended by open ends.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

import attrs

from targetkit import exact
from targetkit.exact import INFINITY, Number

__all__ = [
    "ALL",
    "NOT_NEGATIVE",
    "SHARE",
    "Interval",
    "Truth",
    "Value",
    "all_true",
    "any_true",
    "either",
    "hull",
    "negation",
]

Truth: TypeAlias = bool | None


@attrs.frozen
class Interval:
    """All numbers from `lo` to `hi`.

    Attributes:
        lo: The lower end, or minus infinity.
        hi: The upper end, or infinity.
        lo_open: Whether `lo` itself is left out. An infinite end is always open and never marked.
        hi_open: Whether `hi` itself is left out.

    Raises:
        ValueError: The interval holds no number.
    """

    lo: Number
    hi: Number
    lo_open: bool = False
    hi_open: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse an empty interval; take the marks from infinite ends, so that equal sets are equal."""
        if self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open)):
            message = f"an interval from {exact.as_text(self.lo)} to {exact.as_text(self.hi)} holds no number"
            raise ValueError(message)
        if self.lo_open and self.lo == -INFINITY:
            object.__setattr__(self, "lo_open", False)
        if self.hi_open and self.hi == INFINITY:
            object.__setattr__(self, "hi_open", False)

    def __contains__(self, x: Number) -> bool:
        """Whether the number lies in the interval."""
        above = x > self.lo or (x == self.lo and not self.lo_open)
        return above and (x < self.hi or (x == self.hi and not self.hi_open))

    def within(self, other: "Interval") -> bool:
        """Whether every number of this interval lies in `other`."""
        low = self.lo > other.lo or (self.lo == other.lo and (self.lo_open or not other.lo_open))
        return low and (self.hi < other.hi or (self.hi == other.hi and (self.hi_open or not other.hi_open)))

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a number in common."""
        return not (self.precedes(other) or other.precedes(self))

    def precedes(self, other: "Interval") -> bool:
        """Whether every number of this interval is below every number of `other`."""
        return self.hi < other.lo or (self.hi == other.lo and (self.hi_open or other.lo_open))

    def test(self, keeps: "Interval") -> Truth:
        """Whether the number that this interval stands for lies in `keeps`; None if it cannot be known."""
        if self.within(keeps):
            return True
        return None if self.meets(keeps) else False

    def negated(self) -> "Interval":
        """The interval of `-x`."""
        return Interval(exact.neg(self.hi), exact.neg(self.lo), self.hi_open, self.lo_open)

    def plus(self, other: "Value") -> "Interval":
        """The interval of `x + y`."""
        o = as_interval(other)
        return Interval(
            exact.add(self.lo, o.lo), exact.add(self.hi, o.hi), self.lo_open or o.lo_open, self.hi_open or o.hi_open
        )

    def times(self, factor: Number) -> "Interval":
        """The interval of `factor * x`; the factor must not be zero."""
        if factor < 0:
            return self.negated().times(exact.neg(factor))
        return Interval(exact.mul(self.lo, factor), exact.mul(self.hi, factor), self.lo_open, self.hi_open)

    def __str__(self) -> str:
        """In the usual notation, such as `(300, 400)` or `[0, ∞)`."""
        left = "(" if self.lo_open or self.lo == -INFINITY else "["
        right = ")" if self.hi_open or self.hi == INFINITY else "]"
        return f"{left}{exact.as_text(self.lo)}, {exact.as_text(self.hi)}{right}"


Value: TypeAlias = Decimal | Fraction | Interval

ALL: Final = Interval(-INFINITY, INFINITY)
NOT_NEGATIVE: Final = Interval(Decimal(0), INFINITY)
SHARE: Final = Interval(Decimal(0), Decimal(1))


def as_interval(x: Value) -> Interval:
    """The value as an interval: a number becomes the interval that holds it alone."""
    return x if isinstance(x, Interval) else Interval(x, x)


def hull(values: Iterable[Value]) -> Interval:
    """The smallest interval that holds all the values, of which there must be one."""
    parts = [as_interval(v) for v in values]
    low = min(parts, key=lambda i: (i.lo, i.lo_open))
    high = max(parts, key=lambda i: (i.hi, not i.hi_open))
    return Interval(low.lo, high.hi, low.lo_open, high.hi_open)


def negation(a: Truth) -> Truth:
    """Kleene's *not*."""
    return None if a is None else not a


def all_true(answers: Iterable[Truth]) -> Truth:
    """Kleene's *and*: false if one is false, else unknown if one is unknown, else true."""
    seen = list(answers)
    return False if False in seen else (None if None in seen else True)


def any_true(answers: Iterable[Truth]) -> Truth:
    """Kleene's *or*: true if one is true, else unknown if one is unknown, else false."""
    seen = list(answers)
    return True if True in seen else (None if None in seen else False)


def either(a: Truth, b: Truth) -> Truth:
    """Kleene's exclusive *or*: unknown as soon as one is unknown."""
    return None if a is None or b is None else a is not b
