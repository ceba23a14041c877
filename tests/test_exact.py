"""Exact arithmetic on decimals and rationals."""

from decimal import Decimal
from fractions import Fraction

import pytest

from targetkit import exact
from targetkit.exact import INFINITY, Number


class TestArithmetic:
    """Decimals where decimals close, rationals where not."""

    def test_the_plan_s_growth_is_exact(self) -> None:
        """114.37 x 1.16 is 132.6692, digit for digit."""
        assert "132.6692" == exact.as_text(exact.mul(Decimal("114.37"), Decimal("1.16")))

    def test_what_does_not_close_is_a_fraction(self) -> None:
        """A third; and three thirds are one again, as a decimal."""
        third = exact.div(Decimal(1), Decimal(3))

        assert Fraction(1, 3) == third
        assert isinstance(exact.mul(third, Decimal(3)), Decimal)
        assert isinstance(exact.add(Fraction(1, 3), Fraction(1, 6)), Decimal)

    def test_28_digits_are_not_the_end(self) -> None:
        """Where Python's own decimals would round without a word."""
        a, b = Decimal(123456789012345678), Decimal("1.0000000000001")

        assert Fraction(a) * Fraction(b) == Fraction(exact.mul(a, b))
        assert Fraction(exact.mul(a, b)) != Fraction(a * b)

    def test_signs_are_turned_without_rounding(self) -> None:
        """The minus sign of Python rounds to 28 digits."""
        long = Decimal("1." + "0" * 40 + "1")

        assert "-1." + "0" * 40 + "1" == exact.as_text(exact.neg(long))
        assert long == exact.size(exact.neg(long))

    def test_more_than_60_digits_become_a_fraction(self) -> None:
        """And stay exact."""
        big, tiny = Decimal(10) ** 40, Decimal(1).scaleb(-40)

        assert Fraction(big) + Fraction(tiny) == Fraction(exact.add(big, tiny))

    def test_division_by_zero_is_an_error(self) -> None:
        """Of decimals, of fractions and of zero itself."""
        for a in (Decimal(1), Fraction(1, 3), Decimal(0)):
            with pytest.raises(ZeroDivisionError):
                exact.div(a, Decimal(0))

    @pytest.mark.parametrize(
        ("got", "expected"),
        [
            (exact.add(INFINITY, Fraction(1, 3)), "∞"),
            (exact.sub(Fraction(1, 3), INFINITY), "-∞"),
            (exact.sub(-INFINITY, Decimal(5)), "-∞"),
            (exact.mul(INFINITY, Fraction(-1, 3)), "-∞"),
            (exact.mul(Decimal(0), INFINITY), "0"),
            (exact.mul(-INFINITY, Decimal(0)), "0"),
            (exact.div(-INFINITY, Fraction(1, 3)), "-∞"),
            (exact.neg(INFINITY), "-∞"),
        ],
    )
    def test_infinities_are_kept(self, got: Number, expected: str) -> None:
        """Zero times an endless end is zero."""
        assert expected == exact.as_text(got)

    def test_zero_has_no_sign(self) -> None:
        """Neither negation nor division makes a minus zero."""
        zeros = (exact.neg(Decimal(0)), exact.div(Decimal(0), Decimal(-5)), Decimal("-0"))

        assert {"0"} == {exact.as_text(x) for x in zeros}


class TestSimplest:
    """The shortest exact form."""

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (Fraction(1, 8), "0.125"),
            (Fraction(-3, 20), "-0.15"),
            (Fraction(100), "100"),
            (100, "100"),
            (0, "0"),
            (Fraction(7, 3), "7/3"),
        ],
    )
    def test_a_finite_decimal_is_a_decimal(self, given: Number | int, expected: str) -> None:
        """Denominators of twos and fives close, others do not."""
        assert expected == exact.as_text(exact.simplest(given))

    def test_a_decimal_keeps_its_digits(self) -> None:
        """What was printed stays printed."""
        assert "2.50" == exact.as_text(exact.simplest(Decimal("2.50")))

    def test_a_decimal_of_hundreds_of_digits_stays_a_fraction(self) -> None:
        """Closing is no gain then."""
        assert isinstance(exact.simplest(Fraction(1, 2**100)), Fraction)


class TestText:
    """For files and for people."""

    def test_numbers_in_full_have_no_exponent(self) -> None:
        """1E+3 is 1000."""
        assert ["1000", "0.0000001"] == [exact.as_text(Decimal(x)) for x in ("1E+3", "1E-7")]

    @pytest.mark.parametrize(
        ("x", "places", "expected"),
        [
            (Decimal("2.345"), 2, "2.35"),
            (Decimal("-2.345"), 2, "-2.35"),
            (Decimal("2.344999"), 2, "2.34"),
            (Fraction(1, 3), 2, "0.33"),
            (Fraction(2, 3), 0, "1"),
            (Fraction(-1, 2), 0, "-1"),
            (Decimal("0.5"), 0, "1"),
            (Fraction(1, 3000), 2, "0"),
            (Fraction(-1, 3000), 2, "0"),
            (Decimal("2.50"), 2, "2.50"),
            (Decimal("1.999"), 2, "2"),
            (Fraction(100), 1, "100"),
            (INFINITY, 1, "∞"),
        ],
    )
    def test_halves_are_rounded_away_from_zero(self, x: Number, places: int, expected: str) -> None:
        """What is exact within the places is shown as it is; a rounded zero has no sign."""
        assert expected == exact.rounded(x, places)
