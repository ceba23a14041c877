"""What `make demo` shows, and the scorecard of the Nanqiao plan behind it."""

import datetime as dt
import os
import pathlib
from decimal import Decimal

import pytest

import targetkit as tk

GOLDEN = pathlib.Path(__file__).parent / "golden"
AS_OF = dt.date(2023, 6, 30)


@pytest.fixture(scope="module")
def card() -> tk.Scorecard:
    """The Nanqiao plan judged on its shipped examples."""
    plan = tk.load_plan("nanqiao:2023")
    return tk.assess(plan, tk.open_book(plan, plan.examples), AS_OF)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("reporter", "suffix"), [("table", "txt"), ("json", "json")])
def test_the_demo_is_as_it_was_read_and_accepted(card, lang, reporter, suffix):
    """The scorecard is the golden one, to the letter; TARGETKIT_ACCEPT=1 accepts a new one, to be read in the diff."""
    found = tk.render(card, reporter=reporter, lang=lang)
    path = GOLDEN / f"demo.{lang}.{suffix}"
    if os.environ.get("TARGETKIT_ACCEPT"):
        path.write_text(found, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == found


def test_the_demo_says_that_its_figures_are_invented(card):
    """Both languages say it above the table."""
    assert card.invented
    assert "纯属虚构" in tk.render(card, lang="zh")
    assert "invented" in tk.render(card, lang="en")


@pytest.mark.parametrize(
    ("target", "level"),
    [
        ("gross-output-growth", "132.6692"),
        ("fixed-investment-growth", "48.3"),
        ("retail-growth", "0.5136"),
        ("value-added-growth", "28.6005"),
        ("value-added-over-16", "28.8492"),
    ],
)
def test_required_levels_follow_from_the_document(card, target, level):
    """Last year's printed level times one plus the promised rate, exactly."""
    assert Decimal(level) == card[target].required


def test_high_tech_growth_has_only_an_output_baseline(card):
    """Value added cannot grow from output: the verdict is withheld, whatever the figures are."""
    assessment = card["hitech-growth"]

    assert tk.Status.INDETERMINATE is assessment.status
    assert tk.Reason.BASELINE_MISMATCH is assessment.reason


def test_the_weaker_statement_yields_and_is_judged(card):
    """15 % in the headline gives way to over 16 % in part three: judged, listed, left out of every total."""
    weaker = card["value-added-growth"]

    assert weaker.target.yields_to == "value-added-over-16"
    assert weaker.status in tk.Status
    assert card.counts()["yields"] == 1
    assert sum(card.counts().values()) == len(card) == 38


def test_every_commitment_is_listed_and_none_is_scored(card):
    """39 narrative promises stand beside the 38 targets."""
    assert len(card.plan.commitments) == 39
    assert not set(card.plan.commitments) & set(card)


def test_a_tie_keeps_the_promise():
    """A reading of 132.6692 against 114.37 × 1.16 is achieved: equal to the last digit is enough."""
    plan = tk.load_plan("nanqiao:2023")
    rows = [{"indicator": "gross-output", "period": "2023", "value": "132.6692", "unit": "亿元", "known": "2024-01-20"}]
    as_of = dt.date(2024, 1, 31)
    one_less = [{**rows[0], "value": "132.6691"}]

    kept = tk.assess(plan, tk.open_book(plan, rows), as_of)["H1"]
    broken = tk.assess(plan, tk.open_book(plan, one_less), as_of)["H1"]

    assert (tk.Status.ACHIEVED, tk.Reason.BOUND_KEPT) == (kept.status, kept.reason)
    assert (tk.Status.MISSED, tk.Reason.BOUND_BROKEN) == (broken.status, broken.reason)


@pytest.mark.parametrize(("value", "status"), [("0.51", tk.Status.MISSED), ("0.52", tk.Status.ACHIEVED)])
def test_retail_cannot_be_settled_beyond_its_rounding(value, status):
    """A base printed as 0.48 blurs the goal of 0.5136: 0.51 and 0.52 get their verdicts, and both are fragile."""
    plan = tk.load_plan("nanqiao:2023")
    rows = [{"indicator": "retail", "period": "2023", "value": value, "unit": "亿元", "known": "2024-01-20"}]

    assessment = tk.assess(plan, tk.open_book(plan, rows), dt.date(2024, 1, 31))["retail-growth"]

    assert status is assessment.status
    assert assessment.fragile


def test_a_withheld_verdict_states_no_finding(card):
    """What the arithmetic would give is for information, and stays out of the verdict's sentence."""
    verdict = tk.explain(card["hitech-growth"], lang="zh").splitlines()[1]

    assert "9.82 亿元" in verdict
    assert "完成率" not in verdict


def test_a_strict_bound_says_that_it_must_be_exceeded(card):
    """Exactly 28.8492 would miss a growth of more than 16 %."""
    told = tk.explain(card["value-added-over-16"], lang="zh")

    assert "= 28.8492 亿元(须超过此数)" in told


def test_silent_parts_are_counted(card):
    """Two of three canals are done: one has not been reported, which is not the same as nothing."""
    assert "1 项尚未报送数据" in tk.explain(card["three-canals"], lang="zh")
