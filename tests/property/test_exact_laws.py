"""Laws of exact arithmetic: it agrees with rationals on everything finite."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from targetkit import exact
from targetkit.exact import INFINITY, Number

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**30), max_value=10**30)
numbers: st.SearchStrategy[Number] = st.one_of(
    decimals,
    st.fractions(max_denominator=60),
    st.sampled_from([Decimal(0), Decimal("-0"), Decimal("0.10"), Decimal("1E+5"), Fraction(1, 3), Fraction(1, 1024)]),
)
operations: st.SearchStrategy[tuple[Callable[[Number, Number], Number], Callable[[Fraction, Fraction], Fraction]]] = (
    st.sampled_from(
        [
            (exact.add, Fraction.__add__),
            (exact.sub, Fraction.__sub__),
            (exact.mul, Fraction.__mul__),
            (exact.div, Fraction.__truediv__),
        ]
    )
)


class TestExact:
    """Every answer is the rational one, as a decimal where that closes."""

    @given(numbers, numbers, operations)
    def test_the_four_operations_are_those_of_rationals(self, a: Number, b: Number, operation: tuple) -> None:  # type: ignore[type-arg]
        """Nothing is ever rounded; division by zero aside."""
        ours, theirs = operation
        if ours is exact.div and not b:
            return

        assert theirs(Fraction(a), Fraction(b)) == Fraction(ours(a, b))

    @given(numbers, numbers, operations)
    def test_what_closes_is_a_decimal(self, a: Number, b: Number, operation: tuple) -> None:  # type: ignore[type-arg]
        """A fraction comes back only where no decimal of at most 60 places is the number."""
        ours, _ = operation
        if ours is exact.div and not b:
            return
        answer = ours(a, b)
        rest = Fraction(answer).denominator
        while rest % 10 == 0:
            rest //= 10
        while rest % 2 == 0:
            rest //= 2
        while rest % 5 == 0:
            rest //= 5

        assert isinstance(answer, Decimal if rest == 1 else Fraction)

    @given(numbers)
    def test_signs_and_sizes_are_exact(self, x: Number) -> None:
        """Negation twice is nothing; a size is never negative."""
        assert Fraction(x) == Fraction(exact.neg(exact.neg(x)))
        assert abs(Fraction(x)) == Fraction(exact.size(x))

    @given(numbers)
    def test_the_simplest_form_is_the_same_number(self, x: Number) -> None:
        """And printed in full it is read back."""
        assert x == exact.simplest(x)
        assert Fraction(x) == Fraction(exact.as_text(x))

    @given(numbers, st.integers(0, 4))
    def test_rounding_is_off_by_half_a_unit_at_most(self, x: Number, places: int) -> None:
        """Halves away from zero: never nearer to zero than the number by half a unit."""
        shown = Fraction(exact.rounded(x, places))
        half = Fraction(1, 2 * 10**places)

        assert abs(shown - Fraction(x)) <= half
        if abs(shown - Fraction(x)) == half:
            assert abs(shown) > abs(Fraction(x))

    @given(numbers)
    def test_infinity_swallows_what_is_finite(self, x: Number) -> None:
        """As the ends of intervals need it."""
        assert INFINITY == exact.add(x, INFINITY) == exact.sub(INFINITY, x)
        assert -INFINITY == exact.sub(x, INFINITY)
        assert exact.mul(x, INFINITY) == (INFINITY if x > 0 else -INFINITY if x < 0 else 0)
