"""Thresholds of methods: a figure in percentage points, or a ratio in %."""

from decimal import Decimal
from typing import Literal

import attrs

from targetkit import exact
from targetkit.assessment import Standing
from targetkit.errors import QuantityError
from targetkit.exact import Number
from targetkit.interval import Interval
from targetkit.units import Quantity, builtin

__all__ = ["Threshold", "points", "ratio", "threshold"]

_HUNDRED = exact.simplest(100)


@attrs.frozen
class Threshold:
    """Where a status begins.

    Attributes:
        figure: The number.
        scale: `points` for percentage points of the goal, `ratio` for % of what was expected.
    """

    figure: Number
    scale: Literal["points", "ratio", "threshold"] = "points"

    def margin(self, s: Standing) -> tuple[Number, Number]:
        """How far a reading is beyond the threshold on its good side (negative: short of it), and by what per unit.

        Both are times the same positive numbers, so that nothing is divided: the sign of the first says whether the
        threshold is reached, and a reading that were one unit better would have the second more.

        With less being better, a ratio of 80% means at most 20 % above what was expected.
        """
        expected, per = s.expected
        ahead = exact.sub(exact.mul(s.value, per), expected)  # times `per`
        if s.side < 0:
            ahead = exact.neg(ahead)
        weight = exact.mul(per, _HUNDRED)
        ahead = exact.mul(ahead, _HUNDRED)
        if self.scale == "ratio":
            return exact.sub(ahead, exact.mul(exact.sub(self.figure, _HUNDRED), exact.size(expected))), weight
        scale, scale_per = s.scale
        if scale_per != 1:
            ahead, weight = exact.mul(ahead, scale_per), exact.mul(weight, scale_per)
        if self.figure:
            ahead = exact.sub(ahead, exact.mul(exact.mul(self.figure, scale), per))
        return ahead, weight

    def reached_by(self, s: Standing) -> bool:
        """Whether a reading is on the threshold or on its good side."""
        return self.margin(s)[0] >= 0

    def __str__(self) -> str:
        """As it is written in a plan."""
        return f"{self.figure} 百分点" if self.scale == "points" else f"{self.figure}%"


def threshold(given: Threshold | Quantity | str) -> Threshold:
    """A threshold from `-10 百分点` or `80%`.

    Raises:
        QuantityError: It is in neither percentage points nor %, or vague.
    """
    if isinstance(given, Threshold):
        return given
    quantity = builtin().quantity(given) if isinstance(given, str) else given
    sort = quantity.unit.sort
    if isinstance(quantity.value, Interval) or sort not in ("point", "share"):
        message = f"{quantity.text} is no threshold: expected percentage points (-10 百分点) or a ratio (80%)"
        raise QuantityError(message)
    return Threshold(quantity.value, "points" if sort == "point" else "ratio")


def points(figure: str) -> Threshold:
    """A threshold in percentage points."""
    return Threshold(Decimal(figure))


def ratio(figure: str) -> Threshold:
    """A threshold in % of what was expected."""
    return Threshold(Decimal(figure), "ratio")
