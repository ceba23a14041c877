"""The plan `nanqiao:2023` against the figures of its document, which were encoded and checked apart from it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import targetkit as tk
import targetkit_nanqiao
from targetkit.indicator import Indicator, Reading
from targetkit.interval import Interval
from targetkit.period import Period
from targetkit.target import Target
from targetkit.units import Quantity

HERE = Path(__file__).parent
PACKAGE = Path(targetkit_nanqiao.__file__).parent
ROOT = HERE.parents[2]
DOCUMENT = ROOT.parent / "shared" / "seed" / "nanqiao.txt"
COLUMNS = ["indicator", "period", "value", "unit", "known", "status", "source", "note"]
FIGURES: dict[str, Any] = json.loads((HERE / "figures.json").read_text(encoding="utf-8"))
LABELS = sorted(FIGURES["targets"])
NUMERIC = [label for label in LABELS if FIGURES["targets"][label]["kind"] != "milestone"]
KINDS = {"coverage": "ratio", "zero": "count"}
WORDS = {"=": "at_least", ">=": "at_least", ">": "more_than", "~": "about"}


@pytest.fixture(scope="module")
def plan() -> tk.Plan:
    """The plan, through the plugin's entry point."""
    return tk.load_plan("nanqiao:2023")


@pytest.fixture(scope="module")
def targets(plan: tk.Plan) -> dict[str, Target]:
    """Its targets by the number that is printed in the figures."""
    return {target.label: target for target in plan.targets.values()}


def table(name: str) -> list[dict[str, str]]:
    """A table of the package."""
    with (PACKAGE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def number(quantity: Quantity) -> Decimal:
    """The figure of a quantity; of a vague one (300余) the figure that is printed."""
    value = quantity.value.lo if isinstance(quantity.value, Interval) else quantity.value
    assert isinstance(value, Decimal)
    return value


def bound_of(target: Target) -> list[tuple[str, Decimal, str]]:
    """Its bound words, each with figure and unit; an open figure or a reference is none of this plan's."""
    words = target.bound.words if target.bound else ()
    return [(word, number(figure), figure.unit.name) for word, figure in words if isinstance(figure, Quantity)]


def of_2022(indicator: Indicator | None) -> Reading | None:
    """The reading of 2022 that the plan has of an indicator."""
    readings = indicator.readings if indicator else ()
    return next((reading for reading in readings if str(reading.period) == "2022"), None)


def measured_from(target: Target) -> Indicator | None:
    """The indicator of its baseline."""
    other = target.baseline.indicator if target.baseline else None
    return other or target.indicator


def match(target: Target) -> str:
    """How well its baseline fits: written with another indicator, else computed."""
    if target.baseline and target.baseline.match:
        return str(target.baseline.match)
    return "exact" if of_2022(target.indicator) else "none"


class TestTargets:
    """38 targets."""

    def test_every_target_is_there_once(self, plan: tk.Plan) -> None:
        """The labels of the plan's targets are those of the figures, each once."""
        found = sorted(target.label for target in plan.targets.values())

        assert LABELS == found
        assert len(found) == 38

    @pytest.mark.parametrize("label", LABELS)
    def test_has_the_kind(self, targets: dict[str, Target], label: str) -> None:
        """A target has the kind of its figure; coverage is a ratio, zero tolerance a count."""
        kind = FIGURES["targets"][label]["kind"]

        assert KINDS.get(kind, kind) == targets[label].kind

    @pytest.mark.parametrize("label", NUMERIC)
    def test_has_the_bound(self, targets: dict[str, Target], label: str) -> None:
        """A numeric target has one bound word, with the figure and the unit of the document."""
        figure = FIGURES["targets"][label]
        word = "at_most" if figure["kind"] == "zero" else WORDS[figure["comparator"]]

        assert [(word, Decimal(figure["value"]), figure["unit"])] == bound_of(targets[label])

    @pytest.mark.parametrize("label", NUMERIC)
    def test_says_what_the_text_leaves_open(self, targets: dict[str, Target], label: str) -> None:
        """A bare number read as at-least (or at-most) is assumed; one with a word of its own is not."""
        figure = FIGURES["targets"][label]
        if figure["kind"] == "coverage":
            pytest.skip("全覆盖 says the figure itself")
        word = "at_most" if figure["kind"] == "zero" else WORDS[figure["comparator"]]

        assert (figure["comparator"] == "=") == (word in targets[label].assumed)

    @pytest.mark.parametrize("label", sorted(set(LABELS) - set(NUMERIC)))
    def test_a_milestone_has_no_bound(self, targets: dict[str, Target], label: str) -> None:
        """A milestone has neither indicator nor bound, and as many members as the document counts."""
        target = targets[label]
        each = target.each

        assert target.indicator is None
        assert target.bound is None
        assert FIGURES["targets"][label].get("members", 0) == (len(each.members) + each.unnamed if each else 0)

    @pytest.mark.parametrize("label", LABELS)
    def test_has_the_baseline(self, targets: dict[str, Target], label: str) -> None:
        """The baseline is graded as checked, and is the printed figure of 2022."""
        target = targets[label]
        baseline = FIGURES["targets"][label].get("baseline", {"match": "none"})
        reading = of_2022(measured_from(target))
        found = (number(reading.value), reading.value.unit.name) if reading and reading.value else None

        assert baseline["match"] == match(target)
        assert found == ((Decimal(baseline["value"]), baseline["unit"]) if "value" in baseline else None)

    @pytest.mark.parametrize("label", sorted(FIGURES["required_levels"]))
    def test_requires_the_level(self, targets: dict[str, Target], label: str) -> None:
        """The base times one plus the growth is the level that has to be reached, without rounding."""
        target = targets[label]
        level, unit = FIGURES["required_levels"][label]
        reading = of_2022(target.indicator)
        assert reading is not None
        assert reading.value is not None
        [(_, growth, _)] = bound_of(target)

        assert Decimal(level) == number(reading.value) * (100 + growth) / 100
        assert unit == reading.value.unit.name

    def test_two_statements_of_one_indicator_are_ordered(self, targets: dict[str, Target]) -> None:
        """Of 15 % and over 16 % for one indicator, the weaker yields to the stricter, and says that it is assumed."""
        weaker, stricter = targets["H2"], targets["3.3"]

        assert weaker.indicator == stricter.indicator
        assert stricter.id == weaker.yields_to
        assert "yields_to" in weaker.assumed

    def test_grades_are_the_words_of_the_document(self, targets: dict[str, Target]) -> None:
        """预期 and 计划 five times, 力争 four times, 确保 five times; the rest has no such word."""
        counted = Counter(str(target.grade) for target in targets.values())

        assert {"expected": 5, "aspirational": 4, "committed": 5, "None": 24} == counted

    def test_everything_has_an_english_title(self, plan: tk.Plan, targets: dict[str, Target]) -> None:
        """Every target has a title of its own in English and in Chinese."""
        titles = [plan.title, *(target.title for target in targets.values())]

        assert [{"zh", "en"}] * 39 == [{lang for lang, _ in title.versions} for title in titles]


def test_every_commitment_is_there_once(plan: tk.Plan) -> None:
    """There are 39 commitments, with the labels of the figures."""
    found = sorted(commitment.label for commitment in plan.commitments.values())

    assert FIGURES["commitments"] == found
    assert len(found) == 39


class TestReadings:
    """74 readings of 2022: 67 clauses and 7 rates of growth."""

    def test_all_are_kept_somewhere(self) -> None:
        """17 levels and 6 rates stand in the plan, 50 and 1 in the book."""
        places = Counter((reading["where"], label.endswith("g")) for label, reading in FIGURES["readings"].items())

        assert {
            ("plan", False): 17,
            ("plan", True): 6,
            ("csv", False): 50,
            ("csv", True): 1,
        } == places
        assert len(FIGURES["readings"]) == 74

    def test_the_plan_has_its_own(self, plan: tk.Plan) -> None:
        """The plan holds the readings that its targets and baselines use, and no others."""
        expected = {
            (r["indicator"], label.endswith("g"), r["value"].strip("余"), r["unit"])
            for label, r in FIGURES["readings"].items()
            if r["where"] == "plan"
        }
        found = {
            (indicator.id, rate, str(number(quantity)), quantity.unit.name)
            for indicator in plan.indicators.values()
            for reading in indicator.readings
            for rate, quantity in ((False, reading.value), (True, reading.growth))
            if quantity is not None
        }

        assert expected == found

    def test_the_book_has_the_others(self) -> None:
        """The table of 2022 holds the readings that the plan does not, and no others."""
        expected = Counter(
            (r["indicator"], r["value"], r["unit"]) for r in FIGURES["readings"].values() if r["where"] == "csv"
        )

        assert expected == Counter((r["indicator"], r["value"], r["unit"]) for r in table("observations-2022.csv"))

    def test_all_74_are_provisional_observations_of_the_book(self, plan: tk.Plan) -> None:
        """Opened with the plan, they are there: 67 levels and states, and 7 rates of growth."""
        book = tk.open_book(plan)
        of_2022 = [o for o in book.observations if str(o.period) == "2022"]

        assert Counter(o.what for o in of_2022) == {"value": 67, "growth": 7}
        assert {str(o.status) for o in of_2022} == {"provisional"}

    def test_all_of_2022_is_provisional(self, plan: tk.Plan) -> None:
        """Whatever is printed for 2022 was printed before the year was over."""
        in_plan = {str(r.status) for i in plan.indicators.values() for r in i.readings}
        in_table = {(row["status"], row["known"]) for row in table("observations-2022.csv")}

        assert {"provisional"} == in_plan
        assert {("provisional", "2022-12-31")} == in_table

    def test_a_lost_unit_is_not_guessed(self, plan: tk.Plan) -> None:
        """Where the document lost a unit, the row has none and says so, and the indicator has none either."""
        without = [row for row in table("observations-2022.csv") if not row["unit"]]

        assert ["idle-firms-revived", "idle-land-revived", "party-windows"] == [row["indicator"] for row in without]
        assert all("脱单位" in row["note"] for row in without)
        assert all(plan.indicators[row["indicator"]].unit is None for row in without)


class TestTables:
    """The two tables of readings."""

    @pytest.mark.parametrize("name", ["observations-2022.csv", "examples/actuals-2023.csv"])
    def test_has_the_columns(self, name: str) -> None:
        """A table has the eight columns of a book, in their order."""
        assert COLUMNS == list(table(name)[0])

    @pytest.mark.parametrize("name", ["observations-2022.csv", "examples/actuals-2023.csv"])
    def test_names_what_the_plan_knows(self, plan: tk.Plan, name: str) -> None:
        """A row is about an indicator, or about a target that has none of its own name."""
        names = {row["indicator"].partition("@")[0] for row in table(name)}

        assert set() == names - set(plan.indicators) - set(plan.targets)

    def test_every_example_says_that_it_is_invented(self) -> None:
        """No row of the examples can be taken for a fact."""
        rows = table("examples/actuals-2023.csv")

        assert {"示例(虚构) / invented example"} == {row["source"] for row in rows}
        assert "虚构" in rows[0]["note"]

    def test_nothing_is_known_before_it_happened(self) -> None:
        """A reading becomes known on the last day of its period at the earliest."""
        rows = table("examples/actuals-2023.csv")
        early = [row for row in rows if row["known"] < Period.parse(row["period"]).end.isoformat()]

        assert [] == early

    def test_the_copy_for_readers_is_the_same(self) -> None:
        """The table under `examples/` of the repository is the package's, byte for byte."""
        copy = ROOT / "examples" / "nanqiao-2023" / "actuals-2023.csv"
        if not copy.parent.is_dir():
            pytest.skip("not run from the repository")

        assert (PACKAGE / "examples" / "actuals-2023.csv").read_bytes() == copy.read_bytes()


class TestSource:
    """The words of the document."""

    @staticmethod
    def words(plan: tk.Plan) -> Iterator[str]:
        """Every quote and lead of the plan, and the citations of both tables of 2022."""
        for target in plan.targets.values():
            yield from (*target.quote, *filter(None, [target.lead]))
        for commitment in plan.commitments.values():
            yield from commitment.quote
        for indicator in plan.indicators.values():
            yield from (reading.quote for reading in indicator.readings if reading.quote)
        yield from (row["source"] for row in table("observations-2022.csv"))

    def test_every_quote_stands_in_the_document(self, plan: tk.Plan) -> None:
        """Every quoted word is in the document, letter for letter, but for its no-break and en spaces."""
        if not DOCUMENT.is_file():
            pytest.skip("the document's text is not beside the repository")
        text = DOCUMENT.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", "").replace("\N{EN SPACE}", "")

        assert [] == [words for words in self.words(plan) if words not in text]


def test_registers_one_plan_with_its_tables() -> None:
    """The hook registers `2023`, and every file that it names is in the package."""
    calls: list[tuple[str, list[Path]]] = []

    def register(name: str, path: Path, *, examples: Path | None = None, observations: tuple[Path, ...] = ()) -> None:
        calls.append((name, [path, *filter(None, [examples]), *observations]))

    targetkit_nanqiao.targetkit_plans(register)

    [(name, files)] = calls
    assert name == "2023"
    assert [True, True, True] == [file.is_file() for file in files]
