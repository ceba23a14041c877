"""Intervals with open and closed ends, their relations, and three-valued answers."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from targetkit.exact import INFINITY
from targetkit.interval import (
    ALL,
    NOT_NEGATIVE,
    SHARE,
    Interval,
    Truth,
    all_true,
    any_true,
    as_interval,
    either,
    hull,
    negation,
)

PUBLISHED: Final = Path(__file__).parent / "published"
KLEENE: dict[str, Any] = json.loads((PUBLISHED / "kleene.json").read_text(encoding="utf-8"))
IEEE: dict[str, Any] = json.loads((PUBLISHED / "ieee1788_relations.json").read_text(encoding="utf-8"))


def interval(text: str) -> Interval:
    """An interval from the usual notation, such as `[1, 2)`."""
    low, high = text[1:-1].split(", ")
    return Interval(Decimal(low), Decimal(high), text[0] == "(", text[-1] == ")")


class TestInterval:
    """One interval."""

    @pytest.mark.parametrize("text", ["[2, 1]", "[1, 1)", "(1, 1]", "(1, 1)"])
    def test_an_interval_without_a_number_is_refused(self, text: str) -> None:
        """An error, never an empty interval that travels on."""
        with pytest.raises(ValueError, match="holds no number"):
            interval(text)

    @pytest.mark.parametrize("text", ["[1, 2]", "(1, 2)", "[1, 2)", "(1, 2]", "[1, 1]"])
    def test_it_is_printed_in_the_usual_notation(self, text: str) -> None:
        """Round brackets for open ends."""
        assert text == str(interval(text))

    def test_infinite_ends_are_open(self) -> None:
        """In print, and whether they were marked or not: equal sets are equal."""
        marked = Interval(-INFINITY, INFINITY, lo_open=True, hi_open=True)

        assert "(-∞, ∞)" == str(ALL) == str(marked)
        assert ALL == marked
        assert ALL.within(marked)

    @pytest.mark.parametrize(("x", "answers"), [("1", (True, False)), ("1.5", (True, True)), ("2", (True, False))])
    def test_an_end_belongs_to_a_closed_interval_only(self, x: str, answers: tuple[bool, bool]) -> None:
        """以上 includes its figure, 超过 does not."""
        assert answers == (Decimal(x) in interval("[1, 2]"), Decimal(x) in interval("(1, 2)"))

    def test_negation_turns_the_ends_and_never_prints_minus_zero(self) -> None:
        """Open ends go along."""
        assert interval("(-2, -1]") == interval("[1, 2)").negated()
        assert "(-∞, 0]" == str(NOT_NEGATIVE.negated())

    def test_sums_are_open_where_a_part_is(self) -> None:
        """[1, 2] + (3, 4] is (4, 6]."""
        assert interval("(4, 6]") == interval("[1, 2]").plus(interval("(3, 4]"))
        assert interval("[2, 3]") == interval("[1, 2]").plus(Decimal(1))

    def test_products_with_a_negative_factor_are_turned(self) -> None:
        """[1, 2) times -3 is (-6, -3]."""
        assert interval("(-6, -3]") == interval("[1, 2)").times(Decimal(-3))
        assert NOT_NEGATIVE == NOT_NEGATIVE.times(Decimal(1000))

    def test_the_hull_is_closed_where_one_part_is(self) -> None:
        """(1, 2) and [1, 1] and 2 make [1, 2]."""
        assert interval("[1, 2]") == hull([interval("(1, 2)"), interval("[1, 1]"), Decimal(2)])

    def test_a_number_is_an_interval_of_one(self) -> None:
        """And an interval stays itself."""
        assert interval("[1, 1]") == as_interval(Decimal(1))
        assert SHARE is as_interval(SHARE)

    @pytest.mark.parametrize(
        ("value", "keeps", "answer"),
        [
            ("[1, 2]", "[1, 3]", True),
            ("[1, 2]", "(1, 3]", None),
            ("(1, 2]", "(1, 3]", True),
            ("[0, 1]", "(1, 3]", False),
            ("[0, 1)", "[1, 3]", False),
            ("[0, 1]", "[1, 3]", None),
            ("[0, 9]", "[1, 3]", None),
            ("[3, 3]", "[1, 3)", False),
        ],
    )
    def test_a_test_is_true_false_or_unknown(self, value: str, keeps: str, answer: Truth) -> None:
        """Shared open ends are told apart from shared numbers."""
        assert answer is interval(value).test(interval(keeps))


RELATIONS: Final[dict[str, Callable[[Interval, Interval], bool]]] = {
    "equal": lambda a, b: a == b,
    "subset": Interval.within,
    "strictPrecedes": Interval.precedes,
    "disjoint": lambda a, b: not a.meets(b),
}
CASES = [(row[0], *(Interval(*map(Decimal, ends)) for ends in row[1:3]), row[3]) for row in IEEE["cases"]]
DIRECT = [case for case in CASES if case[0] in RELATIONS]
OVERLAPS = [case for case in CASES if case[0] == "overlap"]
INSIDE = ("starts", "containedBy", "finishes", "equals")


class TestStandard:
    """The relations of IEEE 1788 that there are here, on the cases of its test suite with bounded and endless ends."""

    def test_enough_cases_are_here(self) -> None:
        """Relations without a counterpart (less, strictLess, interior, precedes at a shared end) are not needed."""
        assert (47, 45) == (len(DIRECT), len(OVERLAPS))

    @pytest.mark.parametrize(("relation", "a", "b", "answer"), DIRECT)
    def test_relations_answer_as_the_standard(self, relation: str, a: Interval, b: Interval, answer: Any) -> None:
        """`subset` is `within`, `strictPrecedes` is `precedes`, `disjoint` is not `meets`."""
        assert answer is RELATIONS[relation](a, b)

    @pytest.mark.parametrize(("_", "a", "b", "state"), OVERLAPS)
    def test_relations_agree_with_the_state_of_overlap(self, _: str, a: Interval, b: Interval, state: Any) -> None:
        """The standard's sixteen states say all that the relations here can say, in both directions."""
        assert (state == "before") is a.precedes(b)
        assert (state == "after") is b.precedes(a)
        assert (state not in ("before", "after")) is a.meets(b)
        assert (state in INSIDE) is a.within(b)
        assert (state in INSIDE) is (a.test(b) is True)


class TestKleene:
    """Strong three-valued logic."""

    OPERATIONS: Final[dict[str, Callable[[Truth, Truth], Truth]]] = {
        "and": lambda a, b: all_true([a, b]),
        "or": lambda a, b: any_true([a, b]),
        "xor": either,
    }

    def test_all_cases_are_here(self) -> None:
        """51 entries of published truth tables."""
        assert 51 == len(KLEENE["cases"])

    @pytest.mark.parametrize(("operation", "a", "b", "answer"), KLEENE["cases"])
    def test_answers_are_the_published_ones(self, operation: str, a: Truth, b: Truth, answer: Truth) -> None:
        """And, or, exclusive or."""
        assert answer is self.OPERATIONS[operation](a, b)

    def test_not_leaves_the_unknown_unknown(self) -> None:
        """And turns the rest."""
        assert [False, True, None] == [negation(True), negation(False), negation(None)]

    def test_nothing_at_all_is_all_true_and_not_any_true(self) -> None:
        """The neutral elements."""
        assert (True, False) == (all_true([]), any_true([]))
