"""Figures with their units."""

from decimal import Decimal
from typing import Final

from targetkit import exact
from targetkit.exact import INFINITY, Number
from targetkit.interval import Interval, Value
from targetkit.wording.speaking import language, say
from targetkit.wording.unit_names import COUNTERS

__all__ = ["amount", "computed", "limits", "number", "share", "with_unit"]

_FINEST: Final = 10
_ROUND: Final = frozenset({"0", "0.0", "100", "100.0"})


def computed(x: Number, *, places: int = 4) -> str:
    """A computed figure in full without idle zeros; `places` decimals of one that does not close."""
    text = exact.as_text(x) if isinstance(x, Decimal) else exact.rounded(x, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Value) -> str:
    """A value as it was printed; of a vague one both ends."""
    if not isinstance(value, Interval):
        return exact.as_text(value) if isinstance(value, Decimal) else computed(value)
    if value.hi == INFINITY:
        return f"{'>' if value.lo_open else '≥'} {computed(value.lo)}"
    if value.lo == exact.neg(INFINITY):
        return f"{'<' if value.hi_open else '≤'} {computed(value.hi)}"
    return computed(value.lo) if value.lo == value.hi else f"{computed(value.lo)}–{computed(value.hi)}"


def share(x: Number) -> str:
    """A share in % with one decimal: `51.9%`; with more where one would make it 0 or 100 and it is not."""
    text = next((t for t in (exact.rounded(x, n) for n in range(1, _FINEST)) if x in (0, 100) or t not in _ROUND), "0")
    return f"{text}%" if "." in text else f"{text}.0%"


def with_unit(figure: str, unit: str, lang: str | None = None) -> str:
    """A figure and its unit: `68.92 亿元`, `16%`; measure words are left out in English."""
    if unit in ("%", "‰", "1", ""):
        return figure + unit.replace("1", "")
    if unit == "百分点":
        unit = "pp" if language(lang) == "en" else "个百分点"
    if language(lang) == "en" and unit in COUNTERS:
        return figure
    return f"{figure} {unit}"


def amount(value: Value, unit: str, lang: str | None = None) -> str:
    """A value with its unit, as it was printed."""
    return with_unit(number(value), unit, lang)


def limits(keeps: Interval, unit: str, lang: str | None = None) -> str:
    """The numbers of an interval in signs: `≥ 132.6692 亿元`, `> 16%`, `3–5 个`."""
    low, high = keeps.lo, keeps.hi
    above = f"{'>' if keeps.lo_open else '≥'} {with_unit(computed(low), unit, lang)}"
    below = f"{'<' if keeps.hi_open else '≤'} {with_unit(computed(high), unit, lang)}"
    if high == INFINITY:
        return above
    if low == exact.neg(INFINITY):
        return below
    if keeps.lo_open or keeps.hi_open:
        return f"{above}{say('table.and', lang)}{below}"
    return with_unit(number(keeps), unit, lang)
