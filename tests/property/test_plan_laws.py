"""Laws of plan files: nothing is lost on the way into a plan and back, and nothing is passed over.

The strategies build the tree of a plan of 2023, as mappings, lists and texts, with every kind and key of the format.
They draw from few names and figures, so that what is handed down, shared and referred to meets often.
"""

import copy
import json
import pathlib
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import targetkit
from targetkit.errors import PlanError
from targetkit.plan.model import Plan
from targetkit.plugins import Host

HOST = Host()
TEXTS = [
    "签约27个",
    "on time",
    "不少于27个,力争30个",
    "null",
    "true",
    "1.10",
    "a: b # c",
    "  padded ",
    'say "no"',
    "行\n行",
    "2023",
]
IDS = ["signed", "甲-1", "b_2", "no", "2023"]
UNITS = {
    "money": ("亿元", "flow"),
    "count": ("个", "flow"),
    "firms": ("家", "stock"),
    "share": ("%", "rate"),
    "rank": ("位", "stock"),
    "bare": (None, "flow"),
}
KINDS = {
    "money": ["amount", "growth", "decline"],
    "count": ["count", "amount", "growth", "decline"],
    "firms": ["count", "growth", "decline"],
    "share": ["ratio", "growth", "decline"],
    "rank": ["rank", "decline"],
    "bare": ["growth", "decline"],
}
PERIODS = ["2023", "2023-Q1", "2023-H1", "2023..2025"]
DUES = ["2023-06-30", "2023-12-31", "2023-10-31..2023-12-31"]
READINGS = ["2022", "2021", "2022-H1", "2022-03"]

texts = st.sampled_from(TEXTS)
words = st.one_of(texts, texts, st.fixed_dictionaries({"zh": texts, "en": texts}), st.fixed_dictionaries({"en": texts}))
one_or_more = st.one_of(texts, st.lists(texts, min_size=1, max_size=2))


def chance(draw: st.DrawFn, one_in: int = 4) -> bool:
    """Whether something rarer is there."""
    return draw(st.integers(1, one_in)) == one_in


def some(draw: st.DrawFn, one_in: int = 4, **keys: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Some of the keys; `for_` and `with_` stand for the words that Python keeps."""
    return {key.rstrip("_"): draw(value) for key, value in keys.items() if chance(draw, one_in)}


def figure(unit: str | None, n: int = 3) -> str:
    """A figure in a unit, in % if there is none."""
    return f"{n} {unit}" if unit not in (None, "%") else f"{n}%"


@st.composite
def indicators(draw: st.DrawFn, sort: str, before: dict[str, Any]) -> dict[str, Any]:
    """An indicator of a sort."""
    unit, measure = UNITS[sort]
    made: dict[str, Any] = {"title": draw(words), "measure": measure}
    if unit:
        made["unit"] = unit
    made |= some(
        draw,
        better=st.sampled_from(["higher", "lower", "neither"]),
        basis=st.sampled_from(["nominal", "real", "comparable"]),
        scope=texts,
        aliases=one_or_more,
        assumed=st.just(["unit"]),
        note=texts,
        readings=readings(unit),
    )
    same = [name for name, other in before.items() if other.get("unit") == unit and other["measure"] == measure]
    if chance(draw, 3):
        forms = [{"count": "projects", "dated": "signed", "where": draw(conditions())}]
        forms += [{"sum": same[:2]}, {"part_of": same[0], "where": draw(conditions())}] if same else []
        forms += [{"ratio": list(before)[:2], "panel": "fixed"}] if len(before) > 1 else []
        forms += [{"total": "projects.investment"}, {"formula": "mu.gain", "with": {"posts": "3 个"}}]
        made["from"] = draw(st.sampled_from(forms))
    return made


@st.composite
def readings(draw: st.DrawFn, unit: str | None) -> dict[str, Any]:
    """What the source prints of an indicator."""
    found: dict[str, Any] = {}
    for period in draw(st.lists(st.sampled_from(READINGS), unique=True, min_size=1)):
        value = draw(st.sampled_from([figure(unit, 7), figure(unit, 12)])) if unit else "7%"
        if unit and chance(draw, 2):
            found[period] = value
            continue
        found[period] = {"value": value} if unit else {}
        found[period] |= {"growth": "42.18%"} if not unit or chance(draw, 2) else {}
        found[period] |= some(draw, status=st.sampled_from(["provisional", "final"]), quote=texts, note=texts)
    return found


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    """Which rows count."""
    return some(
        draw,
        2,
        stage=st.sampled_from(
            ["开工", ["开工", "投产"], {"not": "停工"}, {"not": ["停工", "no"]}, {"filled": True}, {"filled": False}]
        ),
        investment=st.sampled_from(
            [{"at_least": "30 亿元", "less_than": "50 亿元"}, {"more_than": "1 亿元", "filled": True}]
        ),
    )


@st.composite
def bounds(draw: st.DrawFn, kind: str, sort: str, names: dict[str, str]) -> dict[str, Any]:
    """A bound of a kind on an indicator of a sort."""
    unit = UNITS[sort][0]
    relative = kind in ("growth", "decline") and sort != "rank"
    a, b = figure(None if relative else unit), figure(None if relative else unit, 5)
    same = [name for name, other in names.items() if other == sort]
    shapes: list[dict[str, Any]] = [
        {"at_least": a},
        {"more_than": a},
        {"at_most": a},
        {"less_than": a},
        {"at_least": a, "at_most": b},
        {"more_than": a, "less_than": b},
        {"about": a},
        {"about": a, "tolerance": "0.5 百分点" if relative or unit == "%" else a},
        {"at_least": {"open": draw(texts)}},
        {"at_least": {"of": same[-1], "period": "2022"}},
        {"at_most": {"of": same[0], "plus": "2 百分点" if relative or unit == "%" else a}},
    ]
    if relative:
        shapes.append({"about": {"of": same[0]}, "tolerance": "0.5 百分点"})
    return draw(st.sampled_from(shapes))


@st.composite
def measured(draw: st.DrawFn, names: dict[str, str], more: dict[str, Any]) -> dict[str, Any]:
    """A target with a bound."""
    name = draw(st.sampled_from(sorted(names)))
    sort = names[name]
    kind = draw(st.sampled_from(KINDS[sort]))
    inline = chance(draw, 5)
    made: dict[str, Any] = {"kind": kind, **draw(bounds(kind, sort, names))}
    made["indicator"] = draw(indicators(sort, {})) if inline else name
    unit = UNITS[sort][0]
    other = sorted(set(names) - {name})
    baselines: list[dict[str, Any]] = [{"period": "2020"}, {"indicator": name}] if not inline else [{"period": "2020"}]
    baselines += (
        [{"indicator": other[0], "match": "proxy"}, {"indicator": other[0], "period": "2021", "match": "mismatch"}]
        if other
        else []
    )
    made |= some(
        draw,
        stretch=stretches(kind, sort, names),
        baseline=st.sampled_from(baselines),
        throughout=st.just(value=True),
        since=st.sampled_from(["2020-01-01", "2023-01-01"]),
        checkpoints=st.sampled_from(
            [{"2023-Q1": figure(unit, 1)}, {"2023-Q1": figure(unit, 1), "2023-H1": figure(unit, 2)}]
        ),
        for_=texts,
        **more,
    )
    if kind not in ("growth", "decline"):
        made |= some(draw, including=st.just(["甲", "乙"]))
    return made


@st.composite
def stretches(draw: st.DrawFn, kind: str, sort: str, names: dict[str, str]) -> dict[str, Any]:
    """A tier above."""
    return {
        **draw(bounds(kind, sort, names)),
        **some(draw, kind=st.just(kind), quote=one_or_more, assumed=st.just(["at_least"])),
    }


def done(more: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A milestone."""
    stage = st.one_of(
        texts,
        st.fixed_dictionaries(
            {"title": words},
            optional={
                "due": st.just("2023-05-10"),
                "weight": st.sampled_from(["3", "0.5", "30 分", "1/3"]),
                "takes": st.just("30 天"),
            },
        ),
    )
    keys = {"evidence": texts, "stages": st.dictionaries(st.sampled_from(IDS), stage, min_size=1, max_size=2), **more}
    return st.fixed_dictionaries({"kind": st.just("milestone"), "title": words}, optional=keys)


def cadences(more: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A cadence."""
    every = st.sampled_from(["day", "week", "month", "quarter", "half", "year"])
    keys = {
        "day": st.sampled_from(["1", "30"]),
        "at_least": st.just("2 次"),
        **{k: v for k, v in more.items() if k != "due"},
    }
    return st.fixed_dictionaries({"kind": st.just("cadence"), "every": every}, optional=keys)


@st.composite
def targets(draw: st.DrawFn, names: dict[str, str], before: list[str]) -> dict[str, Any]:
    """A target of any kind."""
    promise = {"quote": one_or_more, "lead": texts, "label": texts, "note": texts, "assumed": st.just(["quote"])}
    handed = {"grade": GRADES, "owner": one_or_more, "support": one_or_more, "rating": RATINGS}
    more: dict[str, Any] = {
        **promise,
        **handed,
        "due": st.sampled_from(DUES),
        "period": st.sampled_from(PERIODS),
        "weight": texts,
    }
    more["after"] = st.sampled_from([*before, "选址确定"])
    more["bonus"] = st.just([{"points": "2 分", "every": "1 个", "at_most": "6 分"}])
    if before:
        more["yields_to"] = st.sampled_from(before)
    each = {"each": st.sampled_from(["counties", ["东县", "西县"], ["甲"]])}
    sorts: list[Any] = [measured(names, {**more, **each, "title": words})] * 3
    sorts += [done({**more, **each}), cadences({**more, **each, "title": words})]
    if before:
        roll = {"kind": st.sampled_from(["all_of", "any_of"]), "parts": st.just(before[:2])}
        sorts.append(st.fixed_dictionaries(roll, optional={**more, "title": words}))
    made: dict[str, Any] = draw(st.one_of(sorts))
    return made


GRADES = st.sampled_from(["expected", "committed", "aspirational"])
RATINGS = st.sampled_from(["lamps", "monthly"])
HANDED: dict[str, Any] = {"grade": GRADES, "owner": one_or_more, "support": one_or_more, "rating": RATINGS}
HANDED |= {"due": st.sampled_from(DUES)}
LAMPS = [
    {"status": "on_track", "lamp": "绿", "when": {"gap": {"at_least": "0 百分点"}}},
    {"status": "off_track", "when": {"gap": {"less_than": "-30 百分点"}, "pace": {"less_than": "50%"}}},
]


@st.composite
def sections(draw: st.DrawFn, names: dict[str, str], taken: list[str], depth: int, path: str) -> dict[str, Any]:
    """A section, with its targets and perhaps more sections."""
    made = {"title": draw(words), **some(draw, heading=texts, weight=texts, note=texts, lead=texts, **HANDED)}
    made |= some(draw, assumed=st.just(["title"]), period=st.sampled_from(PERIODS))
    own: dict[str, Any] = {}
    for _ in range(draw(st.integers(0, 3))):
        name = f"t{len(taken)}"
        own[name] = draw(targets(names, list(taken)))
        taken.append(name)
    if own:
        made["targets"] = own
    if chance(draw, 3):
        optional = {
            "lead": texts,
            "evidence": texts,
            "after": texts,
            "label": texts,
            "note": texts,
            "due": st.sampled_from(DUES),
        }
        see = {
            "see": st.just([next(iter(names))]),
            "period": st.sampled_from(PERIODS),
            "grade": GRADES,
            "owner": one_or_more,
        }
        words_of = st.fixed_dictionaries({"quote": one_or_more}, optional={**optional, **see, "title": words})
        made["commitments"] = {f"c{path}": draw(words_of)}
    if depth and chance(draw, 2):
        made["sections"] = {f"s{path}{n}": draw(sections(names, taken, depth - 1, f"{path}{n}")) for n in range(2)}
    return made


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """The tree of a plan."""
    names: dict[str, str] = {}
    declared: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True)):
        names[name] = draw(st.sampled_from(sorted(UNITS)))
        declared[name] = draw(indicators(names[name], declared))
    taken: list[str] = []
    tree: dict[str, Any] = {
        "targetkit": "1",
        "id": "p-2023",
        "title": draw(words),
        "period": "2023",
        "groups": {
            "counties": {
                "title": draw(words),
                "members": ["东县", "西县"],
                **some(draw, count=st.sampled_from(["2", "4"])),
            }
        },
        "ledgers": {"projects": {"title": draw(words), "key": "name", "fields": FIELDS}},
        "indicators": declared,
        "ratings": {
            "lamps": {"rows": LAMPS, **some(draw, title=words, note=texts, unless=texts)},
            "monthly": {"evaluator": "pace", "with": {"at_risk": "-10 百分点"}},
        },
        "sections": {f"s{n}": draw(sections(names, taken, 2, str(n))) for n in range(draw(st.integers(1, 2)))},
    }
    tree |= some(
        draw,
        language=st.sampled_from(["zh", "en"]),
        source=st.fixed_dictionaries(
            {}, optional={"title": texts, "url": texts, "published": st.just("2023-01-10"), "text": texts}
        ),
        follows=texts,
        tolerance=st.sampled_from(["0.5 百分点", "1 个"]),
        grace=st.sampled_from(["30", "15 天"]),
        note=texts,
        assumed=st.just(["note"]),
        issues=st.just(
            [{"about": [next(iter(names))], "text": "原文不一致", "rule": "TKQ504"}, {"about": "s0", "text": "?"}]
        ),
        **HANDED,
    )
    if taken and chance(draw, 2):
        tree["amendments"] = draw(st.lists(amendments(taken), min_size=1, max_size=2))
    return tree


FIELDS = {
    "name": "text",
    "signed": "date",
    "investment": "亿元",
    "stage": {"one_of": ["开工", "投产"]},
    "class": {"ordered": ["一般", "较大"]},
    "built": {"planned_in": "signed"},
}


def amendments(taken: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A change of a promise."""
    changes = st.sampled_from(
        [{"at_least": "5 个"}, {"yields_to": taken[0], "note": None}, {"stretch": {"at_least": "9 个"}}]
    )
    head = {"target": st.sampled_from(taken), "effective": st.just("2023-07-01")}
    optional = {"by": texts, "why": texts, "quote": one_or_more}
    return st.one_of(
        st.fixed_dictionaries({**head, "set": changes}, optional=optional),
        st.fixed_dictionaries({**head, "withdrawn": st.just(value=True)}, optional=optional),
    )


# --- reading and writing -------------------------------------------------------------------------------------------


def toml(tree: Any) -> str:
    """A value in TOML; there, an empty text is what `null` is elsewhere."""
    if isinstance(tree, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {toml(value)}" for key, value in tree.items())
            + "}"
        )
    if isinstance(tree, list):
        return "[" + ", ".join(toml(item) for item in tree) + "]"
    return json.dumps("" if tree is None else tree, ensure_ascii=False)


def in_yaml(tree: dict[str, Any]) -> str:
    """The tree as YAML."""
    text: str = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    return text


def load(text: str, suffix: str = "yaml") -> Plan:
    """The plan of a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, f"p.targets.{suffix}")
        path.write_text(text, encoding="utf-8")
        return targetkit.load_plan(path, host=HOST)


def in_json(tree: dict[str, Any]) -> str:
    """The tree as JSON."""
    return json.dumps(tree, ensure_ascii=False, indent=1)


def in_toml(tree: dict[str, Any]) -> str:
    """The tree as TOML."""
    return "".join(f"{key} = {toml(value)}\n" for key, value in tree.items())


FREE = {"title", "readings", "where", "fields", "with", "checkpoints", "stages", "set", "when"}
"""Mappings whose keys are the plan's own, or are looked at elsewhere."""
NAMED = {"indicators", "targets", "sections", "commitments", "groups", "ledgers", "ratings"}
"""Mappings of names."""


def closed(tree: Any, *, inside: str = "") -> Iterator[dict[str, Any]]:
    """Every mapping of a tree whose keys the format knows."""
    if isinstance(tree, list):
        for item in tree:
            yield from closed(item)
    elif isinstance(tree, dict):
        if inside not in FREE | NAMED:
            yield tree
        for key, value in tree.items():
            if isinstance(value, dict | list) and (inside in NAMED or key not in ("set", "with", "title", "when")):
                yield from closed(value, inside="" if inside in NAMED | FREE else key)


class TestPlanFilesLoseNothing:
    """Law 10: plan to text and back gives an equal plan; the syntax of the file does not matter."""

    @given(plans())
    def test_a_plan_that_is_written_loads_as_an_equal_plan(self, tree):
        """What `dump_plan` writes of a plan is that plan."""
        plan = load(in_yaml(tree))

        assert plan == load(targetkit.dump_plan(plan))

    @given(plans())
    def test_what_is_written_is_written_again_letter_for_letter(self, tree):
        """A second writing changes nothing."""
        text = targetkit.dump_plan(load(in_yaml(tree)))

        assert text == targetkit.dump_plan(load(text))

    @given(plans())
    def test_yaml_json_and_toml_say_the_same(self, tree):
        """The same tree in the three syntaxes is one plan."""
        plan = load(in_yaml(tree))

        assert plan == load(in_json(tree), "json")
        assert plan == load(in_toml(tree), "toml")

    @given(plans(), st.data())
    def test_an_unknown_key_is_never_passed_over(self, tree, data):
        """Wherever there is a key that the format does not have, the plan is refused, and the place named."""
        tree = copy.deepcopy(tree)
        mappings = list(closed(tree))
        mappings[data.draw(st.integers(0, len(mappings) - 1))]["nosuchkey"] = "x"

        with pytest.raises(PlanError) as caught:
            load(in_yaml(tree))

        found = [d for d in caught.value.diagnostics if d.severity == "error"]
        assert found
        assert any(
            "nosuchkey" in d.message or d.message == "this is no figure" or "sort of field" in d.message for d in found
        )
        assert all(d.place is not None and d.place.line > 0 for d in found)


@st.composite
def rows(draw: st.DrawFn, plan: Plan) -> list[dict[str, str]]:
    """Readings of some of a plan's indicators and milestones."""
    found = []
    for name, indicator in plan.indicators.items():
        unit = indicator.unit.name if indicator.unit else "%"
        for period in draw(st.lists(st.sampled_from(["2022", "2023-Q1", "2023-H1", "2023"]), unique=True, max_size=3)):
            value = draw(st.sampled_from(["1", "3", "4", "7"]))
            if indicator.derivation is None and not any(str(r.period) == period for r in indicator.readings):
                found.append({"indicator": name, "period": period, "value": value, "unit": unit})
    found.extend(
        {"indicator": name, "period": draw(st.sampled_from(["2023-03-30", "2023-06-30"])), "value": "完成"}
        for name, target in plan.targets.items()
        if target.kind in ("milestone", "cadence") and not target.slice and chance(draw, 2)
    )
    return found


def shuffled(draw: st.DrawFn, tree: Any, *, inside: str = "") -> Any:
    """The same with the keys of every mapping in another order, where their order says nothing."""
    if not isinstance(tree, dict) or inside in (
        "title",
        "readings",
        "where",
        "fields",
        "with",
        "stages",
        "from",
        "set",
    ):
        return tree
    keys = draw(st.permutations(sorted(tree)))
    return {key: shuffled(draw, tree[key], inside="" if inside in NAMED else key) for key in keys}


class TestOrderSaysNothing:
    """Law 1 for the entries of a plan: in whatever order they stand, every promise is judged the same."""

    @given(plans(), st.data())
    def test_the_order_of_entries_changes_no_assessment(self, tree, data):
        """Indicators, sections, targets and keys in another order: the same assessments."""
        plan = load(in_yaml(tree))
        other = load(in_yaml(shuffled(data.draw, tree)))
        seen = data.draw(rows(plan))
        day = data.draw(st.sampled_from(["2023-06-30", "2023-12-31", "2024-03-31"]))
        card, again = (
            targetkit.assess(p, targetkit.open_book(p, seen, host=HOST), day, host=HOST) for p in (plan, other)
        )

        assert dict(plan.targets) == dict(other.targets)
        assert dict(card.assessments) == dict(again.assessments)
