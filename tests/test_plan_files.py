"""What is promised of reading a plan: what is handed down, what is refused and where; nothing is passed over."""

import datetime as dt
import pathlib
import textwrap

import pytest

import targetkit as tk
from targetkit.errors import Diagnostic, PlanError
from targetkit.exact import simplest
from targetkit.indicator import Match
from targetkit.plan.model import Plan
from targetkit.target import Due, Grade

HEAD = "targetkit: 1\nid: p\ntitle: 计划\nperiod: 2023\n"
INDICATORS = """\
indicators:
  out: {title: 产值, unit: 亿元, measure: flow}
  firms: {title: 企业, unit: 家, measure: stock}
  share: {title: 占比, unit: "%", measure: rate}
  place: {title: 位次, unit: 位, measure: stock, better: lower}
  bare: {title: 增速, measure: flow}
"""


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write files into the current folder; the first is the plan."""
    monkeypatch.chdir(tmp_path)

    def written(text: str, **files: str) -> str:
        for name, content in {"p.targets.yaml": text, **{k.replace("_", "."): v for k, v in files.items()}}.items():
            path = pathlib.Path(name)
            path.write_text(textwrap.dedent(content), encoding="utf-8")
        return "p.targets.yaml"

    return written


@pytest.fixture
def load(write):
    """The plan of a text."""

    def loaded(text: str, **files: str) -> Plan:
        return tk.load_plan(write(text, **files))

    return loaded


@pytest.fixture
def found(write):
    """Everything that is found in a text which cannot be loaded."""

    def findings(text: str, **files: str) -> tuple[Diagnostic, ...]:
        with pytest.raises(PlanError) as caught:
            tk.load_plan(write(text, **files))
        return caught.value.diagnostics

    return findings


@pytest.fixture
def one(found):
    """The one thing that is wrong with one target: code, message and way out."""

    def finding(target: str, *, head: str = "", more: str = "") -> tuple[str, str, str]:
        (only,) = found(of(target, head=head, more=more))
        return only.code, only.message, only.hint

    return finding


@pytest.fixture
def target(load):
    """One target `t`, read without an error."""

    def read(text: str, *, head: str = "", more: str = ""):
        return load(of(text, head=head, more=more)).targets["t"]

    return read


def of(text: str, *, head: str = "", more: str = "") -> str:
    """A plan with one target `t`."""
    return f"{HEAD}{head}{INDICATORS}sections:\n  s:\n    title: 章\n    targets:\n      t: {text}\n{more}"


def places(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Code and place of findings."""
    return [(d.code, str(d.place)) for d in found]


class TestWhatIsHandedDown:
    """The nearest wins: target, section, outer section, plan."""

    PLAN = f"""{HEAD}grade: expected
owner: 管委会
support: [甲局, 乙局]
due: 2023-11-30
{INDICATORS}sections:
  outer:
    title: 外
    owner: 招商局
    lead: 力争
    grade: aspirational
    targets:
      a: {{kind: amount, indicator: out, at_least: 1 亿元}}
    sections:
      inner:
        title: 内
        grade: committed
        period: 2023-H1
        targets:
          b: {{kind: count, indicator: firms, at_least: 1 家}}
          c: {{kind: count, indicator: firms, at_least: 2 家, grade: expected, owner: 丙, period: 2023,
              due: 2023-12-31, lead: 确保}}
          d: {{kind: cadence, every: month}}
        commitments:
          e: {{quote: 深化合作}}
  other:
    title: 旁
    targets:
      f: {{kind: amount, indicator: out, at_least: 2 亿元}}
"""

    def test_a_section_wins_over_the_plan(self, load):
        """What the section says holds, and of the rest what the plan says."""
        plan = load(self.PLAN)
        a, f = plan.targets["a"], plan.targets["f"]

        assert (Grade.ASPIRATIONAL, ("招商局",), ("甲局", "乙局"), "力争") == (a.grade, a.owner, a.support, a.lead)
        assert (Grade.EXPECTED, ("管委会",), "") == (f.grade, f.owner, f.lead)
        assert Due(dt.date(2023, 11, 30)) == a.due == f.due

    def test_an_inner_section_wins_over_the_outer_one(self, load):
        """Grade and period are the inner section's, owner and lead the outer one's."""
        plan = load(self.PLAN)
        b = plan.targets["b"]

        assert (Grade.COMMITTED, ("招商局",), "力争", "2023-H1") == (b.grade, b.owner, b.lead, str(b.period))
        assert ("outer", "inner") == b.section

    def test_a_target_wins_over_its_section(self, load):
        """What the target says itself holds."""
        c = load(self.PLAN).targets["c"]

        assert (Grade.EXPECTED, ("丙",), "确保", "2023") == (c.grade, c.owner, c.lead, str(c.period))
        assert dt.date(2023, 12, 31) == c.deadline

    def test_a_cadence_takes_no_deadline(self, load):
        """Its intervals say when it is due."""
        assert load(self.PLAN).targets["d"].due is None

    def test_commitments_inherit_too(self, load):
        """A commitment has the grade, owner, lead and deadline that are handed down."""
        e = load(self.PLAN).commitments["e"]

        assert (Grade.COMMITTED, ("招商局",), "力争", Due(dt.date(2023, 11, 30))) == (e.grade, e.owner, e.lead, e.due)

    def test_sections_are_walked_from_the_outside_in(self, load):
        """Nested sections follow the one that they stand in, with their ways."""
        sections = list(load(self.PLAN).all_sections())

        assert [("outer",), ("outer", "inner"), ("other",)] == [s.path for s in sections]
        assert [("a",), ("b", "c", "d"), ("f",)] == [s.targets for s in sections]

    def test_a_mistake_in_what_is_handed_down_is_told_once(self, found):
        """Not once for the section and once for each of its targets."""
        text = self.PLAN.replace("grade: aspirational", "grade: hopeful").replace("due: 2023-11-30", "due: soon")

        assert ["TKT401", "TKV104"] == [d.code for d in found(text)]

    def test_nothing_can_be_handed_down_empty(self, found):
        """An empty list of owners would neither inherit nor say who."""
        text = self.PLAN.replace("owner: 招商局", "owner: []").replace("lead: 力争", 'lead: ""')

        assert ["TKV103", "TKV103"] == [d.code for d in found(text)]


class TestSeveralFiles:
    """`include`: one plan, one space of ids, in one folder."""

    PLAN = (
        f"{HEAD}include: [a.yaml]\n{INDICATORS}"
        "sections:\n  s:\n    title: 章\n    targets:\n      t: {kind: milestone, title: 开工}\n"
    )
    PART = (
        "sections:\n  r:\n    title: 另一章\n    targets:\n      u: {kind: count, indicator: firms, at_least: 3 家}\n"
    )

    def test_an_included_file_belongs_to_the_plan(self, load):
        """Its sections stand after the plan's own and may use the plan's indicators."""
        plan = load(self.PLAN, a_yaml=self.PART)

        assert ["s", "r"] == [s.id for s in plan.sections]
        assert ["t", "u"] == list(plan.targets)
        assert ("a.yaml",) == plan.includes

    def test_a_plan_in_one_file_is_equal(self, load):
        """How a plan is spread over files does not matter; it is written as one."""
        plan = load(self.PLAN, a_yaml=self.PART)

        assert plan == load(tk.dump_plan(plan))

    def test_a_file_may_stand_below_the_folder(self, load):
        """A way down is no way out."""
        pathlib.Path("parts").mkdir()
        pathlib.Path("parts/a.yaml").write_text(self.PART, encoding="utf-8")

        assert ["t", "u"] == list(load(self.PLAN.replace("[a.yaml]", "[parts/a.yaml]")).targets)

    @pytest.mark.parametrize("name", ["../a.yaml", "/etc/a.yaml", "parts/../../a.yaml", '"parts\\\\a.yaml"'])
    def test_no_way_leads_out_of_the_folder(self, found, name):
        """Neither upward nor to an absolute path."""
        (only,) = found(self.PLAN.replace("a.yaml", name))

        assert "TKR204" == only.code
        assert "leads out of the plan's folder" in only.message

    def test_a_file_is_included_once(self, found):
        """Twice is a mistake, which is told once."""
        (only,) = found(self.PLAN.replace("[a.yaml]", "[a.yaml, a.yaml]"), a_yaml=self.PART)

        assert ("TKR204", "`a.yaml` is included twice") == (only.code, only.message)

    def test_a_file_does_not_include_the_plan_that_includes_it(self, found):
        """The plan's own file counts as included."""
        assert ["TKR204"] == [d.code for d in found(self.PLAN.replace("a.yaml", "p.targets.yaml"))]

    def test_a_missing_file_is_named(self, found):
        """With the place where it is wanted."""
        assert [("TKR204", "p.targets.yaml:5:10")] == places(found(self.PLAN))

    def test_ids_are_unique_over_all_files(self, found):
        """Of two, the second is named with the place of the first."""
        (only,) = found(self.PLAN, a_yaml=self.PART.replace("u:", "t:"))

        assert ("TKR201", "a.yaml:5:7") == (only.code, str(only.place))
        assert "stands at p.targets.yaml:16:7 already" in only.message

    def test_mistakes_of_an_included_file_have_their_place_in_it(self, found):
        """Syntax and content alike."""
        assert [("TKV110", "a.yaml:5:17")] == places(found(self.PLAN, a_yaml=self.PART.replace("count,", "cuont,")))
        assert ["a.yaml"] == [d.place.file for d in found(self.PLAN, a_yaml="sections: [") if d.place]

    def test_the_head_stands_in_the_plan_itself(self, found):
        """An included file has no title or period of its own."""
        (only,) = found(self.PLAN, a_yaml="period: 2023\n" + self.PART)

        assert ("TKV101", "the included file a.yaml has no key `period`") == (only.code, only.message)


class TestPlugins:
    """`uses`: what a plan needs besides."""

    def test_a_plugin_that_is_not_installed_is_named(self, write):
        """A plan that needs it cannot be loaded."""
        path = write(HEAD.replace("title", "uses: [nosuchplugin]\ntitle"))

        with pytest.raises(PlanError, match="nosuchplugin"):
            tk.load_plan(path)

        assert ["nosuchplugin" in d.message for d in tk.check_plan(path).diagnostics] == [True]

    def test_a_plugins_kind_must_be_asked_for(self, one):
        """The hint says where."""
        code, _, hint = one("{kind: mu.score, title: 评分}")

        assert ("TKV110", "add `mu` to `uses` at the top of the plan") == (code, hint)


class TestKinds:
    """What each kind needs and refuses."""

    @pytest.mark.parametrize(
        ("text", "code", "says"),
        [
            ("{title: 无}", "TKV102", "has no `kind`"),
            ("{kind: grwoth, indicator: out, at_least: 1%}", "TKV110", "there is no kind `grwoth`"),
            ("{kind: count, at_least: 3 家}", "TKV102", "needs an `indicator`"),
            ("{kind: count, indicator: firms}", "TKV102", "needs a bound"),
            ("{kind: milestone}", "TKV102", "needs a `quote` or a `title`"),
            ("{kind: milestone, title: 开工, at_least: 3 家}", "TKV111", "has no `at_least`"),
            ("{kind: milestone, title: 开工, indicator: firms}", "TKV111", "has no `indicator`"),
            ("{kind: cadence, title: 报}", "TKV102", "needs `every`"),
            ("{kind: cadence, every: month, due: 2023-12-31}", "TKV111", "has no `due`"),
            ("{kind: cadence, every: fortnight}", "TKV104", "`fortnight` is not one of day, week"),
            ("{kind: cadence, every: month, day: 32}", "TKV104", "no day of a month"),
            ("{kind: all_of}", "TKV102", "needs `parts`"),
            ("{kind: count, indicator: firms, at_least: 3 家, stages: {甲: 乙}}", "TKV111", "has no `stages`"),
            ("{kind: growth, indicator: out, at_least: 3%, including: [甲]}", "TKV111", "has no `including`"),
            ("{kind: count, indicator: firms, at_least: 3 家, with: {a: b}}", "TKV111", "`with` is for plugins' kinds"),
            ("{kind: growth, indicator: out, at_least: -3%}", "TKV112", "never negative"),
            ("{kind: count, indicator: out, at_least: 3 亿元}", "TKV116", "needs a unit of count"),
            ("{kind: ratio, indicator: bare, at_least: 3%}", "TKV116", "has no unit"),
            ("{kind: rank, indicator: firms, at_most: 3 家}", "TKV116", "needs a unit of rank"),
        ],
    )
    def test_what_does_not_fit_a_kind_is_refused(self, one, text, code, says):
        """One finding, with its code, that says what and the way out."""
        found, message, hint = one(text)

        assert code == found
        assert says in message
        assert hint or code in {"TKV102", "TKV104"}

    def test_the_nearest_kind_is_named(self, one):
        """A misspelt one costs no search."""
        assert "growth" in one("{kind: grwoth, indicator: out, at_least: 1%}")[2]

    def test_every_key_that_does_not_fit_is_told(self, found):
        """Not only the first."""
        codes = [
            d.code for d in found(of("{kind: milestone, title: 开工, at_least: 3 家, since: 2023-01-01, every: month}"))
        ]

        assert ["TKV111"] * 3 == codes


class TestBounds:
    """Bound words, and figures that fit."""

    @pytest.mark.parametrize(
        ("words", "code", "says"),
        [
            ("at_least: 1 家, more_than: 2 家", "TKV113", "bound the same side"),
            ("at_most: 1 家, less_than: 2 家", "TKV113", "bound the same side"),
            ("about: 3 家, at_least: 1 家, tolerance: 1 家", "TKV113", "`about` stands alone"),
            ("at_least: 3 家, tolerance: 1 家", "TKV113", "`tolerance` goes with `about` only"),
            ("at_least: 5 家, at_most: 3 家", "TKV114", "no value is both at_least and at_most"),
            ("more_than: 3 家, at_most: 3 家", "TKV114", "no value is both more_than and at_most"),
            ("at_least: 3", "TKU302", "3"),
            ("at_least: 3 户人家", "TKU301", "户人家"),
            ("at_least: 约3 家", "TKU302", "约3 家"),
            ("at_least: 3 亿元", "TKU303", "亿元"),
            ("at_least: {figure: 3 家}", "TKV104", "this is no figure"),
            ("at_least: {of: frims}", "TKR202", "there is no indicator `frims`"),
            ("about: {of: firms}", "TKV102", "needs a `tolerance`"),
        ],
    )
    def test_words_and_figures_that_do_not_fit_are_refused(self, one, words, code, says):
        """One finding, with its code, that says which."""
        found, message, _ = one(f"{{kind: count, indicator: firms, {words}}}")

        assert code == found
        assert says in message

    def test_one_value_may_be_a_range(self, target):
        """`at_least` and `at_most` of one figure leave one value."""
        bound = target("{kind: count, indicator: firms, at_least: 3 家, at_most: 3 家}").bound

        assert ("at_least", "at_most") == tuple(word for word, _ in bound.words)

    def test_a_wrong_dimension_names_both_units(self, one):
        """The one that is written and the indicator's."""
        _, message, _ = one("{kind: amount, indicator: out, at_least: 3 亩}")

        assert "亩" in message
        assert "亿元" in message

    def test_units_of_one_dimension_fit(self, target):
        """30000 万元 are a figure for an indicator in 亿元."""
        assert "30000 万元" == target("{kind: amount, indicator: out, at_least: 30000 万元}").bound.figures[0].text

    def test_points_of_growth_need_a_share(self, one):
        """A level in 亿元 does not rise by percentage points."""
        assert "TKU303" == one("{kind: growth, indicator: out, at_least: 2 百分点}")[0]

    def test_growth_without_a_unit_is_in_percent(self, one):
        """An indicator without a unit promises no level."""
        code, _, hint = one("{kind: growth, indicator: bare, at_least: 2 亿元}")

        assert ("TKU303", "give the indicator a unit, or promise growth in %") == (code, hint)


class TestTolerance:
    """Of `about`: its own, the plan's, or half a unit of the last digit."""

    def test_its_own(self, target):
        """What the target says."""
        bound = target(
            "{kind: growth, indicator: out, about: 7.5%, tolerance: 1 百分点}", head="tolerance: 0.5 百分点\n"
        ).bound

        assert ("1 百分点", False) == (bound.tolerance.text, bound.tolerance_assumed)

    def test_the_plans(self, target):
        """Where the target has none and the unit fits."""
        bound = target("{kind: growth, indicator: out, about: 7.5%}", head="tolerance: 0.5 百分点\n").bound

        assert ("0.5 百分点", False) == (bound.tolerance.text, bound.tolerance_assumed)

    @pytest.mark.parametrize("head", ["", "tolerance: 0.5 百分点\n"])
    def test_half_a_digit_with_a_warning(self, write, head):
        """Where there is none that fits; the warning is no error."""
        checked = tk.check_plan(write(of("{kind: amount, indicator: out, about: 7.5 亿元}", head=head)))
        bound = checked.plan.targets["t"].bound

        assert (simplest(5) / 100, True) == (bound.tolerance.value, bound.tolerance_assumed)
        assert ["TKQ501"] == [d.code for d in checked.diagnostics]
        assert checked.clean

    def test_growth_is_off_by_points_whatever_the_indicator_is_in(self, target):
        """左右 of a growth of 亿元 is in percentage points."""
        assert target("{kind: growth, indicator: out, about: {of: bare}, tolerance: 0.5 百分点}").bound.tolerance.value

    @pytest.mark.parametrize(
        "text",
        [
            "{kind: growth, indicator: out, about: 7.5%, tolerance: 1 亿元}",
            "{kind: growth, indicator: out, about: 5 亿元, tolerance: 0.5 百分点}",
            "{kind: amount, indicator: out, about: 5 亿元, tolerance: 1 亩}",
        ],
    )
    def test_a_tolerance_that_cannot_be_added_is_refused(self, one, text):
        """Growth in % is not off by 亿元, nor 亿元 by points."""
        assert "TKU303" == one(text)[0]


class TestBaselines:
    """`match` is written with another indicator, and only then."""

    def test_another_indicator_needs_a_match(self, one):
        """The author must say whether it stands in for the own one."""
        text = "{kind: growth, indicator: out, at_least: 3%, baseline: {indicator: firms}}"

        assert ("TKV115", "match: proxy or match: mismatch") == one(text)[::2]

    def test_the_own_indicator_has_none(self, one):
        """It is exact, which is found out."""
        assert (
            "TKV115" == one("{kind: growth, indicator: out, at_least: 3%, baseline: {period: 2020, match: proxy}}")[0]
        )

    @pytest.mark.parametrize("word", ["exact", "none"])
    def test_what_is_found_out_is_never_written(self, found, word):
        """`exact` and `none` are refused."""
        text = f"{{kind: growth, indicator: out, at_least: 3%, baseline: {{indicator: firms, match: {word}}}}}"

        assert f"`{word}` is found out, never written" in [d.message for d in found(of(text))]

    def test_a_proxy_is_kept(self, target):
        """With its indicator and period."""
        baseline = target(
            "{kind: growth, indicator: out, at_least: 3%, baseline: {indicator: firms, period: 2020, match: proxy}}"
        ).baseline

        assert (Match.PROXY, "firms", "2020") == (baseline.match, baseline.indicator.id, str(baseline.period))


class TestNames:
    """Ids are unique, references have an end, and nothing goes round in a circle."""

    def test_an_id_stands_once_over_sections(self, found):
        """Targets and commitments share one space."""
        more = "  r:\n    title: 另\n    commitments:\n      t: {quote: 深化合作}\n"
        (only,) = found(of("{kind: milestone, title: 开工}", more=more))

        assert ("TKR201", "p.targets.yaml:19:7") == (only.code, str(only.place))

    def test_an_indicator_may_have_the_id_of_a_target(self, load):
        """They are two spaces, unless the target has an indicator of its own."""
        plan = load(of("{kind: milestone, title: 开工}").replace("t: {kind", "out: {kind"))

        assert "out" in plan.targets
        assert "out" in plan.indicators

    def test_an_inline_indicator_takes_its_targets_id(self, found, load):
        """Which must then be free among the indicators."""
        inline = "{kind: count, indicator: {title: 项目, unit: 个, measure: flow}, at_least: 3 个}"
        codes = [d.code for d in found(of(inline).replace("t: {kind", "out: {kind"))]

        assert "t" in load(of(inline)).indicators
        assert "TKR201" in codes

    @pytest.mark.parametrize("word", ["a b", "a.b", "a@b", "a/b", "a,b", "甲:乙", "x" * 81])
    def test_a_bad_name_is_refused(self, found, word):
        """Names address things, so the signs of addresses are no part of them."""
        assert "TKV105" in [
            d.code for d in found(of("{kind: milestone, title: 开工}").replace("t: {kind", f'"{word}": {{kind'))
        ]

    def test_names_are_compared_in_composed_form(self, load):
        """An inline indicator is found whichever form of the accent its target's id is written in."""
        inline = "{kind: count, indicator: {title: 项目, unit: 个, measure: flow}, at_least: 3 个}"
        plan = load(of(inline).replace("t: {kind", "cafe\u0301: {kind"))

        assert "caf\u00e9" == plan.targets["caf\u00e9"].indicator.id

    @pytest.mark.parametrize(
        ("text", "more", "name", "near"),
        [
            ("{kind: count, indicator: firm, at_least: 3 家}", "", "firm", "firms"),
            ("{kind: milestone, title: 开工, rating: lamp}", "ratings: {lamps: {evaluator: pace}}\n", "lamp", "lamps"),
            ("{kind: milestone, title: 开工, each: counties}", "groups: {county: {title: 县}}\n", "counties", "county"),
            ("{kind: milestone, title: 开工, yields_to: tt}", "", "tt", "t"),
            ("{kind: all_of, parts: [tt]}", "", "tt", "t"),
            ("{kind: milestone, title: 开工}", "issues: [{about: firmss, text: 有误}]\n", "firmss", "firms"),
            (
                "{kind: milestone, title: 开工}",
                "amendments: [{target: tt, effective: 2023-07-01, withdrawn: true}]\n",
                "tt",
                "t",
            ),
        ],
    )
    def test_a_name_that_nothing_has_is_told_with_the_nearest(self, one, text, more, name, near):
        """The hint names what was probably meant."""
        code, message, hint = one(text, more=more)

        assert "TKR202" == code
        assert f"`{name}`" in message
        assert near in hint

    @pytest.mark.parametrize(
        ("form", "missing"),
        [
            ("{count: project}", "project"),
            ("{count: projects, dated: day}", "day"),
            ("{total: projects.area}", "area"),
            ("{count: projects, where: {stage: 开工}}", "stage"),
            ("{ratio: [out, nosuch]}", "nosuch"),
            ("{part_of: nosuch}", "nosuch"),
        ],
    )
    def test_names_in_a_derivation_are_looked_up(self, found, form, missing):
        """Ledgers, their fields, and indicators."""
        ledger = "ledgers: {projects: {title: 项目, key: name, fields: {name: text, signed: date}}}\n"
        text = HEAD + INDICATORS + f"  made: {{title: 派生, unit: 个, measure: flow, from: {form}}}\n" + ledger
        (only,) = found(text)

        assert "TKR202" == only.code
        assert f"`{missing}`" in only.message

    @pytest.mark.parametrize(
        ("a", "b", "way"),
        [
            ("yields_to: u", "yields_to: t", "t → u → t"),
            ("after: u", "after: t", "t → u → t"),
            ("yields_to: t", "note: x", "t → t"),
        ],
    )
    def test_promises_do_not_go_round_in_a_circle(self, found, a, b, way):
        """Neither waiting for each other nor yielding to each other."""
        text = of(f"{{kind: milestone, title: 开工, {a}}}", more=f"      u: {{kind: milestone, title: 竣工, {b}}}\n")
        (only,) = found(text)

        assert "TKR203" == only.code
        assert only.message.endswith(way)

    def test_indicators_are_not_made_of_themselves(self, found):
        """Nor of what is made of them."""
        text = (
            HEAD
            + "indicators:\n"
            + "".join(
                f"  {a}: {{title: {a}, unit: 个, measure: flow, from: {{sum: [{b}]}}}}\n" for a, b in ("ab", "bc", "ca")
            )
        )
        (only,) = found(text)

        assert ("TKR203", {"a", "b", "c"}) == (only.code, set(only.about))


class TestTime:
    """Periods and days that make no sense together."""

    @pytest.mark.parametrize(
        ("keys", "code"),
        [
            ("period: 2022", "TKT403"),
            ("due: 2022-12-31", "TKT402"),
            ("period: 2023-H2, due: 2023-06-30", "TKT402"),
            ("since: 2024-01-01", "TKT402"),
            ("due: 2023-12-31..2023-06-30", "TKT401"),
            ("due: 2023-06-31", "TKT401"),
            ("period: 2023年", "TKT401"),
        ],
    )
    def test_what_cannot_be_is_refused(self, one, keys, code):
        """A period that is over before the plan begins, a deadline before its period, a day that does not exist."""
        assert code == one(f"{{kind: amount, indicator: out, at_least: 1 亿元, {keys}}}")[0]

    def test_a_deadline_may_be_later_than_the_period(self, target):
        """The value is taken over the period; the promise ends later."""
        assert (
            dt.date(2024, 3, 31) == target("{kind: amount, indicator: out, at_least: 1 亿元, due: 2024-03-31}").deadline
        )

    def test_readings_are_not_of_a_time_after_the_source(self, found):
        """What happened later belongs in the book."""
        head = HEAD + "source: {published: 2023-01-10}\nindicators:\n"
        text = f"{head}  out: {{title: 产值, unit: 亿元, measure: flow, readings: {{2022: 9 亿元, 2023-Q2: 3 亿元}}}}\n"
        (only,) = found(text)

        assert ("TKT404", ("out",)) == (only.code, only.about)

    @pytest.mark.parametrize("twin", ["2023-01..2023-06", "2023-H1"])
    def test_a_period_stands_once(self, found, twin):
        """In readings and checkpoints, however it is spelt."""
        key = twin if twin != "2023-H1" else "2023-Q1..2023-Q2"
        text = (
            HEAD
            + "indicators:\n"
            + f"  out: {{title: 产值, unit: 亿元, measure: flow, readings: {{2023-H1: 9 亿元, {key}: 3 亿元}}}}\n"
        )
        keys = f"checkpoints: {{2023-H1: 1 亿元, {key}: 2 亿元}}"

        assert ["TKR201"] == [d.code for d in found(text)]
        assert ["TKR201"] == [d.code for d in found(of(f"{{kind: amount, indicator: out, at_least: 1 亿元, {keys}}}"))]


class TestFindings:
    """All of them at once, each with its place; what the office knows of is silenced."""

    BROKEN = """\
targetkit: 2
id: p q
title: 计划
period: 2023
colour: red
indicators:
  out: {title: 产值, unit: 亿圆, measure: flow}
sections:
  s:
    targets:
      t: {kind: growth, indicator: outt, at_least: 16}
      u: {kind: milestone}
"""

    def test_all_mistakes_are_told_in_one_run(self, found):
        """With file, line and column, in their order."""
        expected = [
            ("TKV117", "p.targets.yaml:1:12"),
            ("TKV105", "p.targets.yaml:2:5"),
            ("TKV101", "p.targets.yaml:5:1"),
            ("TKU301", "p.targets.yaml:7:26"),
            ("TKV102", "p.targets.yaml:10:5"),
            ("TKR202", "p.targets.yaml:11:36"),
            ("TKU302", "p.targets.yaml:11:52"),
            ("TKV102", "p.targets.yaml:12:17"),
        ]

        assert expected == places(found(self.BROKEN))

    def test_the_error_names_the_first_and_counts_the_rest(self, write):
        """A reader of the message alone knows that there are more."""
        with pytest.raises(PlanError, match=r"p\.targets\.yaml:1:12: .*\(and 7 more\)"):
            tk.load_plan(write(self.BROKEN))

    def test_check_finds_what_loading_finds(self, write, found):
        """And has the text of each line for a frame."""
        checked = tk.check_plan(write(self.BROKEN))

        assert places(checked.diagnostics) == places(found(self.BROKEN))
        assert all(d.line for d in checked.diagnostics)
        assert not checked.clean

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            (HEAD + "owners: 局\n", "the plan has no key `owners`"),
            (HEAD + "source: {tittle: 报告}\n", "`source` has no key `tittle`"),
            (HEAD + "indicators: {a: {title: 甲, measure: flow, units: 个}}\n", "indicator a has no key `units`"),
            (HEAD + "sections: {s: {title: 章, target: {}}}\n", "section s has no key `target`"),
            (HEAD + "groups: {g: {title: 组, member: [甲]}}\n", "group g has no key `member`"),
            (of("{kind: milestone, title: 开工, deu: 2023-06-30}"), "target t has no key `deu`"),
            (
                HEAD + "amendments: [{target: t, effective: 2023-07-01, set: {atleast: 1 家}}]\n",
                "a target has no key `atleast`",
            ),
            (HEAD + "title2: x\n", "the plan has no key `title2`"),
        ],
    )
    def test_unknown_keys_are_named(self, found, text, what):
        """Wherever they stand."""
        assert what in [d.message for d in found(text)]

    def test_a_comma_in_prose_is_recognised(self, one):
        """The text after it has become a key; the hint says what to do."""
        code, _, hint = one("{kind: milestone, title: 开工, note: 定性条件,由人认定}")

        assert code in ("TKV101", "TKS003")
        assert "comma" in hint

    def test_languages_are_codes(self, found):
        """A key beside them is a mistake and no language."""
        (only,) = found(HEAD.replace("title: 计划", "title: {zh: 计划, heading: 计划}"))

        assert "`heading` is no language: expected zh, en or the like" == only.message

    def test_an_issue_silences_a_rule_for_its_ids(self, write):
        """And for no others."""
        more = "      u: {kind: amount, indicator: out, at_least: 2 亿元}\n"
        text = of("{kind: amount, indicator: out, at_least: 1 亿元}", more=more)
        issue = "issues: [{about: [t], text: 两处数字不一致, rule: TKQ504}]\n"

        assert ["TKQ504"] == [d.code for d in tk.check_plan(write(text)).diagnostics]
        assert [] == list(tk.check_plan(write(text + issue)).diagnostics)
        assert ["TKQ504"] == [d.code for d in tk.check_plan(write(text + issue.replace("[t]", "[firms]"))).diagnostics]

    def test_quotes_are_held_against_the_source(self, write):
        """Letter for letter, white space apart; in the plan's own source or in the one that is given."""
        text = of("{kind: milestone, quote: 建立动态名录库}", head="source: {text: report.txt}\n")
        kept = tk.check_plan(write(text, report_txt="我们将建立动态\n名录库。"))
        broken = tk.check_plan(write(text, report_txt="我们将建立名录库。"))
        given = tk.check_plan(write(text, report_txt="无", other_txt="建立动态名录库"), source="other.txt")

        assert ([], ["TKQ510"], []) == tuple([d.code for d in c.diagnostics] for c in (kept, broken, given))
        assert [("TKQ510", "p.targets.yaml:16:35")] == places(broken.diagnostics)

    def test_a_commitment_has_no_bound(self, found):
        """With a bound it would be a target."""
        text = HEAD + "sections: {s: {title: 章, commitments: {c: {quote: 深化, at_least: 3 家}}}}\n"

        assert ["TKV111"] == [d.code for d in found(text)]

    def test_a_commitment_keeps_its_rating(self, load):
        """It is one of the inherited keys; nothing is scored by it."""
        text = HEAD + "sections: {s: {title: 章, commitments: {c: {quote: 深化, rating: x}}}}\n"

        assert load(text).commitments["c"].rating == "x"

    def test_an_amendment_sets_or_withdraws(self, found):
        """One of the two."""
        text = of("{kind: milestone, title: 开工}", more="amendments: [{target: t, effective: 2023-07-01}]\n")

        assert ["TKV113"] == [d.code for d in found(text)]

    def test_an_empty_source_says_nothing(self, load):
        """It is as if there were none."""
        assert load(HEAD + "source: {}\n").source is None
