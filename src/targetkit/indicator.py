"""What is measured: indicators, their printed readings, and the baseline that a change is measured from."""

from enum import StrEnum

import attrs

from targetkit.language import Text
from targetkit.period import Period
from targetkit.units import Quantity, Unit

__all__ = [
    "Baseline",
    "Basis",
    "Better",
    "Condition",
    "Derivation",
    "Finality",
    "Indicator",
    "Match",
    "Measure",
    "Reading",
]


class Measure(StrEnum):
    """How the values of an indicator behave over time."""

    FLOW = "flow"
    """Adds up over time: output, signings, area sold."""
    STOCK = "stock"
    """A level on a day: firms on the register, a rank."""
    RATE = "rate"
    """Neither: a ratio, a share, a value per unit."""


class Better(StrEnum):
    """Which way is good; it decides on which side `about` may fall short."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Basis(StrEnum):
    """The price basis of an indicator; values on different bases are never compared."""

    NOMINAL = "nominal"
    """Current prices, 现价."""
    REAL = "real"
    """Constant prices, 可比价 or 不变价."""
    COMPARABLE = "comparable"
    """Like for like, 同口径."""


class Match(StrEnum):
    """How well a baseline fits what is promised."""

    EXACT = "exact"
    """The indicator's own reading."""
    PROXY = "proxy"
    """Another indicator that stands in for it: the verdict is given and says so."""
    MISMATCH = "mismatch"
    """Another thing: the arithmetic is shown and the verdict withheld."""
    NONE = "none"
    """There is no baseline reading."""


class Finality(StrEnum):
    """Whether a reading may still be revised by its publisher."""

    PROVISIONAL = "provisional"
    FINAL = "final"


@attrs.frozen
class Reading:
    """What the plan's own document prints of an indicator for one period.

    Attributes:
        period: The period that it covers; both ends inclusive.
        value: The figure with its unit, if one is printed.
        growth: The printed rate of growth over a year earlier, if one is printed.
        status: Provisional or final, if the document says.
        quote: The words of the document.
        note: Free text.
    """

    period: Period
    value: Quantity | None = None
    growth: Quantity | None = None
    status: Finality | None = None
    quote: str = ""
    note: str = ""


@attrs.frozen
class Condition:
    """What a field of a ledger row must be. All parts that are given must hold.

    Attributes:
        equals: The row's value is one of these.
        excludes: The row's value is none of these.
        bounds: Pairs of a bound word and a figure as written, such as `("at_least", "30 亿元")`.
        filled: Whether the field must be filled (or must not be).
    """

    equals: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    bounds: tuple[tuple[str, str], ...] = ()
    filled: bool | None = None


@attrs.frozen
class Derivation:
    """How an indicator is derived (`from` in a plan file).

    Attributes:
        form: `count`, `total`, `ratio`, `sum`, `part_of` or `formula`.
        inputs: The ledger (count), `ledger.field` (total), or the indicators it is made of.
        dated: The ledger field that says when a row counts.
        where: The rows that count, by ledger field.
        panel: `current` or `fixed`: which population a ratio is over.
        parameters: What a plugin's formula is given, as written.
    """

    form: str
    inputs: tuple[str, ...]
    dated: str = ""
    where: tuple[tuple[str, Condition], ...] = ()
    panel: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Indicator:
    """What is measured.

    Attributes:
        id: Its name in the plan and in the book.
        title: What people call it.
        measure: Whether values add up over time, are levels, or neither.
        unit: The unit in which everything about it is kept; None if only growth in % is ever promised.
        better: Which way is good.
        basis: The price basis; None if unknown.
        scope: Who and what is counted (口径), the peers of a rank, whose total.
        aliases: Other names, for matching and drafting.
        readings: What the plan's own document prints, by period.
        derivation: How it is derived, or None if it is recorded by hand.
        assumed: The keys that the text does not say.
        note: Free text.
    """

    id: str
    title: Text
    measure: Measure
    unit: Unit | None = None
    better: Better = Better.HIGHER
    basis: Basis | None = None
    scope: str = ""
    aliases: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    derivation: Derivation | None = None
    assumed: tuple[str, ...] = ()
    note: str = ""


@attrs.frozen
class Baseline:
    """The reading that a growth or change is measured from, as the plan says it.

    Attributes:
        indicator: Another indicator than the target's own, or None.
        period: Another period than a year earlier, or None.
        match: How well another indicator fits; None with the own indicator, where it is exact.
    """

    indicator: Indicator | None = None
    period: Period | None = None
    match: Match | None = None
