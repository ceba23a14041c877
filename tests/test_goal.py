"""Goals: the numbers that keep a promise, and what their printed ends leave open."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from targetkit.exact import INFINITY
from targetkit.indicator import Better
from targetkit.interval import Interval, Truth
from targetkit.target import Goal, goal_of

D = Decimal


class TestBounds:
    """From bound words to numbers."""

    @pytest.mark.parametrize(
        ("word", "answers", "side"),
        [
            ("at_least", (False, True, True), 1),
            ("more_than", (False, False, True), 1),
            ("at_most", (True, True, False), -1),
            ("less_than", (True, False, False), -1),
        ],
    )
    def test_every_word_knows_its_figure(self, word: Any, answers: tuple[bool, ...], side: int) -> None:
        """Below it, at it, above it."""
        goal = Goal.of(word, D(27))

        assert answers == tuple(goal.test(D(x)) for x in (26, 27, 28))
        assert (side, D(27)) == (goal.side, goal.edge)

    def test_a_lower_and_an_upper_word_make_a_range(self) -> None:
        """It has no side, and its lower end is paced."""
        goal = goal_of({"more_than": D(5), "at_most": D(10)}, Better.HIGHER, D(0))

        assert "(5, 10]" == str(goal.keeps)
        assert (0, D(5)) == (goal.side, goal.edge)

    @pytest.mark.parametrize(
        ("better", "keeps"),
        [(Better.HIGHER, "[24, ∞)"), (Better.LOWER, "(-∞, 26]"), (Better.NEITHER, "[24, 26]")],
    )
    def test_about_may_fall_short_on_the_bad_side_only(self, better: Better, keeps: str) -> None:
        """25 give or take 1."""
        assert keeps == str(goal_of({"about": D(25)}, better, D(1)).keeps)

    def test_the_bound_of_a_share_may_be_a_fraction(self) -> None:
        """Two of fourteen are one seventh; its first 28 decimals are less."""
        goal = Goal.of("at_least", Fraction(1, 7))

        assert (True, False) == (goal.test(Fraction(2, 14)), goal.test(D("0.1428571428571428571428571428")))


class TestVague:
    """A vague value is tested on all its numbers."""

    @pytest.mark.parametrize(
        ("low", "high", "answer"), [(300, 310, True), (299, 310, None), (290, 299, False), (290, 300, None)]
    )
    def test_it_keeps_the_bound_if_all_its_numbers_do(self, low: int, high: int, answer: Truth) -> None:
        """300余 against at least 300."""
        assert answer is Goal.of("at_least", D(300)).test(Interval(D(low), D(high)))

    def test_an_open_end_decides(self) -> None:
        """超过 300 keeps more than 300; 300 and more does not for sure."""
        goal = Goal.of("more_than", D(300))

        assert goal.test(Interval(D(300), D(310), lo_open=True)) is True
        assert goal.test(Interval(D(300), D(310))) is None


class TestRounded:
    """The verdict within what printing has rounded away."""

    GOAL = Goal(Interval(D("0.5136"), INFINITY), lower_half=D("0.00535"))

    @pytest.mark.parametrize(("read", "answer"), [("0.50", False), ("0.51", None), ("0.52", None), ("0.53", True)])
    def test_both_roundings_count(self, read: str, answer: Truth) -> None:
        """Retail: 0.48 and 7 % make 0.5136, give or take 0.00535; readings are printed to 0.01."""
        assert answer is self.GOAL.test_rounded(D(read), D("0.005"))

    def test_without_any_rounding_it_is_the_plain_verdict(self) -> None:
        """Exact figures are never unknown."""
        goal = Goal.of("at_least", D(5))

        assert [False, True] == [goal.test_rounded(D(x), D(0)) for x in (4, 5)]

    def test_the_half_is_that_of_the_paced_end(self) -> None:
        """The lower one, or the upper one of a cap."""
        assert D(1) == Goal(Interval(D(5), INFINITY), lower_half=D(1), upper_half=D(2)).half
        assert D(2) == Goal(Interval(-INFINITY, D(5)), lower_half=D(1), upper_half=D(2)).half


class TestMapped:
    """The same goal for another quantity."""

    def test_growth_becomes_a_level(self) -> None:
        """At least 16 % on 114.37 is at least 132.6692."""
        goal = Goal.of("at_least", D("0.16")).mapped(D("114.37"), D("114.37"))

        assert D("132.6692") == goal.edge

    def test_a_negative_factor_turns_it_with_its_roundings(self) -> None:
        """A decline of at least 5 is a growth of at most -5."""
        goal = Goal(Interval(D(5), INFINITY), lower_half=D("0.5")).mapped(D(-1), D(0))

        assert Goal(Interval(-INFINITY, D(-5)), upper_half=D("0.5")) == goal


class TestImplies:
    """Stronger and weaker."""

    @pytest.mark.parametrize(
        ("a", "b", "forth", "back"),
        [
            (Goal.of("at_least", D(6)), Goal.of("at_least", D(5)), True, False),
            (Goal.of("more_than", D(5)), Goal.of("at_least", D(5)), True, False),
            (Goal.of("at_most", D(5)), Goal.of("at_least", D(5)), False, False),
            (Goal(Interval(D(5), D(6))), Goal.of("at_least", D(5)), True, False),
            (Goal.of("at_least", D("5.0")), Goal.of("at_least", Fraction(5)), True, True),
        ],
    )
    def test_what_keeps_the_stronger_keeps_the_weaker(self, a: Goal, b: Goal, forth: bool, back: bool) -> None:  # noqa: FBT001
        """Both ways only if they say the same."""
        assert (forth, back) == (a.implies(b), b.implies(a))
