"""Laws of the scorecard: equal promises, unchanged pasts, complete counts, the same bytes everywhere."""

import datetime as dt
import itertools
import os
import subprocess
import sys
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import targetkit as tk
from targetkit import exact
from targetkit.evaluators import Pace
from targetkit.indicator import Indicator, Measure
from targetkit.judging import judge
from targetkit.kinds.growth import growth
from targetkit.kinds.level import level
from targetkit.language import Text
from targetkit.plan.model import Amendment, Plan, Section
from targetkit.plan.writing import written
from targetkit.status import RANK
from targetkit.target import Bound, Target
from targetkit.trajectory import Trajectory
from targetkit.units import builtin

YEAR = tk.Period.parse("2023")
MONTHS = [tk.Period.parse(f"2023-{m:02d}") for m in range(1, 13)]
QUARTERS = [tk.Period.parse(f"2023-01..2023-{m:02d}") for m in (3, 6, 9, 12)]
UNIT = builtin().unit("亿元")
FLOW = Indicator("i", Text.of("i"), Measure.FLOW, UNIT)

bases = st.sampled_from([Decimal(x) for x in ("1", "10", "48", "114.37")])
rates = st.sampled_from(["0%", "16%", "20%", "50%", "100%"])
days = st.sampled_from([dt.date(2023, 3, 31), dt.date(2023, 6, 30), dt.date(2023, 12, 31), dt.date(2024, 1, 5)])
words = st.sampled_from(["at_least", "more_than", "at_most", "less_than"])


def target(kind: str, word: str, figure: str) -> Target:
    """A promise for 2023 on the flow `i`."""
    return Target("t", kind, YEAR, Text.of("t"), indicator=FLOW, bound=Bound(((word, builtin().quantity(figure)),)))


def totals(values: list[Decimal]) -> list[tk.Observation]:
    """Running totals at the ends of the first quarters."""
    return [tk.Observation("i", q, v, q.end) for q, v in zip(QUARTERS, values, strict=False)]


class TestLaw9:
    """Growth and level targets that say the same have the same statuses, ties included."""

    @given(base=bases, rate=rates, word=words, as_of=days, data=st.data())
    def test_growth_from_levels_is_a_level(self, base, rate, word, as_of, data):
        """The level is base × (1 + rate); the straight path and its scale are the same, so all statuses are."""
        factor = exact.add(Decimal(1), exact.div(Decimal(rate.removesuffix("%")), Decimal(100)))
        goal = exact.mul(base, factor)
        ladder = sorted(exact.mul(goal, Decimal(x)) for x in ("0", "0.25", "0.5", "1", "2"))
        seen = sorted(data.draw(st.lists(st.sampled_from(ladder), max_size=4)))
        last_year = tk.Observation("i", YEAR.year_earlier(), base, dt.date(2022, 12, 31))
        book = tk.Book([last_year, *totals(seen)]).as_known(dt.date(2025, 1, 1))

        rising = growth(target("growth", word, rate), book, as_of)
        plain = level(target("amount", word, f"{exact.as_text(goal)} 亿元"), book, as_of)

        assert isinstance(rising, Trajectory)
        assert isinstance(plain, Trajectory)
        assert judge(plain, Pace()).status is judge(rising, Pace()).status

    @given(base=bases, rate=rates, word=words, factor=st.sampled_from(["0.5", "1", "1.16", "1.2", "1.5", "2"]))
    def test_rates_settle_as_levels_do(self, base, rate, word, factor):
        """At the deadline a reported rate gives the verdict that the level gives."""
        now = exact.mul(base, Decimal(factor))
        reported = exact.mul(exact.sub(Decimal(factor), Decimal(1)), Decimal(100))
        last_year = tk.Observation("i", YEAR.year_earlier(), base, dt.date(2022, 12, 31))
        after = dt.date(2024, 1, 5)
        levels = tk.Book([last_year, tk.Observation("i", YEAR, now, YEAR.end)]).as_known(after)
        rates_only = tk.Book([tk.Observation("i", YEAR, reported, YEAR.end, "growth")]).as_known(after)
        promise = target("growth", word, rate)

        from_levels = judge(growth(promise, levels, after), Pace())
        from_rates = judge(growth(promise, rates_only, after), Pace())

        assert from_levels.status is from_rates.status


def plan(*, amended: bool = False, n: int = 4) -> Plan:
    """A plan of a few promises on one flow, one of which yields."""
    promised = [("amount", "at_least", "10 亿元"), ("growth", "more_than", "16%"), ("amount", "at_most", "48 亿元")]
    kinds = itertools.cycle(promised)
    targets = {
        f"t{i}": attrs.evolve(target(*kind), id=f"t{i}", yields_to="t0" if i == 2 else "", section=("s",))
        for i, kind in zip(range(n), kinds, strict=False)
    }
    change = Amendment("t0", dt.date(2023, 7, 1), "office", "revised", (("at_least", "9 亿元"),))
    return Plan(
        "p",
        Text.of("p"),
        YEAR,
        indicators={"i": FLOW},
        targets=targets,
        sections=(Section("s", Text.of("s"), targets=tuple(targets), path=("s",)),),
        amendments=(change,) if amended else (),
    )


books = st.lists(st.sampled_from([Decimal(x) for x in ("0", "5", "10", "48")]), max_size=4).map(totals).map(tk.Book)


@given(book=books, as_of=days)
def test_law_11_an_amendment_never_changes_an_earlier_judgement(book, as_of):
    """Before the day on which it is in force, a plan with an amendment is judged like the plan without it."""
    day = min(as_of, dt.date(2023, 6, 30))
    with_it, without = (tk.assess(plan(amended=amended), book, day) for amended in (True, False))

    assert dict(without.assessments) == dict(with_it.assessments)


@given(book=books, as_of=days, n=st.integers(0, 6))
def test_law_12_every_status_has_its_reason_and_counts_add_up(book, as_of, n):
    """No target disappears; the counts, with what yields, are the number of targets."""
    card = tk.assess(plan(n=n), book, as_of)

    assert list(plan(n=n).targets) == list(card)
    assert n == sum(card.counts().values())
    assert all(isinstance(a.reason, tk.Reason) and isinstance(a.status, tk.Status) for a in card.values())
    assert set(RANK) <= set(tk.Status)


def test_an_empty_plan_is_not_green():
    """Nothing is promised, so nothing is achieved."""
    card = tk.assess(plan(n=0), tk.Book(), "2023-06-30")

    assert {0} == set(card.counts().values())


@pytest.mark.slow
def test_law_15_the_same_bytes_everywhere(tmp_path):
    """Another process, hash seed, locale and time zone print the same scorecard."""
    path = tmp_path / "p.targets.yaml"
    path.write_text(written(plan()), encoding="utf-8")
    command = [sys.executable, "-m", "targetkit", "status", str(path), "--as-of", "2023-06-30", "--output"]
    worlds = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "99", "TZ": "America/Adak", "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    ]
    found = {
        (form, subprocess.run([*command, form], env=os.environ | world, capture_output=True, check=True).stdout)
        for form in ("table", "json")
        for world in worlds
    }

    assert len(found) == 2
