"""Judging, in process: targets with twelve monthly observations each, per second and core.

Promise: at least 20,000 a second, half of them growth with a base and half amounts, judged before the year is over
(so that nothing is settled early and the pace is computed). A loop over bare decimals stands beside it, for machines
differ.
"""

import datetime as dt
import gc
import pathlib
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal

import targetkit as tk
from targetkit.assessing import Assessor, Methods
from targetkit.period import Period
from targetkit.plugins import Host

TARGETS = 4000
ROUNDS = 7
AS_OF = dt.date(2023, 12, 30)


def plan_text() -> str:
    """A plan of many targets, every second one a growth."""
    lines = ["targetkit: 1", "id: bench", "title: bench", "period: 2023", "indicators:"]
    lines += [
        f"  i{n}: {{title: i{n}, unit: 亿元, measure: flow, readings: {{2022: 100.00 亿元}}}}" for n in range(TARGETS)
    ]
    lines += ["sections:", "  s:", "    title: s", "    targets:"]
    forms = ("amount, indicator: i{0}, at_least: 120 亿元", "growth, indicator: i{0}, at_least: 16%")
    lines += [f"      t{n}: {{kind: {forms[n % 2].format(n)}}}" for n in range(TARGETS)]
    return "\n".join(lines) + "\n"


def observations() -> list[tk.Observation]:
    """Twelve months for each indicator."""
    months = [Period.parse(f"2023-{m:02d}") for m in range(1, 13)]
    return [
        tk.Observation(f"i{n}", month, Decimal("9.73"), month.end, half=Decimal("0.005"))
        for n in range(TARGETS)
        for month in months
    ]


def best(run: Callable[[], object]) -> float:
    """The shortest CPU time of several rounds."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)


def bare() -> int:
    """The least that judging could be: sum twelve decimals and compare, for every target."""
    months = [Decimal("9.73")] * 12
    goal, share = Decimal(120), Decimal(11)
    kept = 0
    for _ in range(TARGETS):
        total = Decimal(0)
        for value in months:
            total += value
        kept += total * 12 >= goal * share
    return kept


def main() -> None:
    """Load, open, judge; print each rate."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "bench.targets.yaml"
        path.write_text(plan_text(), encoding="utf-8")
        plan = tk.load_plan(path)
    book = tk.open_book(plan, observations())
    host = Host()
    kinds, methods = host.all_of("kinds", ()), Methods(plan, host)
    known = book.as_known(AS_OF)

    def judged() -> dict[str, tk.Assessment]:
        return Assessor(plan, known, AS_OF, kinds=kinds, method=methods.of).all()

    found = judged()
    assert len(found) == TARGETS
    assert {a.status for a in found.values()} <= {tk.Status.ON_TRACK, tk.Status.AT_RISK}
    rows = (
        ("judging a book as known on a day", best(judged)),
        ("tk.assess, the book's revisions included", best(lambda: tk.assess(plan, book, AS_OF))),
        ("a bare loop over decimals, for comparison", best(bare)),
    )
    for name, seconds in rows:
        print(f"{name:45}{TARGETS / seconds:10,.0f} targets/s")
    print("promised: at least 20,000 targets/s and core")


if __name__ == "__main__":
    main()
