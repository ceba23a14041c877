"""Exact arithmetic on decimals and rationals.

A figure is what was printed: a `Decimal` with its digits. Where decimals do not close (an acre of 1/15 hectare,
a bound of 1/8) the value is a `Fraction`. Python compares the two exactly but does not add them, and its
decimals round at 28 digits without a word; the functions here do neither: they answer with a `Decimal` where one
is exact and with a `Fraction` otherwise.
"""

import decimal
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

__all__ = [
    "INFINITY",
    "ZERO",
    "Number",
    "add",
    "add_decimals",
    "as_text",
    "div",
    "mul",
    "neg",
    "rounded",
    "simplest",
    "size",
    "sub",
]

Number: TypeAlias = Decimal | Fraction

INFINITY: Final = Decimal("Infinity")
ZERO: Final = Decimal(0)

# 60 digits hold the product of any two figures that the file grammar admits; what does not fit is a fraction.
_EXACT: Final = decimal.Context(prec=60, traps=[decimal.Inexact, decimal.InvalidOperation, decimal.DivisionByZero])
_ADD, _SUB, _MUL, _DIV = _EXACT.add, _EXACT.subtract, _EXACT.multiply, _EXACT.divide
_MAX_CLOSING = 60

add_decimals: Final = _ADD
"""The sum of two decimals, for inner loops; `TypeError` for others, `decimal.Inexact` where 60 digits do not do."""


def _pair(a: Number, b: Number) -> tuple[Fraction, Fraction]:
    return Fraction(a), Fraction(b)


def _infinite(a: Number) -> bool:
    return isinstance(a, Decimal) and not a.is_finite()


def _signs(a: Number, b: Number) -> tuple[Decimal, Decimal]:
    """Both as decimals that keep the sign and the infinity, for arithmetic in which one is infinite."""
    return _sign(a), _sign(b)


def _sign(x: Number) -> Decimal:
    if isinstance(x, Decimal) and not x.is_finite():
        return x
    return Decimal((x > 0) - (x < 0))


def add(a: Number, b: Number) -> Number:
    """`a + b`, exactly; infinities are kept."""
    try:
        return _ADD(a, b)  # type: ignore[arg-type]
    except (TypeError, decimal.Inexact):
        return _ADD(*_signs(a, b)) if _infinite(a) or _infinite(b) else simplest(sum(_pair(a, b), Fraction(0)))


def sub(a: Number, b: Number) -> Number:
    """`a - b`, exactly; infinities are kept."""
    try:
        return _SUB(a, b)  # type: ignore[arg-type]
    except (TypeError, decimal.Inexact):
        return add(a, neg(b))


def neg(x: Number) -> Number:
    """`-x`, exactly: the sign of a decimal is turned without rounding it to the 28 digits of Python's context."""
    if not x:
        return ZERO
    return x.copy_negate() if isinstance(x, Decimal) else -x


def size(x: Number) -> Number:
    """`|x|`, exactly."""
    return x.copy_abs() if isinstance(x, Decimal) else abs(x)


def mul(a: Number, b: Number) -> Number:
    """`a * b`, exactly; zero times infinity is zero, as it is for the ends of intervals."""
    try:
        return _MUL(a, b)  # type: ignore[arg-type]
    except (TypeError, decimal.Inexact, decimal.InvalidOperation):
        if not a or not b:
            return ZERO
        if _infinite(a) or _infinite(b):
            return _MUL(*_signs(a, b))
        x, y = _pair(a, b)
        return simplest(x * y)


def div(a: Number, b: Number) -> Number:
    """`a / b`, exactly.

    Raises:
        ZeroDivisionError: `b` is zero.
    """
    if not b:
        message = "division by zero"
        raise ZeroDivisionError(message)
    if not a:
        return ZERO
    try:
        return _DIV(a, b)  # type: ignore[arg-type]
    except (TypeError, decimal.Inexact):
        if _infinite(a) or _infinite(b):
            return _DIV(*_signs(a, b))
        x, y = _pair(a, b)
        return simplest(x / y)


def simplest(x: Number | int) -> Number:
    """The same number as a `Decimal` where it has a finite decimal form, else as a `Fraction`."""
    if isinstance(x, Decimal):
        return x
    if isinstance(x, int):
        return Decimal(x)
    rest, twos, fives = x.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > _MAX_CLOSING:
        return x
    digits = abs(x.numerator) * 10**places // x.denominator
    return Decimal((int(x < 0), tuple(map(int, str(digits))), -places))


def as_text(x: Number) -> str:
    """The number in full: `132.6692`, `7/3`; never an exponent, never rounded, never `-0`."""
    if isinstance(x, Fraction):
        return str(x)
    if not x:
        x = x.copy_abs()
    return format(x, "f") if x.is_finite() else ("-∞" if x < 0 else "∞")


def rounded(x: Number, places: int) -> str:
    """For people: at most `places` decimals, halves away from zero, no trailing zeros beyond what was printed.

    A number that is exact within `places` decimals is shown as it is.
    """
    if isinstance(x, Decimal):
        exponent = x.as_tuple().exponent
        if not isinstance(exponent, int) or exponent >= -places:
            return as_text(x)
        scaled: Number = x
    else:
        scaled = x
    unit = 10**places
    twice = Fraction(scaled) * unit * 2
    whole = (abs(twice.numerator) // twice.denominator + 1) // 2
    sign = "-" if scaled < 0 and whole else ""
    text = f"{sign}{whole // unit}.{whole % unit:0{places}d}" if places else f"{sign}{whole}"
    return text.rstrip("0").rstrip(".") if places else text
