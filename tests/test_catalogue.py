"""The catalogue of forms in the reference of the plan file: every line of it loads, and is judged as it should be.

The lines are read out of the page itself; `catalogue/forms.yaml` has the readings and what is expected.
"""

import functools
import pathlib
import re
from typing import Any

import pytest
import yaml

import targetkit
from targetkit.book import Row
from targetkit.plan.model import Plan

HERE = pathlib.Path(__file__).parent
PAGE = HERE.parent / "docs" / "reference" / "plan-file.md"
FORMS = HERE / "catalogue" / "forms.yaml"
LINES = 53
SNIPPET = re.compile(r"(?:(indicator|commitment|issue|amendment|row) )?`(\{.*?\})`(?= |$)")
SETTLED_OR_NOT = {
    "achieved",
    "missed",
    "on_track",
    "at_risk",
    "off_track",
    "not_due",
    "no_data",
    "indeterminate",
    "error",
}


@functools.cache
def lines() -> dict[str, list[tuple[str, Any]]]:
    """The catalogue of the page: for each form, its mappings and where they belong."""
    table = PAGE.read_text(encoding="utf-8").partition("| form | 原文 | shortest YAML |\n")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines()[1:]]
    return {
        form: [(where or "target", as_written(text)) for where, text in SNIPPET.findall(cell)] for form, _, cell in rows
    }


@functools.cache
def forms() -> dict[str, Any]:
    """The readings and what is expected, by form."""
    found: dict[str, Any] = as_written(FORMS.read_text(encoding="utf-8"))
    return found


def as_written(text: str) -> Any:
    """YAML with every scalar as its text, but for `true`."""
    return thawed(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - this loader makes only texts, lists and mappings


def thawed(tree: Any) -> Any:
    """The same with `true` as what it means."""
    if isinstance(tree, dict):
        return {key: thawed(value) for key, value in tree.items()}
    return [thawed(item) for item in tree] if isinstance(tree, list) else tree == "true" or tree


def plan_of(form: str, folder: pathlib.Path) -> Plan:
    """The smallest plan that has the form in it."""
    given, snippets = forms()[form], lines()[form]
    more = given.get("more", {})
    written = {where: mapping for where, mapping in snippets if where != "target"}
    own = written.get("indicator") or {"title": "本项", **given.get("I", {"unit": "亿元", "measure": "flow"})}
    targets = {f"t{n}": mapping for n, mapping in enumerate((m for where, m in snippets if where == "target"), start=1)}
    titled = {
        name: {"title": f"{form} {name}", **mapping} for name, mapping in {**targets, **more.get("targets", {})}.items()
    }
    tree = {
        "targetkit": "1",
        "id": "catalogue",
        "title": form,
        "period": given.get("period", "2023"),
        "indicators": {"I": own, **more.get("indicators", {})},
        "groups": more.get("groups", {}),
        "ledgers": more.get("ledgers", {}),
        "ratings": {"lamps": {"rows": [written["row"]]}} if "row" in written else {},
        "issues": [written["issue"]] if "issue" in written else [],
        "amendments": [written["amendment"]] if "amendment" in written else [],
        "sections": {
            "all": {
                "title": "全部",
                "targets": titled,
                "commitments": {"words": written["commitment"]} if "commitment" in written else {},
            }
        },
    }
    path = folder / "catalogue.targets.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return targetkit.load_plan(path)


def cases() -> list[Any]:
    """Every case of every form."""
    return [
        pytest.param(form, case, id=f"{form}-{n}")
        for form, given in forms().items()
        for n, case in enumerate(given["cases"])
    ]


def outcome(assessment: Any) -> list[str]:
    """Status and reason."""
    return [assessment.status.value, assessment.reason.value]


def test_the_catalogue_is_read_out_of_the_page():
    """The table has the number of lines that we know of, every line has a mapping, and nothing of a cell is lost."""
    text = PAGE.read_text(encoding="utf-8")
    wild = [form for form, snippets in lines().items() if not snippets]
    table = text.partition("| form | 原文 | shortest YAML |\n")[2].partition("\n\n")[0]
    cells = table.splitlines()[1:]
    counted = sum(line.split(" | ")[-1].count("`") // 2 for line in cells)

    assert LINES == len(lines())
    assert [] == wild
    assert counted == sum(len(snippets) for snippets in lines().values())


def test_every_line_of_the_catalogue_is_judged():
    """The cases cover every form of the table, and no other."""
    assert list(lines()) == list(forms())
    assert [] == [form for form, given in forms().items() if not given["cases"]]


@pytest.mark.parametrize("form", list(lines()))
def test_a_form_loads_and_is_written_back(form, tmp_path):
    """The shortest form of the table is a plan without errors, which is equal after it has been written and read."""
    plan = plan_of(form, tmp_path)
    copy = tmp_path / "copy.targets.yaml"
    copy.write_text(targetkit.dump_plan(plan), encoding="utf-8")

    assert plan == targetkit.load_plan(copy)


@pytest.mark.parametrize("form", list(lines()))
def test_every_target_of_a_line_is_expected_something_of(form):
    """No target of a line goes without an expectation, and not every expectation is that the promise is kept."""
    names = [f"t{n}" for n, _ in enumerate((m for where, m in lines()[form] if where == "target"), start=1)]
    expected = [(name, status) for case in forms()[form]["cases"] for name, (status, _) in case["expect"].items()]

    assert set(names) <= {name for name, _ in expected}
    assert {status for _, status in expected} - {"achieved"}
    assert {status for _, status in expected} <= SETTLED_OR_NOT


@pytest.mark.parametrize(("form", "case"), cases())
def test_a_form_is_judged(form, case, tmp_path):
    """On these readings, the promise stands as stated, for the reason stated."""
    plan = plan_of(form, tmp_path)
    rows = [Row(name, period, value, known=known[0] if known else "") for name, period, value, *known in case["book"]]
    card = targetkit.assess(plan, targetkit.open_book(plan, rows), case["as_of"])
    found = {name: outcome(card.assessments[name]) for name in case["expect"]}

    assert case["expect"] == found
    if "stretch" in case:
        assert case["stretch"] == outcome(card.assessments["t1"].stretch)
