"""Laws of units: conversion is exact, keeps order and ties, and a printed figure reads back as itself."""

import contextlib
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from targetkit import exact
from targetkit.errors import TargetkitError
from targetkit.interval import Interval
from targetkit.units import builtin_definitions, load

UNITS = load((builtin_definitions(),))
FAMILIES = [
    ["亩", "公顷", "平方公里", "平方米", "万亩", "万平方米", "ha"],
    ["元", "万元", "亿元", "千元", "million CNY"],
    ["万元/亩", "亿元/平方公里", "元/平方米", "亿元/公顷"],
    ["%", "‰", "1", "倍"],
    ["天", "周", "小时", "days"],
    ["个月", "年", "季度"],
]
PAIRS = st.sampled_from(FAMILIES).flatmap(lambda family: st.tuples(*[st.sampled_from(family).map(UNITS.unit)] * 2))
FIGURES = st.one_of(
    st.sampled_from([Decimal(x) for x in ("-1", "0", "1", "2", "0.5", "15", "0.48", "1500", "114.37")]),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
    st.fractions(max_denominator=15),
)


class TestConversion:
    """Law: the same data in other units of the same dimension give the same status, ties included."""

    @given(FIGURES, PAIRS)
    def test_there_and_back_is_the_same(self, value, pair):
        """Converting there and back changes nothing, not the last digit either."""
        source, to = pair

        assert value == UNITS.convert(UNITS.convert(value, source, to), to, source)

    @given(FIGURES, FIGURES, PAIRS)
    def test_order_and_ties_stay(self, a, b, pair):
        """What was smaller, equal or greater stays so."""
        x, y = (UNITS.convert(v, *pair) for v in (a, b))

        assert ((a < b), (a == b), (a > b)) == ((x < y), (x == y), (x > y))

    @given(FIGURES, PAIRS)
    def test_it_is_the_ratio_of_the_sizes(self, value, pair):
        """A converted figure times its unit's size is the figure times its own."""
        source, to = pair
        there = UNITS.convert(value, source, to)

        assert Fraction(value) * source.factor == Fraction(there) * to.factor
        assert UNITS.fits(source, to)

    @given(FIGURES, FIGURES, PAIRS)
    def test_the_ends_of_an_interval_convert_like_figures(self, a, b, pair):
        """An interval converts end by end."""
        lo, hi = sorted((a, b))

        assert Interval(UNITS.convert(lo, *pair), UNITS.convert(hi, *pair)) == UNITS.convert(Interval(lo, hi), *pair)


class TestReading:
    """Law: a figure is what was printed, with its digits."""

    @given(
        st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12),
        st.sampled_from([name for family in FAMILIES for name in family if name != "1"]),
        st.sampled_from(["", " "]),
        st.booleans(),
    )
    def test_a_printed_figure_reads_back(self, value, name, space, grouped):
        """Number and unit come back, grouped or not, and half a unit of the last digit is kept."""
        quantity = UNITS.quantity((format(value, ",f") if grouped else format(value, "f")) + space + name)

        assert (value, name, Decimal("0.005")) == (quantity.value, quantity.unit.name, quantity.half)

    @given(st.integers(0, 10**6), st.integers(1, 10**6))
    def test_a_printed_fraction_reads_back(self, above, below):
        """A fraction is read without rounding."""
        assert Fraction(above, below) == UNITS.quantity(f"{above}/{below}").value

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=1, min_value=1, max_value=10**9))
    def test_a_vague_figure_lies_above_the_printed_one(self, value):
        """余 leaves the figure itself out and reaches less than one digit that is not zero."""
        reading = UNITS.quantity(f"{exact.as_text(value)}余万元").value

        assert value == reading.lo
        assert value not in reading
        assert value * 2 >= reading.hi

    @given(st.text(max_size=70))
    def test_any_text_is_read_or_refused(self, text):
        """No text ends in anything but a quantity or one of the two errors."""
        for read in (UNITS.quantity, UNITS.unit):
            with contextlib.suppress(TargetkitError):
                read(text)
