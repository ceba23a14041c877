"""Laws of intervals and of three-valued answers."""

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import factors, intervals, numbers, probes, values

from targetkit import exact
from targetkit.exact import Number
from targetkit.interval import Interval, Truth, Value, all_true, any_true, as_interval, either, hull, negation

truths = st.sampled_from([True, False, None])


def numbers_of(i: Interval, *others: Interval) -> list[Number]:
    """The probes that lie in an interval."""
    return [x for x in probes(i, *others) if x in i]


class TestRelations:
    """Relations of intervals are statements about all their numbers."""

    @given(intervals(), intervals())
    def test_within_means_that_no_number_is_outside(self, a: Interval, b: Interval) -> None:
        """Checked on every sort of number that the ends tell apart."""
        assert all(x in b for x in numbers_of(a, b)) is a.within(b)

    @given(intervals(), intervals())
    def test_meeting_means_having_a_number_in_common(self, a: Interval, b: Interval) -> None:
        """Either they meet or one precedes the other."""
        assert any(x in b for x in numbers_of(a, b)) is a.meets(b)
        assert [a.precedes(b), b.precedes(a), a.meets(b)].count(True) == 1

    @given(intervals(), intervals())
    def test_preceding_means_below_throughout(self, a: Interval, b: Interval) -> None:
        """Every number of the one below every number of the other."""
        assert all(x < y for x in numbers_of(a, b) for y in numbers_of(b, a)) is a.precedes(b)

    @given(intervals(), intervals())
    def test_within_both_ways_is_equality(self, a: Interval, b: Interval) -> None:
        """Equal sets are equal values, endless ends included."""
        assert (a.within(b) and b.within(a)) is (a == b)

    @given(intervals(), intervals(), intervals())
    def test_narrowing_never_turns_an_answer(self, a: Interval, b: Interval, keeps: Interval) -> None:
        """What is true or false of an interval is so of each part of it."""
        whole = a.test(keeps)
        if b.within(a) and whole is not None:
            assert whole is b.test(keeps)


class TestArithmetic:
    """Sums and products hold what sums and products of their numbers are."""

    @given(intervals(), values)
    def test_a_sum_holds_every_sum(self, a: Interval, b: Value) -> None:
        """Also with plain numbers."""
        total = a.plus(b)

        assert all(exact.add(x, y) in total for x in numbers_of(a) for y in numbers_of(as_interval(b)))

    @given(intervals(), factors, numbers)
    def test_a_product_holds_exactly_the_products(self, a: Interval, factor: Number, x: Number) -> None:
        """With positive and negative factors."""
        for by in (factor, exact.neg(factor)):
            assert (x in a) is (exact.mul(x, by) in a.times(by))

    @given(intervals())
    def test_negation_twice_is_nothing(self, a: Interval) -> None:
        """And once turns every number."""
        assert a == a.negated().negated()
        assert all(exact.neg(x) in a.negated() for x in numbers_of(a))

    @given(st.lists(values, min_size=1, max_size=4))
    def test_the_hull_is_the_smallest_that_holds_them(self, parts: list[Value]) -> None:
        """All are within it, and each of its ends is an end of one of them."""
        whole = hull(parts)
        ends = [as_interval(p) for p in parts]

        assert all(p.within(whole) for p in ends)
        assert (whole.lo, whole.lo_open) in [(p.lo, p.lo_open) for p in ends]
        assert (whole.hi, whole.hi_open) in [(p.hi, p.hi_open) for p in ends]


class TestKleene:
    """An unknown answer stands for both."""

    @given(st.lists(truths, max_size=4))
    def test_an_answer_is_known_if_every_way_to_know_the_rest_agrees(self, answers: list[Truth]) -> None:
        """And, or: filling the unknown in every way gives one answer or leaves it unknown."""
        filled: list[list[bool]] = [[]]
        for answer in answers:
            known = [answer] if answer is not None else [True, False]
            filled = [[*row, x] for row in filled for x in known]
        for three_valued, plain in ((all_true, all), (any_true, any)):
            possible = {plain(row) for row in filled}
            assert (possible.pop() if len(possible) == 1 else None) is three_valued(answers)

    @given(truths, truths)
    def test_de_morgan_holds(self, a: Truth, b: Truth) -> None:
        """Not (a and b) is not a or not b; exclusive or is unknown with any unknown."""
        assert negation(all_true([a, b])) is any_true([negation(a), negation(b)])
        assert (None in (a, b)) is (either(a, b) is None)
